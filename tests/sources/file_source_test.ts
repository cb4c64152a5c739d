import { assert, assertEquals, assertRejects } from "@std/assert";
import { Buffer } from "node:buffer";
import { gzipSync } from "node:zlib";
import { FileSource } from "../../src/sources/file_source.ts";
import { expand } from "../../src/sources/finding/finder.ts";
import type { AsyncRead } from "../../src/sources/pump.ts";
import { SourceError } from "../../src/sources/source_error.ts";
import { StdinSource } from "../../src/sources/stdin.ts";
import { type ReadChunk, readChunks, TempFolder, textOf } from "./temp_folder.ts";

async function scan(paths: string[], warnings: string[] = []): Promise<ReadChunk[]> {
  const source = new FileSource(expand(paths, { gz: true }), {
    startedMs: 0,
    onWarning: (message) => warnings.push(message),
  });
  try {
    return await readChunks(source);
  } finally {
    source.close();
  }
}

Deno.test("scan: files come one after another, each with an end, the last line with a line feed", async () => {
  using folder = new TempFolder();
  folder.write("b", "three\r\n\0four");
  folder.write("empty", "");
  const chunks = await scan([folder.write("a", "\ufeffone\ntwo\n"), folder.at("empty"), folder.at("b")]);
  const told = chunks.map((
    { stream, text, offset, nextOffset, firstLine, last },
  ) => [stream.id, text, offset, nextOffset, firstLine, last]);
  assertEquals(told, [
    [0, "one\ntwo\n", 3, 11, 1, false],
    [0, "", 11, 11, 0, true],
    [1, "three\r\n\0four\n", 0, 12, 1, false],
    [1, "", 12, 12, 0, true],
  ]);
  assert(chunks[0]!.stream.modifiedMs > 0);
});

Deno.test("scan: gzip files are told by content, and all of their members read", async () => {
  using folder = new TempFolder();
  const lines = Array.from({ length: 100_000 }, (_, i) => `line ${i}\n`).join("");
  folder.write("odd-name", new Uint8Array(Buffer.concat([gzipSync(lines), gzipSync("last\n")])));
  const chunks = await scan([folder.at("odd-name"), folder.write("plain.gz", "not packed\n")]);
  const texts = textOf(chunks);
  assertEquals(texts["odd-name"]!.length, lines.length + 5);
  assert(texts["odd-name"] === lines + "last\n");
  assertEquals(texts["plain.gz"], "not packed\n");
  assertEquals(chunks.findLast((chunk) => chunk.stream.id === 0)!.nextOffset, lines.length + 5);
});

for (
  const [what, damage, message] of [
    ["ends in the middle", (packed: Uint8Array) => packed.slice(0, packed.length / 2), "ends in the middle"],
    [
      "is damaged",
      (packed: Uint8Array) => packed.map((byte, at) => at === packed.length >> 1 ? byte ^ 0xff : byte),
      "is damaged",
    ],
    ["has something else behind it", (packed: Uint8Array) => new Uint8Array([...packed, 1, 2, 3]), "is damaged"],
  ] as const
) {
  Deno.test(`scan: of a gzip file that ${what} comes what can be read, then a warning, then the next file`, async () => {
    using folder = new TempFolder();
    let text = "";
    for (let i = 0; i < 50_000; i++) text += `line ${i} ${Math.imul(i, 0x9e3779b1) >>> 0}\n`;
    folder.write("app.gz", damage(new Uint8Array(gzipSync(text))));
    const warnings: string[] = [];
    const texts = textOf(await scan([folder.at("app.gz"), folder.write("next", "next\n")], warnings));
    const whole = texts["app.gz"]!.slice(0, texts["app.gz"]!.lastIndexOf("\n", texts["app.gz"]!.length - 2) + 1);
    assert(whole.length > text.length / 4);
    if (what !== "is damaged") assert(text.startsWith(whole));
    assertEquals(texts["next"], "next\n");
    assertEquals(warnings.length, 1);
    assert(warnings[0]!.includes(message), warnings[0]);
  });
}

Deno.test("scan: a named pipe is read to its end", async () => {
  using folder = new TempFolder();
  const path = folder.at("pipe");
  new Deno.Command("mkfifo", { args: [path] }).outputSync();
  const writer = new Deno.Command("sh", { args: ["-c", 'printf "one\\ntwo" > "$0"', path] }).spawn();
  assertEquals(textOf(await scan([path])), { pipe: "one\ntwo\n" });
  await writer.status;
});

Deno.test("scan: a file that goes away before its turn is told of", async () => {
  using folder = new TempFolder();
  const files = expand([folder.write("a", "a\n"), folder.write("b", "b\n")]);
  Deno.removeSync(folder.at("a"));
  const warnings: string[] = [];
  const source = new FileSource(files, { startedMs: 0, onWarning: (message) => warnings.push(message) });
  assertEquals(textOf(await readChunks(source)), { b: "b\n" });
  assert(warnings[0]!.includes("no such file"));
});

/** Gives pieces as a pipe does, and notes how far reading has come. */
function pipe(pieces: Iterable<string>): { read: AsyncRead; given: () => number } {
  const iterator = pieces[Symbol.iterator]();
  let given = 0;
  const read: AsyncRead = async (into) => {
    await Promise.resolve();
    const next = iterator.next();
    if (next.done === true) return null;
    given++;
    return new TextEncoder().encodeInto(next.value, into).written;
  };
  return { read, given: () => given };
}

Deno.test("stdin: lines come whole, whatever the pieces; the run's start is the time of the stream", async () => {
  const { read } = pipe(["on", "e\ntwo\nth", "", "r", "ee"]);
  const chunks = await readChunks(new StdinSource(read, { startedMs: 77 }));
  assertEquals(textOf(chunks), { "-": "one\ntwo\nthree\n" });
  assertEquals(chunks.at(-1)!.last, true);
  assertEquals(chunks[0]!.stream.modifiedMs, 77);
});

Deno.test("stdin: nothing is fetched beyond the two buffers while nobody reads", async () => {
  const { read, given } = pipe((function* () {
    for (;;) yield "endless\n";
  })());
  const source = new StdinSource(read, { startedMs: 0 });
  await source.ready(new AbortController().signal);
  await new Promise((resolve) => setTimeout(resolve, 5));
  assertEquals(given(), 2);
  source.close();
  assertEquals(source.read(new Uint8Array(1 << 20)), null);
});

Deno.test("stdin: waiting ends when the signal aborts", async () => {
  const source = new StdinSource(() => new Promise(() => {}), { startedMs: 0 });
  const stop = new AbortController();
  const waiting = source.ready(stop.signal);
  stop.abort();
  await waiting;
});

Deno.test("stdin: UTF-16 is refused, not read as noise", async () => {
  const source = new StdinSource((into) => Promise.resolve((into.set([0xff, 0xfe, 65, 0]), 4)), { startedMs: 0 });
  await assertRejects(() => readChunks(source), SourceError, "iconv");
});

Deno.test("the identity of a stream is that of its first line, however it is read", async () => {
  using folder = new TempFolder();
  const plain = folder.write("plain", "first line\nsecond\n");
  const packed = folder.write("packed", new Uint8Array(gzipSync("first line\nother\n")));
  const marked = folder.write("marked", "\ufefffirst line\n");
  const { read } = pipe(["first line\n"]);
  const chunks = [...await scan([plain, packed, marked]), ...await readChunks(new StdinSource(read, { startedMs: 0 }))];
  assertEquals(new Set(chunks.map((chunk) => chunk.stream.identity)).size, 1);
});
