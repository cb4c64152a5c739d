/** `oddline feedback add`: marks as normal what is not to be told of again. */
import { hashText } from "../../core/hash.ts";
import { type Mark, MARKS_MAX, type Scope, SCOPE_KEYS } from "../../feedback/mod.ts";
import { EXIT, UsageError } from "../errors.ts";
import { changeMarks } from "../feedback_file.ts";
import type { Io } from "../io.ts";
import { warn } from "../run_pipeline.ts";
import { watchFeedbackPath } from "../settings.ts";
import { markText } from "./feedback.ts";
import type { FeedbackAddOptions } from "./mod.ts";

const ID_DIGITS = 8;

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
    added = {
      id: freeId(`${nowMs} ${JSON.stringify(scope)}`, marks),
      ...scope,
      created: new Date(nowMs).toISOString(),
      expires: flags.for === undefined ? null : new Date(nowMs + flags.for).toISOString(),
      ...(flags.reason === undefined ? {} : { reason: flags.reason }),
    };
    return [...marks, added];
  }, { now: io.now, warn: (message) => warn(io, undefined, message) });
  const said = added === undefined ? "" : `marked as normal: ${markText(added, nowMs)}\n`;
  await io.stdout.write(new TextEncoder().encode(said));
  return EXIT.fine;
}

/** What was given of it. */
function given(scope: { [K in keyof Scope]: Scope[K] | undefined }): Scope {
  return Object.fromEntries(Object.entries(scope).filter(([, value]) => value !== undefined));
}

/** A short hash that no mark has yet. */
function freeId(text: string, marks: readonly Mark[]): string {
  for (let attempt = 0;; attempt++) {
    const id = hashText(`${text} ${attempt}`).slice(0, ID_DIGITS);
    if (!marks.some((mark) => mark.id === id)) return id;
  }
}
