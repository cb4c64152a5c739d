/** The fixed batch of the benches: 10,000 generated lines, the same at every run. */
import { type LineFormatName, LogGenerator } from "../src/generate/mod.ts";

export const BENCH_LINES = 10_000;

/** The lines as bytes, each with its line feed. */
export function generatedLines(format: LineFormatName, lines = BENCH_LINES): Uint8Array<ArrayBuffer> {
  const generator = new LogGenerator({ seed: 7, format, lines, rate: 50, incidents: "none" });
  const buffer = new Uint8Array(lines * 400 + 16_384);
  let length = 0;
  for (let filled = -1; filled !== 0; length += filled) {
    filled = generator.fill(buffer.subarray(length, length + (1 << 20)));
  }
  return buffer.slice(0, length);
}
