/**
 * Where the program itself lies in memory: its own code and constants, and those of its libraries. Linux keeps every
 * page of them that was ever used, most of which only the start needs; what is given up is read again from the page
 * cache when it is needed, sixteen pages at a time.
 */

type Symbols = Deno.DynamicLibrary<typeof DL_ITERATE_PHDR>["symbols"];

/** Of the C library: calls back for each loaded object, see dl_iterate_phdr(3). */
export const DL_ITERATE_PHDR = {
  dl_iterate_phdr: { parameters: ["function", "pointer"], result: "i32" },
} as const;

/** From where to where, as addresses. */
export type Span = readonly [begin: bigint, end: bigint];

/** Of a `dl_phdr_info` and an `Elf64_Phdr` (elf(5)): where what stands, how large one is, and two of its values. */
const INFO = { address: 0, headers: 16, count: 24 } as const;
const HEADER = { type: 0, flags: 4, begin: 16, bytes: 40, size: 56 } as const;
const PT_LOAD = 1;
const PF_W = 2;

/** Every segment that was mapped from a file and is never written. */
export function programPages({ dl_iterate_phdr }: Symbols): Span[] {
  const spans: Span[] = [];
  const callback = new Deno.UnsafeCallback({ parameters: ["pointer", "usize", "pointer"], result: "i32" }, (info) => {
    const object = new Deno.UnsafePointerView(info!);
    const address = object.getBigUint64(INFO.address);
    const headers = new Deno.UnsafePointerView(object.getPointer(INFO.headers)!);
    for (let at = 0; at < object.getUint16(INFO.count) * HEADER.size; at += HEADER.size) {
      const isLoaded = headers.getUint32(at + HEADER.type) === PT_LOAD;
      if (!isLoaded || (headers.getUint32(at + HEADER.flags) & PF_W) !== 0) continue;
      const begin = address + headers.getBigUint64(at + HEADER.begin);
      spans.push([begin, begin + headers.getBigUint64(at + HEADER.bytes)]);
    }
    return 0;
  });
  dl_iterate_phdr(callback.pointer, null);
  callback.close();
  return spans;
}
