/**
 * What the C library of Linux does for a program that holds memory which it does not need. Elsewhere, and where the
 * permission to call it is absent, nothing is done: from source Deno is started with one for ONNX Runtime alone.
 */

export interface SystemMemory {
  /** Gives back what was freed. */
  trim(): void;
  /** Gives back the pages of bytes that nobody needs; these are zero from then on, or what they were. */
  release(bytes: Uint8Array): void;
}

const LIBRARY = "libc.so.6";
/** The largest pages of any Linux: `madvise` takes whole ones, and must not take what lies beside the bytes. */
const PAGE_BYTES = 1n << 16n;
const MADV_DONTNEED = 4;

export function systemMemory(): SystemMemory {
  // asked first, since Deno would ask the user
  const { state } = Deno.permissions.querySync({ name: "ffi", path: LIBRARY });
  const none = { trim() {}, release() {} };
  if (Deno.build.os !== "linux" || state !== "granted") return none;
  try {
    const { symbols: { malloc_trim, madvise } } = Deno.dlopen(LIBRARY, {
      malloc_trim: { parameters: ["usize"], result: "i32" },
      madvise: { parameters: ["pointer", "usize", "i32"], result: "i32" },
    });
    return {
      trim: () => void malloc_trim(0n),
      release(bytes) {
        const at = Deno.UnsafePointer.value(Deno.UnsafePointer.of(bytes as Uint8Array<ArrayBuffer>));
        const begin = (at + PAGE_BYTES - 1n) / PAGE_BYTES * PAGE_BYTES;
        const end = (at + BigInt(bytes.length)) / PAGE_BYTES * PAGE_BYTES;
        if (end > begin) madvise(Deno.UnsafePointer.create(begin), end - begin, MADV_DONTNEED);
      },
    };
  } catch {
    return none; // another C library than GNU's
  }
}
