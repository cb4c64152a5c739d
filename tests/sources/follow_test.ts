/**
 * Following as a user sees it, with real events and polling. The first four are the rotation cases of OpenTelemetry's
 * fileconsumer (pkg/stanza/fileconsumer/design.md): moved or copied, inside or outside of the pattern.
 */
import { assert, assertEquals, assertThrows } from "@std/assert";
import type { DealtWith, FollowOptions } from "../../src/sources/following/follow_options.ts";
import { FollowSource } from "../../src/sources/following/follow_source.ts";
import type { FilePosition } from "../../src/sources/following/position.ts";
import { SourceError } from "../../src/sources/source_error.ts";
import { type ReadChunk, readChunks, TempFolder, textOf } from "./temp_folder.ts";

const LF = /\n/g;

/** Follows with short waits; `text` reads on until so many lines have come in all. */
class Follower {
  readonly warnings: string[] = [];
  readonly chunks: ReadChunk[] = [];
  readonly source: FollowSource;

  constructor(paths: string[], options: Partial<FollowOptions> = {}) {
    this.source = new FollowSource(paths, {
      now: Date.now,
      pollMs: 20,
      idlePollMs: 40,
      lingerMs: 50,
      onWarning: (message) => this.warnings.push(message),
      ...options,
    });
  }

  async text(lines: number): Promise<Record<string, string>> {
    await readChunks(this.source, (fresh) => {
      this.chunks.push(...fresh.splice(0));
      return this.chunks.reduce((sum, chunk) => sum + (chunk.text.match(LF)?.length ?? 0), 0) >= lines;
    });
    return textOf(this.chunks);
  }

  /** Positions with everything dealt with that was given. */
  positions(): FilePosition[] {
    const dealt = new Map<number, DealtWith>();
    for (const { stream, firstLine, nextOffset, text } of this.chunks) {
      const line = firstLine || dealt.get(stream.id)!.line;
      dealt.set(stream.id, { offset: nextOffset, line: line + (text.match(LF)?.length ?? 0) });
    }
    return this.source.positions((id) => dealt.get(id));
  }

  [Symbol.dispose](): void {
    this.source.close();
  }
}

for (const [pattern, inside] of [["app.log", "outside of"], ["app.log*", "inside"]] as const) {
  Deno.test(`a log that is moved ${inside} the pattern and made anew is read to its end, then the new one`, async () => {
    using folder = new TempFolder();
    folder.write("app.log", "one\n");
    using follower = new Follower([folder.at(pattern)]);
    await follower.text(1);
    folder.append("app.log", "two\n");
    Deno.renameSync(folder.at("app.log"), folder.at("app.log.1"));
    folder.append("app.log.1", "three, written late\n");
    folder.write("app.log", "four\n");
    assertEquals(await follower.text(4), { "app.log": "one\ntwo\nthree, written late\nfour\n" });
    assertEquals(new Set(follower.chunks.map((chunk) => chunk.stream.id)).size, 2);
  });

  Deno.test(`a log that is copied ${inside} the pattern and truncated is read to its end, from the copy where need be`, async () => {
    using folder = new TempFolder();
    folder.write("app.log", "one\n");
    using follower = new Follower([folder.at(pattern)]);
    await follower.text(1);
    folder.append("app.log", "two\nthree\n");
    Deno.copyFileSync(folder.at("app.log"), folder.at("app.log.1"));
    Deno.truncateSync(folder.at("app.log"));
    folder.append("app.log", "four\n");
    assertEquals(await follower.text(4), { "app.log": "one\ntwo\nthree\nfour\n" });
  });
}

Deno.test("a log that is deleted and made anew is read to its end, then the new one", async () => {
  using folder = new TempFolder();
  folder.write("app.log", "one\n");
  using follower = new Follower([folder.at("app.log")]);
  await follower.text(1);
  folder.append("app.log", "two\nunfinished");
  Deno.removeSync(folder.at("app.log"));
  folder.write("app.log", "three\n");
  await follower.text(4);
  const streams = follower.chunks.map(({ stream, text }) => `${stream.id} ${text}`).sort();
  assertEquals(streams, ["0 one\n", "0 two\n", "0 unfinished\n", "1 three\n"]);
});

