/**
 * What the C library of Linux does for a program that holds memory which it does not need. Elsewhere, and where the
 * permission to call it is absent, nothing is done: from source Deno is started with one for ONNX Runtime alone.
 */
import { DL_ITERATE_PHDR, programPages, type Span } from "./program_pages.ts";

export interface SystemMemory {
  /** Gives back what was freed. */
  trim(): void;
  /** Gives back the pages of bytes that nobody needs; these are zero from then on, or what they were. */
  release(bytes: Uint8Array): void;
  /** Gives up the pages of the program itself; those that are needed again come back by themselves. */
  forgetProgram(): void;
}

const LIBRARY = "libc.so.6";
/** The largest pages of any Linux: `madvise` takes whole ones, and must not take what lies beside the bytes. */
const PAGE_BYTES = 1n << 16n;
const MADV_DONTNEED = 4;

export function systemMemory(): SystemMemory {
  // asked first, since Deno would ask the user
  const { state } = Deno.permissions.querySync({ name: "ffi", path: LIBRARY });
  const none = { trim() {}, release() {}, forgetProgram() {} };
  if (Deno.build.os !== "linux" || state !== "granted") return none;
  try {
    const { symbols } = Deno.dlopen(LIBRARY, {
      malloc_trim: { parameters: ["usize"], result: "i32" },
      madvise: { parameters: ["pointer", "usize", "i32"], result: "i32" },
      ...DL_ITERATE_PHDR,
    });
    const giveUp = ([from, to]: Span) => {
      const begin = (from + PAGE_BYTES - 1n) / PAGE_BYTES * PAGE_BYTES;
      const end = to / PAGE_BYTES * PAGE_BYTES;
      if (end > begin) symbols.madvise(Deno.UnsafePointer.create(begin), end - begin, MADV_DONTNEED);
    };
    return {
      trim: () => void symbols.malloc_trim(0n),
      release(bytes) {
        const at = Deno.UnsafePointer.value(Deno.UnsafePointer.of(bytes as Uint8Array<ArrayBuffer>));
        giveUp([at, at + BigInt(bytes.length)]);
      },
      forgetProgram: () => programPages(symbols).forEach(giveUp),
    };
  } catch {
    return none; // another C library than GNU's
  }
}
