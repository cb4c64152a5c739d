/**
 * Lines as container runtimes write them for Kubernetes (CRI, "kubernetes/design-proposals: kubelet-cri-logging"):
 * `2016-10-06T00:17:09.669794202Z stdout F text`, where F is a full line and P a part of one. The time is the
 * runtime's, which is exact and has its zone; level and message are the inner text's.
 */
import { decodeText } from "../core/lines/text.ts";
import { Clock } from "./times/clock.ts";
import type { LineAttribute, LineFields, LineParser, ParseContext } from "./format.ts";
import { setPlain } from "./plain.ts";
import { readTimestamp, timestampKindIndex } from "./times/timestamp.ts";

const ISO = timestampKindIndex("iso") as number;
const STDOUT = new TextEncoder().encode(" stdout ");
const STDERR = new TextEncoder().encode(" stderr ");

export class CriParser implements LineParser {
  readonly #inner: LineParser;
  readonly #clock: Clock;

  constructor(inner: LineParser, context: ParseContext) {
    this.#inner = inner;
    this.#clock = new Clock(context);
  }

  parse(bytes: Uint8Array, start: number, end: number, into: LineFields): boolean {
    const text = this.innerStart(bytes, start, end);
    if (text < 0) {
      setPlain(start, end, into);
      return false;
    }
    this.#inner.parse(bytes, text, end, into);
    into.time = this.#clock.toMs();
    return true;
  }

  attributes(bytes: Uint8Array, start: number, end: number): LineAttribute[] {
    const text = this.innerStart(bytes, start, end);
    if (text < 0) return [];
    const [, stream = "", flag = ""] = decodeText(bytes, start, text).split(" ");
    return [
      { name: "stream", value: stream },
      { name: "partial", value: flag.startsWith("P") },
      ...this.#inner.attributes(bytes, text, end),
    ];
  }

  /** Where the inner text begins; -1 when the line is no CRI line. */
  innerStart(bytes: Uint8Array, start: number, end: number): number {
    let i = readTimestamp(ISO, bytes, start, end, this.#clock);
    if (i < 0 || !(isWordAt(bytes, i, end, STDOUT) || isWordAt(bytes, i, end, STDERR))) return -1;
    i += STDOUT.length;
    if (i >= end || (bytes[i] !== 0x46 && bytes[i] !== 0x50)) return -1;
    while (i < end && bytes[i] !== 32) i++; // the flag may carry tags: "P:tag"
    return i < end ? i + 1 : end;
  }
}

function isWordAt(bytes: Uint8Array, pos: number, end: number, word: Uint8Array): boolean {
  if (pos + word.length > end) return false;
  for (let i = 0; i < word.length; i++) if (bytes[pos + i] !== word[i]) return false;
  return true;
}
