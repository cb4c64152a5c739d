/**
 * Where the messages of lines begin of which only the texts are known, as the history keeps them: what stands before
 * them is shown in columns of its own. The few lines around an anomaly are enough to see of which format they are.
 */
import type { ContextLine } from "../core/views/anomaly_view.ts";
import { decodeText } from "../core/lines/text.ts";
import { createParser, detectFormat, LineFields } from "../formats/mod.ts";

/** The times are known already, so that it does not matter how they are read here. */
const ANY_TIME = { timeZone: "UTC", referenceMs: 0 };

/** The lines of one source, each with where its message begins; 0 for one that is not of their format. */
export function withMessageStarts(lines: readonly ContextLine[]): ContextLine[] {
  const encoder = new TextEncoder();
  const sample = encoder.encode(lines.map(({ text }) => `${text}\n`).join(""));
  const parser = createParser(detectFormat(sample, ANY_TIME), ANY_TIME);
  const fields = new LineFields();
  return lines.map((line) => {
    const bytes = encoder.encode(line.text);
    const isMatched = parser.parse(bytes, 0, bytes.length, fields);
    return { ...line, messageStart: isMatched ? decodeText(bytes, 0, fields.messageStart).length : 0 };
  });
}
