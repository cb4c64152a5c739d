/** Events as NDJSON: one object a line, safe to look at on a terminal. */
import type { OddlineEvent } from "../core/anomaly.ts";
import { showControlsInJson } from "../core/escape.ts";

/** One line with its line feed. `JSON.stringify` escapes control characters and lone surrogates; the rest is escaped here. */
export function ndjsonLine(event: OddlineEvent): string {
  return `${showControlsInJson(JSON.stringify(event))}\n`;
}
