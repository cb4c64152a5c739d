/**
 * The file of `--events`: begun anew by size and by age, packed and forgotten in time, and no event lost on the way.
 */
import { assert, assertEquals, assertMatch, fail } from "@std/assert";
import { gzipSync } from "node:zlib";
import type { AnomalyEvent } from "../../src/core/anomaly.ts";
import { openEventFile } from "../../src/cli/events/event_file.ts";
import type { EventRotation } from "../../src/cli/events/rotation.ts";
import { ndjsonLine } from "../../src/report/events/ndjson.ts";
import { canMount, SmallDisk } from "../e2e/small_disk.ts";
import { TempFolder } from "../sources/temp_folder.ts";
import { ANOMALY } from "./events.ts";
import { namesAside, textsOf } from "./rotated_events.ts";

const DAY_MS = 86_400_000;
const LINE_BYTES = ndjsonLine(event(0)).length;
const NEVER: EventRotation = { bytesMax: undefined, ageMaxMs: undefined, keep: 10, keptMs: undefined, compress: true };
const THREE_LINES: EventRotation = { ...NEVER, bytesMax: 3 * LINE_BYTES };

function event(number: number): AnomalyEvent {
  return { ...ANOMALY, line: 1000 + number };
}

interface World {
  readonly rotation?: EventRotation;
  readonly clock?: { nowMs: number };
  readonly said?: string[];
  readonly ended?: AbortSignal;
}

function open(path: string, { rotation = NEVER, clock, said, ended = new AbortController().signal }: World = {}) {
  const file = openEventFile(path, {
    live: true,
    rotation,
    now: () => clock?.nowMs ?? Date.now(),
    warn: said === undefined ? fail : (message) => void said.push(message),
    ended,
  });
  return {
    ...file,
    /** Writes these, each by itself. */
    async write(from: number, to: number) {
      for (let number = from; number <= to; number++) {
        file.sink.push(event(number));
        await file.sink.drained();
      }
    },
  };
}

/** Writes these and closes the file. */
async function writeAll(path: string, numbers: readonly [from: number, to: number], world: World): Promise<void> {
  const file = open(path, world);
  await file.write(...numbers);
  await file.close();
}

/** The numbers of the events in each file. */
function numbersIn(path: string): number[][] {
  return textsOf(path).map((text) =>
    text.split("\n").filter((line) => line !== "").map((line) => JSON.parse(line).line - 1000)
  );
}

Deno.test("without a rotation the event file is appended to, run after run", async () => {
  using folder = new TempFolder();
  const path = folder.at("events.ndjson");
  for (let run = 0; run < 2; run++) await writeAll(path, [1, 20], {});
  assertEquals(numbersIn(path).map(({ length }) => length), [40]);
});

Deno.test("before it grows too large it is put aside and packed, and every event is in one file, in order", async () => {
  using folder = new TempFolder();
  const path = folder.at("events.ndjson");
  await writeAll(path, [1, 5], { rotation: THREE_LINES });
  await writeAll(path, [6, 11], { rotation: THREE_LINES });
  assertEquals(numbersIn(path), [[1, 2, 3], [4, 5, 6], [7, 8, 9], [10, 11]]);
  for (const name of namesAside(path)) assertMatch(name, /^events-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d-\d{3}Z\.ndjson\.gz$/);
  assertEquals([...Deno.readDirSync(folder.path)].length, 4, "nothing else lies there");
});

Deno.test("a piece of many events is divided between them, and an event that is too long has a file of its own", async () => {
  using folder = new TempFolder();
  const path = folder.at("events");
  const file = open(path, { rotation: { ...THREE_LINES, compress: false } });
  const long = { ...event(5), message: "long ".repeat(LINE_BYTES) };
  for (const said of [event(1), event(2), event(3), event(4), long, event(6)]) file.sink.push(said);
  await file.close();
  assertEquals(numbersIn(path), [[1, 2, 3], [4], [5], [6]]);
  assert(namesAside(path).every((name) => name.endsWith("Z")), "plain, and without an extension as the file itself");
});