Deno.test("a log that is truncated and has grown beyond the old end between two looks is read from its start", async () => {
  using folder = new TempFolder();
  folder.write("app.log", "one\n");
  using follower = new Follower([folder.at("app.log")]);
  await follower.text(1);
  folder.write("app.log", "something longer than what was there\n");
  assertEquals(await follower.text(2), { "app.log": "one\nsomething longer than what was there\n" });
});

Deno.test("an inode that is used again for another file does not make it a known one", async () => {
  using folder = new TempFolder();
  folder.write("a.log", "one\n");
  using follower = new Follower([folder.path], { handlesMax: 1, fromStart: true });
  await follower.text(1);
  // With the only handle taken by another file, the inode of the first is free when it is deleted.
  folder.write("b.log", "two\n");
  await follower.text(2);
  const inode = Deno.statSync(folder.at("a.log")).ino;
  Deno.removeSync(folder.at("a.log"));
  let reused = 0;
  for (; reused < 50 && !isAt(folder.at(`new${reused - 1}.log`), inode); reused++) {
    folder.write(`new${reused}.log`, "three\n");
  }
  const texts = await follower.text(2 + reused);
  assertEquals(Object.values(texts).filter((text) => text === "three\n").length, reused);
});

function isAt(path: string, inode: number | null): boolean {
  try {
    return Deno.statSync(path).ino === inode;
  } catch {
    return false;
  }
}

Deno.test("a file that was renamed while nobody looked is found again and read to its end before the new one", async () => {
  using folder = new TempFolder();
  folder.write("app.log", "one\n");
  let positions: FilePosition[];
  {
    using follower = new Follower([folder.at("app.log")]);
    await follower.text(1);
    positions = follower.positions();
  }
  folder.append("app.log", "two\n");
  Deno.renameSync(folder.at("app.log"), folder.at("app-2026-01-01.log"));
  folder.write("app.log", "three\n");
  using follower = new Follower([folder.at("app.log")], { positions });
  assertEquals(await follower.text(2), { "app.log": "two\nthree\n" });
  assertEquals(follower.chunks[0]!.firstLine, 2);
  assertEquals(follower.chunks.every((chunk) => !chunk.past), true);
  assertEquals(follower.warnings, []);
});

Deno.test("a file that is gone when its reader comes back is told of, and the one at its path is new", async () => {
  using folder = new TempFolder();
  folder.write("app.log", "one\n");
  let positions: FilePosition[];
  {
    using follower = new Follower([folder.at("app.log")]);
    await follower.text(1);
    positions = follower.positions();
  }
  folder.write("app.log", "another\n");
  using follower = new Follower([folder.at("app.log")], { positions });
  assertEquals(await follower.text(1), { "app.log": "another\n" });
  assertEquals(follower.warnings.length, 1);
  assert(follower.warnings[0]!.includes("app.log: the file that was read up to byte 4 is gone"));
});

Deno.test("the last bytes of a file come first, from a line's start, as past, with their true line numbers", async () => {
  using folder = new TempFolder();
  folder.write("app.log", Array.from({ length: 1000 }, (_, i) => `line ${i + 1}\n`).join(""));
  using follower = new Follower([folder.at("app.log")], { pastBytes: 25 });
  assertEquals(await follower.text(2), { "app.log": "line 999\nline 1000\n" });
  assertEquals(follower.chunks.map(({ past, firstLine }) => ({ past, firstLine })), [{ past: true, firstLine: 999 }]);
  folder.append("app.log", "new\n");
  await follower.text(3);
  assertEquals(follower.chunks.at(-1)!.past, false);
});

Deno.test("a line whose beginning was there is new when it is finished, and never in a chunk with past ones", async () => {
  using folder = new TempFolder();
  folder.write("app.log", "past\nbegun");
  using follower = new Follower([folder.at("app.log")]);
  folder.append("app.log", " and finished\nnew\n");
  await follower.text(3);
  assertEquals(follower.chunks.map(({ text, past }) => [text, past]), [["past\n", true], [
    "begun and finished\nnew\n",
    false,
  ]]);
});

Deno.test("a line that is written in pieces comes once, when it is whole", async () => {
  using folder = new TempFolder();
  folder.write("app.log", "before\n");
  using follower = new Follower([folder.at("app.log")]);
  await follower.text(1);
  const into = new Uint8Array(1 << 19);
  for (const piece of ["a", " line", " in", " pieces"]) {
    folder.append("app.log", piece);
    await follower.source.ready(AbortSignal.timeout(30));
    assertEquals(follower.source.read(into), undefined);
  }
  folder.append("app.log", "\nnext\n");
  assertEquals(await follower.text(3), { "app.log": "before\na line in pieces\nnext\n" });
});

