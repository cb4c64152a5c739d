/** From raw lines to what is mined: what follows each line's header, as the recognised format reads it. */
import { createParser, detectFormat, LineFields } from "../../src/formats/mod.ts";

const SAMPLE_BYTES = 1 << 16;
const TIME_ZONE = "UTC";
/** Lines without a year are of before this moment. */
const REFERENCE_MS = Date.UTC(2026, 0, 1);

/** The messages of a log's lines. */
export function messagesOf(bytes: Uint8Array): string[] {
  const options = { timeZone: TIME_ZONE, referenceMs: REFERENCE_MS };
  const sample = bytes.subarray(0, bytes.lastIndexOf(10, SAMPLE_BYTES) + 1);
  const parser = createParser(detectFormat(sample, options), options);
  const fields = new LineFields();
  const decoder = new TextDecoder();
  const messages: string[] = [];
  for (let start = 0; start < bytes.length;) {
    const feed = bytes.indexOf(10, start);
    const next = feed < 0 ? bytes.length : feed;
    const end = next > start && bytes[next - 1] === 13 ? next - 1 : next;
    parser.parse(bytes, start, end, fields);
    messages.push(decoder.decode(bytes.subarray(fields.messageStart, fields.messageEnd)));
    start = next + 1;
  }
  return messages;
}
