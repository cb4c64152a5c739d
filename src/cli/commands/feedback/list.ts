/** `oddline feedback list`: what was marked normal. */
import { showControls } from "../../../core/text/escape.ts";
import { type Mark, type Scope, SCOPE_KEYS } from "../../../feedback/mod.ts";
import { EXIT } from "../../errors.ts";
import { loadMarks } from "../../feedback/feedback_file.ts";
import type { Io } from "../../io.ts";
import { print } from "../../print.ts";
import { warnerOf } from "../../run/warn.ts";
import { watchFeedbackPath } from "../../settings/kept_files.ts";
import type { FeedbackListOptions } from "./flags.ts";

/** Returns the exit code. */
export async function run({ settings, flags }: FeedbackListOptions, io: Io): Promise<number> {
  const path = watchFeedbackPath(settings);
  const marks = loadMarks(path, { now: io.now, warn: warnerOf(io) });
  const text = flags.format === "json"
    ? `${JSON.stringify(marks, null, 2)}\n`
    : marks.map((mark) => `${markText(mark, io.now())}\n`).join("") || `nothing is marked in ${path}\n`;
  await print(io, text);
  return EXIT.fine;
}

/** `3f2a91c0  severity, source app.log  until 2026-11-22T20:00:00Z  reason` */
export function markText(mark: Mark, nowMs: number): string {
  const isOver = mark.expires !== null && Date.parse(mark.expires) <= nowMs;
  const until = mark.expires === null ? "for good" : `${isOver ? "over since" : "until"} ${mark.expires}`;
  const parts = [mark.id, scopeText(mark), until, ...(mark.reason === undefined ? [] : [mark.reason])];
  return parts.map(showControls).join("  ");
}

function scopeText(scope: Scope): string {
  return SCOPE_KEYS.flatMap((key) => scope[key] === undefined ? [] : [`${key} ${scope[key]}`]).join(", ");
}