Deno.test("files that appear in a folder are found, also in new folders below; binary and hidden ones are not", async () => {
  using folder = new TempFolder();
  folder.write("a.log", "one\n");
  using follower = new Follower([folder.path]);
  await follower.text(1);
  Deno.mkdirSync(folder.at("deep/er"), { recursive: true });
  folder.write("binary", new Uint8Array([1, 0, 10]));
  folder.write(".hidden", "hidden\n");
  folder.write("late.log", "");
  folder.write("deep/er/b.log", "two\n");
  folder.append("late.log", "three\n");
  assertEquals(await follower.text(3), { "a.log": "one\n", "b.log": "two\n", "late.log": "three\n" });
});

Deno.test("a link is followed to its target; another target is a rotation", async () => {
  using folder = new TempFolder();
  using elsewhere = new TempFolder();
  elsewhere.write("1.log", "one\n");
  elsewhere.write("2.log", "three\n");
  Deno.symlinkSync(elsewhere.at("1.log"), folder.at("current.log"));
  using follower = new Follower([folder.at("current.log")]);
  await follower.text(1);
  elsewhere.append("1.log", "two\n");
  await follower.text(2);
  Deno.symlinkSync(elsewhere.at("2.log"), folder.at("next"));
  Deno.renameSync(folder.at("next"), folder.at("current.log"));
  assertEquals(await follower.text(3), { "current.log": "one\ntwo\nthree\n" });
});

Deno.test("a thousand files are followed, in turn, with few of them open", async () => {
  using folder = new TempFolder();
  for (let i = 0; i < 1000; i++) folder.write(`${i}.log`, `first of ${i}\n`);
  using follower = new Follower([folder.path], { handlesMax: 50 });
  await follower.text(1000);
  for (let i = 0; i < 1000; i++) folder.append(`${i}.log`, `second of ${i}\n`);
  const texts = await follower.text(2000);
  for (let i = 0; i < 1000; i++) assertEquals(texts[`${i}.log`], `first of ${i}\nsecond of ${i}\n`);
  assertEquals(follower.chunks.length, 2000);
});

Deno.test("a busy file does not keep the others waiting", async () => {
  using folder = new TempFolder();
  folder.write("busy.log", "busy\n".repeat(1_000_000));
  folder.write("quiet.log", "quiet\n");
  using follower = new Follower([folder.at("busy.log"), folder.at("quiet.log")]);
  await readChunks(follower.source, (chunks) => {
    assert(chunks.length < 4);
    return chunks.some((chunk) => chunk.text === "quiet\n");
  });
});

Deno.test("with exitAtEnd what is there is read, then it is over", async () => {
  using folder = new TempFolder();
  folder.write("app.log", "one\ntwo\nunfinished");
  using follower = new Follower([folder.at("app.log")], { exitAtEnd: true });
  assertEquals(textOf(await readChunks(follower.source)), { "app.log": "one\ntwo\n" });
});

Deno.test("a named file that does not exist is an error, unless a checkpoint knows it", async () => {
  using folder = new TempFolder();
  const path = folder.at("app.log");
  const error = assertThrows(() => new Follower([path]), SourceError);
  assert(error.message.includes("no such file"));
  const position = { path, fingerprint: { bytes: 0, hash: "0" }, dev: 0, inode: 0, offset: 0, line: 1 };
  using follower = new Follower([path], { positions: [position] });
  folder.write("app.log", "here now\n");
  assertEquals(await follower.text(1), { "app.log": "here now\n" });
});

Deno.test("a file in UTF-16 that turns up is told of and left alone", async () => {
  using folder = new TempFolder();
  folder.write("app.log", "");
  using follower = new Follower([folder.at("app.log")]);
  folder.write("app.log", new Uint8Array([0xff, 0xfe, 0x61, 0, 10, 0]));
  folder.write("ok.log", "fine\n");
  using other = new Follower([folder.at("ok.log")]);
  await other.text(1);
  for (const deadline = Date.now() + 20_000; follower.warnings.length === 0 && Date.now() < deadline;) {
    follower.source.read(new Uint8Array(1 << 19));
    await follower.source.ready(AbortSignal.timeout(20));
  }
  assert(follower.warnings[0]!.includes("UTF-16"));
});
