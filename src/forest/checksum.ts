/** The sum by which a model's file is known. The platform's own digest: node:crypto would cost each thread 10 MB. */

/** SHA-256 in hex. */
export async function sumOf(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex();
}
