/**
 * The user's own masks: what a regular expression matches in a message is a parameter, named by its mask. They come
 * before all others: each match becomes one byte that no text has, in a copy of the message, and what remains is masked
 * as usual. Only where there are any, since they need each message as a string.
 */
import { hashNameText } from "../../core/hash.ts";
import type { ParameterList } from "../../core/lines/parameters.ts";
import { decodeText } from "../../core/lines/text.ts";
import { shapeText } from "./masking.ts";
import { NAMED_MASK } from "./token_mask.ts";

/** A mask as the user gives it: `pattern` is the source of a JavaScript regular expression. */
export interface MaskSpec {
  readonly name: string;
  readonly pattern: string;
}

/** Matches in a message, at most. */
const MATCHES_MAX = 64;

interface Match {
  readonly name: number;
  /** Offsets in the message's bytes. */
  readonly start: number;
  readonly end: number;
}

const encoder = new TextEncoder();

/** Applies masks to one message after another. */
export class CustomMasks {
  /** The copy with matches replaced; valid until the next `apply`. */
  bytes = new Uint8Array(4096);
  length = 0;
  readonly names: readonly string[];
  readonly #masks: readonly { readonly name: number; readonly pattern: RegExp }[];
  #matches: readonly Match[] = [];

  /** Throws SyntaxError for a broken pattern. */
  constructor(specs: readonly MaskSpec[]) {
    this.names = specs.map(({ name }) => name);
    this.#masks = specs.map(({ name, pattern }) => ({ name: hashNameText(name), pattern: new RegExp(pattern, "g") }));
  }

  /** Looks for matches in a message; false when there is none. The copy is made only if there is one. */
  apply(bytes: Uint8Array, start: number, end: number): boolean {
    const text = decodeText(bytes, start, end);
    const found = this.#matchesIn(text, end - start);
    if (found.length === 0) return false;
    this.#matches = found.map((match) => ({ ...match, start: start + match.start, end: start + match.end }));
    if (this.bytes.length < end - start) this.bytes = new Uint8Array(2 * (end - start));
    let length = 0;
    let at = start;
    for (const match of this.#matches) {
      while (at < match.start) this.bytes[length++] = bytes[at++];
      this.bytes[length++] = NAMED_MASK;
      at = match.end;
    }
    while (at < end) this.bytes[length++] = bytes[at++];
    this.length = length;
    return true;
  }

  /** Hands over what was matched, each under the name of its mask. */
  giveFields(into: ParameterList): void {
    for (const { name, start, end } of this.#matches) into.addField(name, start, end);
  }

  /** Says of parameters from `first` on, which were found in the copy, where they stand in the message at `start`. */
  toMessage({ start: starts, end: ends, length }: ParameterList, first: number, start: number): void {
    for (let k = first; k < length; k++) {
      starts[k] = this.#messagePosition(starts[k], start);
      ends[k] = this.#messagePosition(ends[k], start);
    }
  }

  #messagePosition(copied: number, start: number): number {
    let position = start + copied;
    for (const match of this.#matches) {
      if (position <= match.start) break;
      position += match.end - match.start - 1;
    }
    return position;
  }

  /** Matches that do not overlap, in their order; of two that begin together the mask's that stands first. */
  #matchesIn(text: string, bytesLength: number): Match[] {
    const all = this.#masks.flatMap(({ name, pattern }) =>
      [...text.matchAll(pattern)].slice(0, MATCHES_MAX)
        .map((match) => ({ name, start: match.index, end: match.index + match[0].length }))
    ).filter(({ start, end }) => end > start).sort((a, b) => a.start - b.start);
    const chosen: Match[] = [];
    for (const match of all) {
      if (chosen.length < MATCHES_MAX && match.start >= (chosen.at(-1)?.end ?? 0)) chosen.push(match);
    }
    return text.length === bytesLength ? chosen : chosen.map((match) => inBytes(text, match, bytesLength));
  }
}

/** The shape of a message, in which `NAMED_MASK_CHARACTER` stands for what the masks match. */
export function namedShapeText(masks: CustomMasks | undefined, bytes: Uint8Array, start: number, end: number): string {
  return masks?.apply(bytes, start, end) ? shapeText(masks.bytes, 0, masks.length) : shapeText(bytes, start, end);
}

/** Bytes that are no UTF-8 were read as one character each of three bytes: then positions are cut to what there is. */
function inBytes(text: string, { name, start, end }: Match, bytesLength: number): Match {
  const from = Math.min(bytesLength - 1, encoder.encode(text.slice(0, start)).length);
  const to = from + encoder.encode(text.slice(start, end)).length;
  return { name, start: from, end: Math.max(from + 1, Math.min(bytesLength, to)) };
}
