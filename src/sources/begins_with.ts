/** What a file begins with: by that, one of ours that is damaged is told from one that never was ours. */

/** As much as is looked at, bytes. */
const HEAD_BYTES = 256;

/**
 * Whether a file begins with one of these texts, as far as it goes, or was never filled: empty, or zeros, as a crash
 * leaves it. Blanks do not count, and every number is written as 0 in `heads`. Throws what opening throws.
 */
export function beginsWith(path: string, heads: readonly string[]): boolean {
  using file = Deno.openSync(path);
  const bytes = new Uint8Array(HEAD_BYTES);
  const head = bytes.subarray(0, file.readSync(bytes) ?? 0);
  if (head.every((byte) => byte === 0)) return true;
  const text = plain(new TextDecoder().decode(head));
  return heads.map(plain).some((ours) => text.startsWith(ours) || ours.startsWith(text));
}

function plain(text: string): string {
  return text.replace(/\s/g, "").replace(/\d+/g, "0");
}
