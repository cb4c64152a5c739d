/** `oddline feedback remove`: what was marked is told of again. */
import { EXIT, UsageError } from "../../errors.ts";
import { changeMarks } from "../../feedback/feedback_file.ts";
import type { Io } from "../../io.ts";
import { print } from "../../print.ts";
import { warnerOf } from "../../run/warn.ts";
import { watchFeedbackPath } from "../../settings/kept_files.ts";
import { didYouMean } from "../../../core/text/suggest.ts";
import { markText } from "./list.ts";
import type { FeedbackRemoveOptions } from "./flags.ts";

/** Returns the exit code. */
export async function run({ settings, flags }: FeedbackRemoveOptions, io: Io): Promise<number> {
  const ids = new Set(flags.id ?? []);
  if (ids.size === 0 && !flags.expired && !flags.all) {
    throw new UsageError("say which marks: --id ID (oddline feedback list shows them), --expired, or --all");
  }
  const nowMs = io.now();
  const path = watchFeedbackPath(settings);
  let said = "";
  await changeMarks(path, (marks) => {
    const known = marks.map(({ id }) => id);
    const unknown = [...ids].find((id) => !known.includes(id));
    if (unknown !== undefined) throw new UsageError(`no mark '${unknown}' in ${path}${didYouMean(unknown, known)}`);
    const removed = marks.filter(({ id, expires }) =>
      flags.all || ids.has(id) || (flags.expired && expires !== null && Date.parse(expires) <= nowMs)
    );
    said = removed.map((mark) => `removed: ${markText(mark, nowMs)}\n`).join("") || "nothing to remove\n";
    return marks.filter((mark) => !removed.includes(mark));
  }, { now: io.now, warn: warnerOf(io) });
  await print(io, said);
  return EXIT.fine;
}
