/** `oddline feedback add`: marks as normal what is not to be told of again. */
import { type Mark, MARKS_MAX, newMark, type Scope, SCOPE_KEYS } from "../../../feedback/mod.ts";
import { EXIT, UsageError } from "../../errors.ts";
import { changeMarks } from "../../feedback/feedback_file.ts";
import type { Io } from "../../io.ts";
import { print } from "../../print.ts";
import { warnerOf } from "../../run/warn.ts";
import { watchFeedbackPath } from "../../settings/kept_files.ts";
import { markText } from "./list.ts";
import type { FeedbackAddOptions } from "./flags.ts";

/** Returns the exit code. */
export async function run({ settings, flags }: FeedbackAddOptions, io: Io): Promise<number> {
  const { template, match, text, source, detector } = flags;
  const scope = given({ template, match, text, source, detector });
  if (Object.keys(scope).length === 0) {
    throw new UsageError(`say what is normal: ${SCOPE_KEYS.map((key) => `--${key}`).join(", ")}; all given must hold`);
  }
  const nowMs = io.now();
  const path = watchFeedbackPath(settings);
  let added: Mark | undefined;
  await changeMarks(path, (marks) => {
    if (marks.length >= MARKS_MAX) throw new UsageError(`${path} holds ${MARKS_MAX} marks; remove some first`);
    added = newMark(scope, { nowMs, forMs: flags.for, reason: flags.reason }, marks);
    return [...marks, added];
  }, { now: io.now, warn: warnerOf(io) });
  const said = added === undefined ? "" : `marked as normal: ${markText(added, nowMs)}\n`;
  await print(io, said);
  return EXIT.fine;
}

/** What was given of it. */
function given(scope: { [K in keyof Scope]: Scope[K] | undefined }): Scope {
  return Object.fromEntries(Object.entries(scope).filter(([, value]) => value !== undefined));
}
