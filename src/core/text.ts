/** Bytes of a batch as text: only for lines that are shown, reported or new; never for every line. */

const decoder = new TextDecoder();

/** Decodes UTF-8 (invalid parts become U+FFFD). Copies first, since a decoder takes no shared memory. */
export function decodeText(bytes: Uint8Array, start: number, end: number): string {
  return decoder.decode(bytes.slice(start, end));
}
