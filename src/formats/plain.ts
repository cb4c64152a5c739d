/** Lines without a header that is known: the whole line is the message. */
import type { LineAttribute, LineFields, LineParser } from "./format.ts";

/** Fills in a line of which nothing is known. */
export function setPlain(start: number, end: number, into: LineFields): void {
  into.time = NaN;
  into.severity = 0;
  into.messageStart = start;
  into.messageEnd = end;
  into.isMessageOfFields = false;
  into.parameters.forgetLine();
}

export class PlainParser implements LineParser {
  parse(_bytes: Uint8Array, start: number, end: number, into: LineFields): boolean {
    setPlain(start, end, into);
    return true;
  }

  attributes(): LineAttribute[] {
    return [];
  }
}
