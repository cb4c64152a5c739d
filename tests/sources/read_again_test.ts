import { assertEquals } from "@std/assert";
import { Buffer } from "node:buffer";
import { gzipSync } from "node:zlib";
import { FileSource } from "../../src/sources/file_source.ts";
import { expand } from "../../src/sources/finding/finder.ts";
import { FollowSource } from "../../src/sources/following/follow_source.ts";
import { readAgain } from "../../src/sources/read_again.ts";
import { LINE_BYTES_MAX } from "../../src/sources/source.ts";
import { readChunks, TempFolder } from "./temp_folder.ts";

/** Each line with the place that a source gave it. */
async function linesOf(source: FileSource | FollowSource, isEnough?: (text: string) => boolean) {
  const until = isEnough &&
    ((chunks: readonly { text: string }[]) => isEnough(chunks.map(({ text }) => text).join("")));
  const lines: { text: string; place: { source: string; identity: string; offset: number } }[] = [];
  for (const { stream, text, offset } of await readChunks(source, until)) {
    let at = offset;
    for (const line of text.split("\n").slice(0, -1)) {
      lines.push({ text: line.replace(/\r$/, ""), place: { ...stream, offset: at } });
      at += new TextEncoder().encode(line).length + 1;
    }
  }
  return lines;
}

Deno.test("lines are read again as they were, whatever their length and ends, also after the source was closed", async () => {
  using folder = new TempFolder();
  const texts = ["\ufeffone", "two\r", "", "ü".repeat(20_000), "end"];
  const path = folder.write("app.log", texts.join("\n"));
  const source = new FileSource(expand([path]), { startedMs: 0 });
  const lines = await linesOf(source);
  source.close();
  assertEquals(lines.length, texts.length);
  for (const { text, place } of lines) assertEquals(source.lineAt(place), text);
  assertEquals(readAgain([path], lines[3].place, 100), "ü".repeat(50));
  assertEquals(readAgain([path], { ...lines[0].place, offset: 1e6 }, 100), undefined);
});

Deno.test("a file that begins otherwise now, is packed, or is gone gives no line", async () => {
  using folder = new TempFolder();
  const path = folder.write("app.log", "one\ntwo\n");
  const packed = folder.write("packed.gz", new Uint8Array(Buffer.from(gzipSync("one\ntwo\n"))));
  const source = new FileSource(expand([path, packed], { gz: true }), { startedMs: 0 });
  const [first, , inPacked] = await linesOf(source);
  source.close();
  assertEquals(source.lineAt(inPacked.place), undefined);
  folder.write("app.log", "uno\ndue\n");
  assertEquals(source.lineAt(first.place), undefined);
  Deno.removeSync(path);
  assertEquals(source.lineAt(first.place), undefined);
});

Deno.test("a line of a followed file that was renamed since is read from where it lies now", async () => {
  using folder = new TempFolder();
  folder.write("app.log", "one\ntwo\n");
  const source = new FollowSource([folder.at("app.log*")], { now: Date.now, pollMs: 20, idlePollMs: 40 });
  const lines = await linesOf(source, (text) => text.endsWith("two\n"));
  Deno.renameSync(folder.at("app.log"), folder.at("app.log.1"));
  folder.write("app.log", "three\n");
  lines.push(...await linesOf(source, (text) => text === "three\n"));
  // where the file lies by now is known after the next look around
  for (let looks = 0; looks < 200 && source.lineAt(lines[0].place) === undefined; looks++) {
    source.read(new Uint8Array(2 * LINE_BYTES_MAX));
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  assertEquals(lines.map(({ place }) => source.lineAt(place)), ["one", "two", "three"]);
  source.close();
});
