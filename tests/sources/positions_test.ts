/** Positions over several runs: what a checkpoint said is said again by a run that has not come to read. */
import { assertEquals } from "@std/assert";
import { fingerprintOf } from "../../src/sources/following/fingerprint.ts";
import { FollowSource } from "../../src/sources/following/follow_source.ts";
import { type FilePosition, matchPositions } from "../../src/sources/following/position.ts";
import { TempFolder } from "./temp_folder.ts";

/** The position of a file of the folder, of which so many bytes were read. */
function positionIn(folder: TempFolder, name: string, offset: number): FilePosition {
  const { dev, ino } = Deno.statSync(folder.at(name));
  const head = Deno.readFileSync(folder.at(name)).subarray(0, offset);
  return { path: folder.at(name), fingerprint: fingerprintOf(head), dev, inode: ino ?? 0, offset, line: 0 };
}

Deno.test("a position whose line is not known yet outlives a run that reads nothing, and the run goes on from it", () => {
  using folder = new TempFolder();
  folder.write("app.log", "one\ntwo\n");
  const position = {
    ...positionIn(folder, "app.log", 4),
    fingerprint: fingerprintOf(Deno.readFileSync(folder.at("app.log"))),
  };
  const source = new FollowSource([folder.at("*.log")], { now: () => 0, watch: false, positions: [position] });
  try {
    assertEquals([source.positions(() => undefined), source.goesOn], [[position], true]);
  } finally {
    source.close();
  }
});

Deno.test("no position is given to a file that another one knows by its inode", () => {
  using folder = new TempFolder();
  folder.write("gone.log", "header\n");
  const gone = positionIn(folder, "gone.log", 7);
  folder.write("kept.log", "header\nand more\n");
  const kept = positionIn(folder, "kept.log", 16);
  Deno.removeSync(folder.at("gone.log"));
  Deno.renameSync(folder.at("kept.log"), folder.at("kept.log.1"));
  const path = folder.at("kept.log.1");
  const file = { path, kind: "file" as const, explicit: false, dev: kept.dev, inode: kept.inode, size: 16 };
  const { here, vanished } = matchPositions([file], [gone, kept]);
  assertEquals(here, new Map([[path, kept]]));
  assertEquals(vanished, [gone]);
});

for (const when of ["a checkpoint", "the end"]) {
  Deno.test(`files that were read to their end stay known when they are rotated right before ${when}`, () => {
    using folder = new TempFolder();
    const log = folder.write("app.log", "one\n");
    let ms = 0;
    const source = new FollowSource([folder.path], { now: () => ms, watch: false, fromStart: true, lingerMs: 0 });
    const buffer = new Uint8Array(1 << 20);
    const readAll = () => {
      for (let turn = 0; turn < 8; turn++, ms += 2000) while (source.read(buffer));
    };
    const rotate = (text: string) => {
      if ([...Deno.readDirSync(folder.path)].some(({ name }) => name === "app.log.1")) {
        Deno.renameSync(`${log}.1`, `${log}.2`);
      }
      Deno.renameSync(log, `${log}.1`);
      folder.write("app.log", text);
    };
    const known = () =>
      source.positions(() => undefined).filter(({ offset }) => offset > 0).map(({ path, offset }) => [path, offset]);
    try {
      readAll();
      rotate("two\n");
      readAll();
      assertEquals(known(), [[`${log}.1`, 4]]);
      rotate("three\n");
      if (when === "the end") source.close();
      assertEquals(known(), [[`${log}.2`, 4]]);
    } finally {
      if (when !== "the end") source.close();
    }
  });
}
