/** Bytes of a batch as text: only for lines that are shown, reported or new; never for every line. */

const decoder = new TextDecoder();

/** Bytes of a text that is copied into memory that is there already; a longer one gets its own. */
const SCRATCH_BYTES = 16 * 1024;
const scratch = new Uint8Array(SCRATCH_BYTES);

/** Decodes UTF-8 (invalid parts become U+FFFD). Copies first, since a decoder takes no shared memory. */
export function decodeText(bytes: Uint8Array, start: number, end: number): string {
  if (end - start > SCRATCH_BYTES) return decoder.decode(bytes.slice(start, end));
  scratch.set(bytes.subarray(start, end));
  return decoder.decode(scratch.subarray(0, end - start));
}

/** Whether bytes are the ASCII of a text: for what is mostly known as a text already, a third of decoding it. */
export function isTextOf(bytes: Uint8Array, start: number, end: number, text: string): boolean {
  if (end - start !== text.length) return false;
  for (let i = start, k = 0; i < end; i++, k++) if (bytes[i] !== text.charCodeAt(k) || bytes[i] >= 0x80) return false;
  return true;
}

/** An offset in bytes as an offset in their text: the same where all is ASCII. */
export function textOffset(bytes: Uint8Array, at: number, text: string): number {
  return text.length === bytes.length ? at : decodeText(bytes, 0, Math.min(at, bytes.length)).length;
}
