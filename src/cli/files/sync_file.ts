/** A file that is written from its beginning, all of each piece at once. */

export interface SyncFile {
  write(text: string): void;
  writeBytes(bytes: Uint8Array): void;
  /** Closes it, once. */
  [Symbol.dispose](): void;
}

/** Makes or empties the file. Throws what Deno throws when it cannot. */
export function createSyncFile(
  path: string,
  options: Deno.OpenOptions = { write: true, create: true, truncate: true },
): SyncFile {
  const file = Deno.openSync(path, options);
  const encoder = new TextEncoder();
  const writeBytes = (bytes: Uint8Array) => {
    for (let at = 0; at < bytes.length;) at += file.writeSync(bytes.subarray(at));
  };
  return {
    write: (text) => writeBytes(encoder.encode(text)),
    writeBytes,
    [Symbol.dispose]: () => file[Symbol.dispose](),
  };
}
