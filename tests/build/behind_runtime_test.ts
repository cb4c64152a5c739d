/** The library behind the runtime of an executable: a small file that is laid out as one stands in its stead. */
import { assertEquals } from "@std/assert";
import { pathToFileURL } from "node:url";
import { placeBehindRuntime } from "../../.ci/build/behind_runtime.ts";
import { carriedArchive } from "../../src/forest/carried_archive.ts";
import { TempFolder } from "../sources/temp_folder.ts";

const ARCHIVE = new TextEncoder().encode("compressed\n".repeat(50_000));
const SECTIONS = { at: 100, bytes: 64, count: 2 };
const RUNTIME_BYTES = SECTIONS.at + SECTIONS.bytes * SECTIONS.count;

/** An ELF file's header, zeros up to the end of its table of sections, and what Deno puts behind that. */
function executable(denoPart: Uint8Array): Uint8Array {
  const file = new Uint8Array(RUNTIME_BYTES + denoPart.length);
  const view = new DataView(file.buffer);
  view.setUint32(0, 0x7f454c46);
  view.setBigUint64(0x28, BigInt(SECTIONS.at), true);
  view.setUint16(0x3a, SECTIONS.bytes, true);
  view.setUint16(0x3c, SECTIONS.count, true);
  file.set(denoPart, RUNTIME_BYTES);
  return file;
}

/** Ends with its own length, of which the argument is the difference from the truth. */
function denoPart(excess = 0): Uint8Array {
  const part = new TextEncoder().encode("modules and files, and the length");
  new DataView(part.buffer).setBigUint64(part.length - 8, BigInt(part.length + excess), true);
  return part;
}

Deno.test("the archive stands between the runtime and Deno's part, and is read from there", async () => {
  using folder = new TempFolder();
  const path = folder.at("oddline");
  Deno.writeFileSync(path, executable(denoPart()));
  assertEquals(placeBehindRuntime(pathToFileURL(path), ARCHIVE), true);
  const file = Deno.readFileSync(path);
  assertEquals(file.subarray(0, RUNTIME_BYTES), executable(new Uint8Array()));
  assertEquals(file.subarray(-denoPart().length), denoPart());
  assertEquals(file.length, RUNTIME_BYTES + ARCHIVE.length + denoPart().length);
  const places = { folder: pathToFileURL(`${folder.path}/`), executable: path, bytes: ARCHIVE.length };
  assertEquals(await new Response(carriedArchive(places)).bytes(), ARCHIVE);
});

const NOT_TO_BE_MOVED: Readonly<Record<string, Uint8Array>> = {
  "whose last part begins elsewhere": executable(denoPart(1)),
  "without Deno's part": executable(new Uint8Array()),
  "of another system": new Uint8Array(1000),
  "that is cut short": new Uint8Array(10),
};

for (const [name, file] of Object.entries(NOT_TO_BE_MOVED)) {
  Deno.test(`nothing is moved in an executable ${name}`, () => {
    using folder = new TempFolder();
    const path = folder.at("oddline");
    Deno.writeFileSync(path, file);
    assertEquals(placeBehindRuntime(pathToFileURL(path), ARCHIVE), false);
    assertEquals(Deno.readFileSync(path), file);
  });
}

Deno.test("an archive among the executable's own files is taken from there", async () => {
  using folder = new TempFolder();
  Deno.writeFileSync(folder.at("library.gz"), ARCHIVE);
  const places = { folder: pathToFileURL(`${folder.path}/`), executable: folder.at("absent"), bytes: 1 };
  assertEquals(await new Response(carriedArchive(places)).bytes(), ARCHIVE);
});

Deno.test("an executable that carries no archive says so", async () => {
  using folder = new TempFolder();
  Deno.writeFileSync(folder.at("oddline.exe"), new Uint8Array(1000));
  const stream = carriedArchive({
    folder: pathToFileURL(`${folder.path}/`),
    executable: folder.at("oddline.exe"),
    bytes: ARCHIVE.length,
  });
  assertEquals(await new Response(stream).bytes().catch((error) => /does not carry/.test(error.message)), true);
});