const KEPT: readonly (readonly [what: string, rotation: Partial<EventRotation>, numbers: number[][]])[] = [
  ["so many", { keep: 2 }, [[4, 5, 6], [7, 8, 9], [10]]],
  ["what is younger", { keptMs: 2 * DAY_MS }, [[4, 5, 6], [7, 8, 9], [10]]],
  ["so many of what is younger", { keep: 1, keptMs: 2 * DAY_MS }, [[7, 8, 9], [10]]],
  ["all", {}, [[1, 2, 3], [4, 5, 6], [7, 8, 9], [10]]],
];

for (const [what, rotation, numbers] of KEPT) {
  Deno.test(`of what was put aside is kept: ${what}`, async () => {
    using folder = new TempFolder();
    const path = folder.at("events.ndjson");
    folder.write("events-of-mine.ndjson", "");
    const clock = { nowMs: Date.UTC(2026, 1, 3) };
    for (let number = 1; number <= 10; number++) {
      await writeAll(path, [number, number], { rotation: { ...THREE_LINES, ...rotation }, clock });
      clock.nowMs += DAY_MS / 3;
    }
    // what was put aside is forgotten while nothing is written as well
    const file = open(path, { rotation: { ...THREE_LINES, ...rotation }, clock });
    file.look();
    await file.close();
    Deno.removeSync(folder.at("events-of-mine.ndjson"));
    assertEquals(numbersIn(path), numbers);
  });
}

Deno.test("when it is old enough it is put aside, with the next event or without one", async () => {
  using folder = new TempFolder();
  const path = folder.at("events.ndjson");
  const clock = { nowMs: Date.now() };
  const file = open(path, { rotation: { ...NEVER, ageMaxMs: DAY_MS }, clock });
  await file.write(1, 2);
  clock.nowMs += DAY_MS - 1;
  await file.write(3, 3);
  clock.nowMs += 1;
  await file.write(4, 4);
  assertEquals(numbersIn(path), [[1, 2, 3], [4]]);
  clock.nowMs += DAY_MS;
  file.look();
  clock.nowMs += DAY_MS;
  file.look();
  await file.write(5, 5);
  await file.close();
  assertEquals(numbersIn(path), [[1, 2, 3], [4], [5]]);
});

Deno.test("a clock that goes back changes nothing in the order", async () => {
  using folder = new TempFolder();
  const path = folder.at("events.ndjson");
  const clock = { nowMs: Date.UTC(2026, 1, 3) };
  for (let number = 1; number <= 8; number++) {
    await writeAll(path, [number, number], { rotation: THREE_LINES, clock });
    clock.nowMs -= 3_600_000;
  }
  assertEquals(numbersIn(path), [[1, 2, 3], [4, 5, 6], [7, 8]]);
});

Deno.test("what a kill -9 has left half done is done by the next run", async () => {
  using folder = new TempFolder();
  const path = folder.at("events.ndjson");
  const text = (...numbers: number[]) => numbers.map((number) => ndjsonLine(event(number))).join("");
  const aside = (hour: number) => `events-2026-02-03T0${hour}-00-00-000Z.ndjson`;
  folder.write(aside(1), text(1, 2)); // put aside
  folder.write(aside(2), text(3, 4)); // half packed
  folder.write(`${aside(2)}.gz.part`, gzipSync(text(3, 4)).subarray(0, 50));
  folder.write(aside(3), text(5, 6)); // packed, and the plain one not removed yet
  folder.write(`${aside(3)}.gz`, gzipSync(text(5)));
  folder.write("events.ndjson", text(7) + text(8).slice(0, 40)); // in the middle of a line
  await writeAll(path, [8, 8], { rotation: { ...NEVER, bytesMax: 1 << 20 } });
  assertEquals(namesAside(path), [1, 2, 3].map((hour) => `${aside(hour)}.gz`));
  const texts = textsOf(path);
  assertEquals(texts.slice(0, 3), [text(1, 2), text(3, 4), text(5, 6)]);
  assertEquals(texts[3], `${text(7)}${text(8).slice(0, 40)}\n${text(8)}`, "the torn line stands alone");
});

Deno.test("a run that is told to end packs nothing any more; the next one does", async () => {
  using folder = new TempFolder();
  const path = folder.at("events.ndjson");
  await writeAll(path, [1, 5], { rotation: THREE_LINES, ended: AbortSignal.abort() });
  assertEquals(namesAside(path).map((name) => name.endsWith(".gz")), [false]);
  await writeAll(path, [6, 6], { rotation: THREE_LINES });
  assertEquals(namesAside(path).map((name) => name.endsWith(".gz")), [true]);
  assertEquals(numbersIn(path), [[1, 2, 3], [4, 5, 6]]);
});

