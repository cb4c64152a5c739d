/**
 * What a power cut would leave of `--events`: the calls that put a file onto the disk are counted and looked at here.
 */
import { assert, assertEquals, assertMatch, fail } from "@std/assert";
import { openEventFile } from "../../src/cli/events/event_file.ts";
import type { EventRotation } from "../../src/cli/events/rotation.ts";
import { ndjsonLine } from "../../src/report/events/ndjson.ts";
import { TempFolder } from "../sources/temp_folder.ts";
import { ANOMALY } from "./events.ts";
import { run } from "./fake_io.ts";

const NEVER: EventRotation = { bytesMax: undefined, ageMaxMs: undefined, keep: 10, keptMs: undefined, compress: false };

/** Calls `onSync` each time that a file's data is put onto the disk, before that is done. */
function watchSyncs(onSync: () => void): Disposable {
  const { syncData, syncDataSync } = Deno.FsFile.prototype;
  Deno.FsFile.prototype.syncData = function () {
    onSync();
    return syncData.call(this);
  };
  Deno.FsFile.prototype.syncDataSync = function () {
    onSync();
    syncDataSync.call(this);
  };
  return { [Symbol.dispose]: () => void Object.assign(Deno.FsFile.prototype, { syncData, syncDataSync }) };
}

function open(path: string, rotation: EventRotation, warn: (message: string) => void = fail) {
  return openEventFile(path, { live: true, rotation, now: Date.now, warn, ended: new AbortController().signal });
}

Deno.test("events are on the disk before the checkpoint that says so is there", async () => {
  using folder = new TempFolder();
  folder.write("app.log", "2026-11-22T10:00:00Z FATAL disk on fire\n");
  const events = folder.at("events.ndjson");
  const state = folder.at("state.json");
  const found: { readonly text: string; readonly isSaved: boolean }[] = [];
  using _watched = watchSyncs(() => {
    const isSaved = [...Deno.readDirSync(folder.path)].some(({ name }) => name === "state.json");
    found.push({ text: Deno.readTextFileSync(events), isSaved });
  });
  await run(["scan", "--state", state, "--events", events, folder.at("app.log")]);
  assertEquals(found.map(({ isSaved }) => isSaved).slice(0, 1), [false]);
  assertMatch(found[0].text, /disk on fire/);
  assert(Deno.statSync(state).isFile);
});

Deno.test("what was written is synced once, and what is put aside before it is", async () => {
  using folder = new TempFolder();
  let syncs = 0;
  using _watched = watchSyncs(() => syncs++);
  const file = open(folder.at("events.ndjson"), { ...NEVER, bytesMax: ndjsonLine(ANOMALY).length });
  const after = async (step: () => unknown) => {
    await step();
    return syncs;
  };
  const write = async () => {
    file.sink.push(ANOMALY);
    await file.sink.drained();
  };
  assertEquals(await after(() => file.sync()), 0, "nothing was written yet");
  assertEquals(await after(write), 0, "an event alone waits for no disk");
  assertEquals(await after(() => file.sync()), 1);
  assertEquals(await after(() => file.sync()), 1, "nothing is new");
  assertEquals(await after(write), 1, "put aside; all of it was synced");
  assertEquals(await after(write), 2, "put aside with an event that was not");
  assertEquals(await after(() => file.sync()), 3);
  await file.close();
});

Deno.test("a disk that does not say that it has the events is told of once, and asked again", async () => {
  using folder = new TempFolder();
  const said: string[] = [];
  let isBroken = true;
  using _watched = watchSyncs(() => {
    if (isBroken) throw new Error("I/O error");
  });
  const file = open(folder.at("events.ndjson"), NEVER, (message) => void said.push(message));
  file.sink.push(ANOMALY);
  await file.sink.drained();
  await file.sync();
  await file.sync();
  isBroken = false;
  await file.sync();
  assertEquals(said.length, 1);
  assertMatch(said[0], /events\.ndjson: a power cut may take what was written \(I\/O error\); trying again/);
  await file.close();
});

Deno.test("a device is not synced", async () => {
  using _watched = watchSyncs(fail);
  const file = open("/dev/null", NEVER);
  file.sink.push(ANOMALY);
  await file.sink.drained();
  await file.sync();
  await file.close();
});
