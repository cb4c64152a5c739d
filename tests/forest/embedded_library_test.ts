/** Unpacking with a small file in the library's stead, and a list of what was opened in that of the linker. */
import { assert, assertEquals, assertRejects } from "@std/assert";
import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { type Carrier, openEmbeddedLibrary } from "../../src/forest/embedded_library.ts";
import { TempFolder } from "../sources/temp_folder.ts";

const CONTENT = new TextEncoder().encode("a library\n".repeat(100_000));
const LIBRARY = {
  name: "libexample.so.1",
  version: "1.2.3",
  bytes: CONTENT.length,
  sha256: createHash("sha256").update(CONTENT).digest("hex"),
  archiveBytes: 1,
};
const PATH = `cache/oddline/onnxruntime-1.2.3-${LIBRARY.sha256.slice(0, 16)}/${LIBRARY.name}`;

function archiveOf(content: Uint8Array): ReadableStream<Uint8Array<ArrayBuffer>> {
  return new Blob([new Uint8Array(gzipSync(content))]).stream();
}

class World {
  readonly folder = new TempFolder();
  readonly cached = this.folder.at(PATH);
  /** Paths that were opened, with what was in them. */
  readonly opened: string[] = [];
  unpacked = 0;

  open(changes: Partial<Carrier> = {}): Promise<string> {
    return openEmbeddedLibrary({
      library: LIBRARY,
      archive: () => {
        this.unpacked++;
        return archiveOf(CONTENT);
      },
      system: { os: Deno.build.os, env: (name) => name === "XDG_CACHE_HOME" ? this.folder.at("cache") : undefined },
      open: (path) => {
        assertEquals(Deno.readFileSync(path), CONTENT);
        this.opened.push(path);
      },
      ...changes,
    });
  }

  filesBelow(path = "cache"): string[] {
    return [...Deno.readDirSync(this.folder.at(path))].flatMap(({ name, isDirectory }) =>
      isDirectory ? this.filesBelow(`${path}/${name}`) : [`${path}/${name}`]
    );
  }

  [Symbol.dispose](): void {
    this.folder[Symbol.dispose]();
  }
}

const NOWHERE = { os: Deno.build.os, env: () => undefined };
const IS_UNIX = Deno.build.os !== "windows";

Deno.test("the library is unpacked into the cache once, for this user alone", async () => {
  using world = new World();
  assertEquals(await world.open(), world.cached);
  assertEquals(await world.open(), world.cached);
  assertEquals([world.unpacked, world.opened.length], [1, 2]);
  assertEquals(world.filesBelow(), [PATH]);
  if (!IS_UNIX) return;
  assertEquals(Deno.statSync(world.folder.at("cache/oddline")).mode! & 0o777, 0o700);
  assertEquals(Deno.statSync(world.cached).mode! & 0o077, 0);
});

Deno.test("several threads may unpack it at once", async () => {
  using world = new World();
  const paths = await Promise.all([world.open(), world.open(), world.open()]);
  assertEquals(new Set(paths), new Set([world.cached]));
  assertEquals(world.filesBelow(), [PATH]);
});

for (
  const [what, change] of [
    ["was cut off", (path: string) => Deno.truncateSync(path, 1000)],
    ["somebody has changed without changing its size", (path: string) => {
      using file = Deno.openSync(path, { write: true });
      file.writeSync(new Uint8Array([0]));
    }],
  ] as const
) {
  Deno.test(`a library that ${what} is not opened, but replaced`, async () => {
    using world = new World();
    await world.open();
    change(world.cached);
    assertEquals(await world.open(), world.cached);
    assertEquals([world.unpacked, world.opened.length], [2, 2]);
  });
}

Deno.test({
  name: "a library, or a folder, that others can write to is left alone, and a temporary one is used",
  ignore: !IS_UNIX,
  async fn() {
    for (const kind of ["file", "folder"]) {
      using world = new World();
      await world.open();
      Deno.chmodSync(kind === "file" ? world.cached : world.cached.replace(/\/[^/]*$/, ""), 0o777);
      const path = await world.open();
      assert(path !== world.cached && path.endsWith(LIBRARY.name), path);
      assertEquals(world.opened.length, 2);
    }
  },
});

Deno.test({
  name: "a symbolic link in the library's place is not followed",
  ignore: !IS_UNIX,
  async fn() {
    using world = new World();
    await world.open();
    Deno.renameSync(world.cached, world.folder.at("elsewhere"));
    Deno.symlinkSync(world.folder.at("elsewhere"), world.cached);
    assert(await world.open() !== world.cached);
  },
});

Deno.test({
  name: "another user's library is left alone",
  ignore: !IS_UNIX || Deno.uid() !== 0, // only root can give files away
  async fn() {
    using world = new World();
    await world.open();
    Deno.chownSync(world.cached, 65534, 65534);
    assert(await world.open() !== world.cached);
    assertEquals(Deno.statSync(world.cached).uid, 65534);
  },
});

Deno.test("without a cache folder a temporary one is used, and removed", async () => {
  using world = new World();
  const path = await world.open({ system: NOWHERE });
  assertEquals(world.opened, [path]);
  if (IS_UNIX) assertEquals(exists(path), false);
});

Deno.test("where the cache's file cannot be opened, a temporary one is tried", async () => {
  using world = new World();
  const path = await world.open({
    open: (path) => {
      if (path === world.cached) throw new Error("failed to map segment from shared object");
    },
  });
  assert(path !== world.cached);
});

Deno.test("where nothing can be opened, it says why and what would do", async () => {
  using world = new World();
  const refuse = () => {
    throw new Error("no execution here");
  };
  const error = await assertRejects(() => world.open({ open: refuse }), Error);
  assert(
    /cache \(no execution here\).*temporary folder \(no execution here\); set \w+ to a folder/.test(error.message),
  );
  assertEquals(world.filesBelow(), [PATH]);
});

Deno.test("an archive that is damaged is never opened", async () => {
  using world = new World();
  const other = { archive: () => archiveOf(new Uint8Array(CONTENT.length)) };
  const error = await assertRejects(() => world.open(other), Error);
  assert(error.message.includes("the executable is damaged"));
  assertEquals([world.opened, world.filesBelow()], [[], []]);
});

function exists(path: string): boolean {
  try {
    Deno.lstatSync(path);
    return true;
  } catch {
    return false;
  }
}