Deno.test("a file that somebody moves away is begun anew with the next event, also without a rotation", async () => {
  using folder = new TempFolder();
  const path = folder.at("events.ndjson");
  const file = open(path);
  await file.write(1, 2);
  Deno.renameSync(path, folder.at("events.ndjson.1"));
  await file.write(3, 3);
  await file.close();
  assertEquals([...numbersIn(folder.at("events.ndjson.1")), ...numbersIn(path)], [[1, 2], [3]]);
});

Deno.test("two that write one file lose nothing of each other", async () => {
  using folder = new TempFolder();
  const path = folder.at("events.ndjson");
  const files = [open(path, { rotation: THREE_LINES }), open(path, { rotation: THREE_LINES })];
  for (let number = 1; number <= 40; number++) await files[number % 2].write(number, number);
  for (const file of files) await file.close();
  await writeAll(path, [41, 41], { rotation: { ...THREE_LINES, keep: 100 } });
  const all = numbersIn(path).flat();
  assertEquals(all, Array.from(all, (_, index) => 41 - all.length + index + 1), "in order, none twice");
  assertEquals(all.length, 10 * 3 + numbersIn(path).at(-1)!.length, "ten files are kept");
});

Deno.test("a link is followed: what is put aside is the file", async () => {
  using folder = new TempFolder();
  folder.write("real/events.ndjson", "");
  Deno.symlinkSync(folder.at("real/events.ndjson"), folder.at("link.ndjson"));
  await writeAll(folder.at("link.ndjson"), [1, 4], { rotation: THREE_LINES });
  assert(Deno.lstatSync(folder.at("link.ndjson")).isSymlink);
  assertEquals(numbersIn(folder.at("real/events.ndjson")), [[1, 2, 3], [4]]);
});

Deno.test("what cannot be put aside grows on, which is said once", async () => {
  using folder = new TempFolder();
  const path = folder.at("events.ndjson");
  const clock = { nowMs: Date.UTC(2026, 1, 3) };
  const said: string[] = [];
  Deno.mkdirSync(folder.at("events-2026-02-03T00-00-00-000Z.ndjson")); // a name that is taken
  const file = open(path, { rotation: THREE_LINES, clock, said });
  await file.write(1, 8);
  assertEquals(said.length, 1);
  assertMatch(said[0], /events\.ndjson: cannot be begun anew \(.*\); it grows on$/);
  clock.nowMs++;
  await file.write(9, 9);
  await file.close();
  Deno.removeSync(folder.at("events-2026-02-03T00-00-00-000Z.ndjson"));
  assertEquals(numbersIn(path), [[1, 2, 3, 4, 5, 6, 7, 8], [9]]);
});

Deno.test("a device is written as it is", async () => {
  await writeAll("/dev/null", [1, 9], { rotation: THREE_LINES });
  assert(Deno.statSync("/dev/null").isCharDevice);
});

Deno.test("what a full disk has no room to pack stays plain, which is said once, and is packed when there is room", async () => {
  if (!canMount()) return console.log("skipped: only root can mount a small disk");
  using disk = new SmallDisk("256k");
  const path = disk.at("events.ndjson");
  const clock = { nowMs: Date.now() };
  const said: string[] = [];
  const file = open(path, { rotation: { ...NEVER, bytesMax: 20 * LINE_BYTES }, clock, said });
  await file.write(1, 19);
  disk.fill();
  await file.write(20, 21);
  for (let looks = 0; looks < 3; looks++) {
    clock.nowMs += DAY_MS;
    file.look();
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  disk.empty();
  clock.nowMs += DAY_MS;
  file.look();
  await file.close();
  assertEquals(numbersIn(path).flat(), Array.from({ length: 21 }, (_, k) => k + 1));
  assert(namesAside(path).every((name) => name.endsWith(".gz")), namesAside(path).join(" "));
  assertEquals(said.filter((text) => text.includes("cannot be packed")).length, 1, said.join("\n"));
});
