/** A file that is written from its beginning, all of each piece at once. */

export interface SyncFile {
  write(text: string): void;
  writeBytes(bytes: Uint8Array): void;
  /** Closes it, once. */
  [Symbol.dispose](): void;
}

/** How it is opened, and what it is called where it cannot be written: its path, unless the user knows another name. */
interface SyncFileOptions {
  readonly open?: Deno.OpenOptions;
  readonly name?: string;
}

/**
 * Makes or empties the file. Throws what Deno throws when it cannot; where it cannot be written, as on a full disk, the
 * error says which file that is.
 */
export function createSyncFile(
  path: string,
  { open = { write: true, create: true, truncate: true }, name = path }: SyncFileOptions = {},
): SyncFile {
  const file = Deno.openSync(path, open);
  const encoder = new TextEncoder();
  const writeBytes = (bytes: Uint8Array) => {
    try {
      for (let at = 0; at < bytes.length;) at += file.writeSync(bytes.subarray(at));
    } catch (error) {
      if (error instanceof Error) error.message = `${name}: ${error.message}`;
      throw error;
    }
  };
  return {
    write: (text) => writeBytes(encoder.encode(text)),
    writeBytes,
    [Symbol.dispose]: () => file[Symbol.dispose](),
  };
}
