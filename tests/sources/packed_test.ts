/** Logs that were rotated and compressed while nobody read them: found by what they begin with, and read to their ends. */
import { assertEquals, assertMatch } from "@std/assert";
import { gzipSync } from "node:zlib";
import { fingerprintOf } from "../../src/sources/fingerprint.ts";
import { FollowSource } from "../../src/sources/follow_source.ts";
import type { FilePosition } from "../../src/sources/position.ts";
import { readChunks, TempFolder } from "./temp_folder.ts";

const OLD = Array.from({ length: 30_000 }, (_, k) => `old line ${k}\n`);

/** A position behind so many lines of the old log. */
function positionAt(path: string, lines: number, line = lines + 1): FilePosition {
  const fingerprint = fingerprintOf(new TextEncoder().encode(OLD.join("").slice(0, 1024)));
  return { path, fingerprint, dev: 1, inode: 1, offset: OLD.slice(0, lines).join("").length, line };
}

/** Reads all that a run that comes back finds; the text by line number of its chunks' first. */
async function readOn(folder: TempFolder, pattern: string, position: FilePosition) {
  const warnings: string[] = [];
  const source = new FollowSource([folder.at(pattern)], {
    now: Date.now,
    watch: false,
    exitAtEnd: true,
    positions: [position],
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
