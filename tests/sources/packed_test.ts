/**
 * Logs that were rotated and compressed while nobody read them: found by what they begin with, and read to their ends.
 */
import { assertEquals, assertMatch } from "@std/assert";
import { gzipSync } from "node:zlib";
import { fingerprintOf } from "../../src/sources/following/fingerprint.ts";
import { FollowSource } from "../../src/sources/following/follow_source.ts";
import type { FilePosition } from "../../src/sources/following/position.ts";
import { readChunks, TempFolder } from "./temp_folder.ts";

const OLD = Array.from({ length: 30_000 }, (_, k) => `old line ${k}\n`);

/** A position behind so many lines of the old log. */
function positionAt(path: string, lines: number, line = lines + 1): FilePosition {
  const fingerprint = fingerprintOf(new TextEncoder().encode(OLD.join("").slice(0, 1024)));
  return { path, fingerprint, dev: 1, inode: 1, offset: OLD.slice(0, lines).join("").length, line };
}

/** Reads all that a run that comes back finds; the text by line number of its chunks' first. */
async function readOn(folder: TempFolder, pattern: string, ...positions: FilePosition[]) {
  const warnings: string[] = [];
  const source = new FollowSource([folder.at(pattern)], {
    now: Date.now,
    watch: false,
    exitAtEnd: true,
    positions,
    onWarning: (message) => warnings.push(message),
  });
  try {
    const chunks = await readChunks(source);
    return { text: chunks.map(({ text }) => text).join(""), first: chunks[0]?.firstLine, warnings };
  } finally {
    source.close();
  }
}

for (const pattern of ["app.log", "app.log*"]) {
  for (const line of [20_001, 0]) {
    const what = line === 0 ? "its lines counted" : "its line known";
    Deno.test(`the unread rest of a compressed log comes before the new one: ${pattern}, ${what}`, async () => {
      using folder = new TempFolder();
      folder.write("app.log.1.gz", gzipSync(OLD.join("")));
      folder.write("app.log.2.gz", gzipSync("another\n".repeat(5000)));
      const log = folder.write("app.log", "new line\n");
      const { text, first, warnings } = await readOn(folder, pattern, positionAt(log, 20_000, line));
      assertEquals(warnings, []);
      assertEquals(first, 20_001);
      assertEquals(text, OLD.slice(20_000).join("") + "new line\n");
    });
  }
}

Deno.test("several that were compressed come in their order, and before what lies beside them", async () => {
  using folder = new TempFolder();
  const of = (name: string) => Array.from({ length: 2000 }, (_, k) => `${name}: line ${1000 + k}\n`).join("");
  const position = (name: string): FilePosition => {
    const fingerprint = fingerprintOf(new TextEncoder().encode(of(name).slice(0, 1024)));
    return { path: folder.at("app.log"), fingerprint, dev: 1, inode: 1, offset: of(name).length / 2, line: 1001 };
  };
  for (const [name, seconds] of [["second", 20], ["first", 10]] as const) {
    Deno.utimeSync(folder.write(`app.log.${name}.gz`, gzipSync(of(name))), seconds, seconds);
  }
  folder.write("app.log.3", of("third"));
  folder.write("app.log", of("now"));
  folder.write("app.log.new", of("beside"));
  const { text } = await readOn(folder, "app.log*", ...["second", "first", "third"].map(position));
  const order = text.split("\n").map((line) => line.split(":")[0]).filter((name, k, all) => name !== all[k - 1]);
  assertEquals(order.slice(0, 3), ["first", "second", "third"]);
  assertEquals(order.slice(3).sort(), ["", "beside", "now"]);
});

Deno.test("several that were renamed come one after the other, the oldest first, whether compressed or not", async () => {
  using folder = new TempFolder();
  const of = (name: string) => Array.from({ length: 80_000 }, (_, k) => `${name}: line ${10_000 + k}\n`).join("");
  const names = ["first", "second", "third", "fourth"];
  for (const [k, name] of names.entries()) {
    const isPacked = name === "third";
    const path = folder.at(`app.log.${4 - k}${isPacked ? ".gz" : ""}`);
    Deno.writeFileSync(path, isPacked ? gzipSync(of(name)) : new TextEncoder().encode(of(name)));
    Deno.utimeSync(path, k, k);
  }
  const log = folder.write("app.log", of("now"));
  const positions = names.map((name): FilePosition => {
    const fingerprint = fingerprintOf(new TextEncoder().encode(of(name).slice(0, 1024)));
    return { path: log, fingerprint, dev: 1, inode: 1, offset: of(name).indexOf("\n") + 1, line: 2 };
  });
  const { text } = await readOn(folder, "app.log", ...positions);
  const order = text.trimEnd().split("\n").map((line) => line.split(":")[0]);
  assertEquals(order.filter((name, k) => name !== order[k - 1]), [...names, "now"]);
});

Deno.test("a log that is rotated while a run begins comes after those that were renamed before, and before the new one", async () => {
  using folder = new TempFolder();
  const of = (name: string) => Array.from({ length: 80_000 }, (_, k) => `${name}: line ${10_000 + k}\n`).join("");
  const log = folder.write("app.log", of("second"));
  Deno.utimeSync(folder.write("app.log.2", of("first")), 1, 1);
  const positions = ["first", "second"].map((name): FilePosition => {
    const fingerprint = fingerprintOf(new TextEncoder().encode(of(name).slice(0, 1024)));
    return { path: log, fingerprint, dev: 1, inode: 1, offset: of(name).indexOf("\n") + 1, line: 2 };
  });
  const { openSync } = Deno;
  let opened = 0;
  Deno.openSync = (path, options) => {
    // after it was looked at, and before it is read
    if (path === log && ++opened === 3) {
      Deno.renameSync(log, folder.at("app.log.1"));
      Deno.writeTextFileSync(log, of("third"));
    }
    return openSync(path, options);
  };
  try {
    const { text } = await readOn(folder, "app.log", ...positions);
    const order = text.trimEnd().split("\n").map((line) => line.split(":")[0]);
    assertEquals(order.filter((name, k) => name !== order[k - 1]), ["first", "second", "third"]);
  } finally {
    Deno.openSync = openSync;
  }
});

Deno.test("a log that was read to its end and then compressed is not read again, nor missed", async () => {
  using folder = new TempFolder();
  folder.write("app.log.1.gz", gzipSync(OLD.join("")));
  const log = folder.write("app.log", "new line\n");
  assertEquals(await readOn(folder, "app.log*", positionAt(log, OLD.length)), {
    text: "new line\n",
    first: 1,
    warnings: [],
  });
});

Deno.test("a compressed log that is damaged is told of, and the new one is read", async () => {
  using folder = new TempFolder();
  const packed = gzipSync(OLD.join(""));
  folder.write("app.log.1.gz", packed.subarray(0, packed.length >> 1));
  const log = folder.write("app.log", "new line\n");
  const { text, warnings } = await readOn(folder, "app.log", positionAt(log, 100));
  assertEquals(text, "new line\n");
  assertEquals(warnings.length, 1);
  assertMatch(warnings[0], /app\.log\.1\.gz: .*ends in the middle/);
});
