/** The runtime that DENORT_BIN names: `deno compile` takes any file for one, and puts the program behind it. */

/** First bytes of executables: ELF, Mach-O (of 64 bits, and of several machines), PE. */
const MAGICS = [
  [0x7f, 0x45, 0x4c, 0x46],
  [0xcf, 0xfa, 0xed, 0xfe],
  [0xca, 0xfe, 0xba, 0xbe],
  [0x4d, 0x5a],
] as const;

/** Throws Error where the file cannot be read, or is no executable of any system. */
export function checkDenort(path: string): void {
  const head = new Uint8Array(4);
  try {
    using file = Deno.openSync(path);
    file.readSync(head);
  } catch (error) {
    throw new Error(`DENORT_BIN=${path} cannot be read: ${error instanceof Error ? error.message : error}`);
  }
  if (MAGICS.some((magic) => magic.every((byte, at) => head[at] === byte))) return;
  throw new Error(`DENORT_BIN=${path} is no executable; it must be the denort of Deno ${Deno.version.deno}`);
}
