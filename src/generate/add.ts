/** One line by hand, as the seed's `add_test_log` did: for `oddline generate add`. */
import type { Level } from "./level.ts";
import { lineWriter } from "./formats/mod.ts";
import type { LineFormatName } from "./formats/names.ts";
import { handTemplate } from "./message_template.ts";

export interface AddedLine {
  readonly format: LineFormatName;
  readonly timeMs: number;
  readonly level: Level;
  readonly component: string;
  readonly message: string;
}

/**
 * The bytes of one line, with its line feed.
 * @throws TypeError when component or message would make two lines of it, or the format has no line for them
 */
export function addedLine(line: AddedLine): Uint8Array<ArrayBuffer> {
  const { format, timeMs, level, component, message } = line;
  for (const text of [component, message]) {
    if (/[\r\n]/.test(text)) {
      throw new TypeError(`Cannot add a line: it must not hold a line break, got ${JSON.stringify(text)}`);
    }
  }
  const template = handTemplate(level, component, message);
  const text = lineWriter(format)({
    timeMs: Math.floor(timeMs),
    template,
    values: [],
    instance: 0,
    traceId: undefined,
    stack: undefined,
  });
  if (text === undefined) throw new TypeError(`Cannot add a line: format "${format}" has lines of requests alone`);
  return new TextEncoder().encode(text + "\n");
}
