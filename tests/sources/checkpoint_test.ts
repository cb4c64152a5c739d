import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { loadState, saveState } from "../../src/sources/checkpoint.ts";
import { acquireLock } from "../../src/sources/lock.ts";
import { TempFolder } from "./temp_folder.ts";

const NOW = Date.UTC(2026, 10, 22, 18);
const VALUE = { files: [{ path: "/var/log/é.log", offset: 12 }], n: 1.5, nothing: null };

Deno.test("checkpoint: what is saved is loaded, the newest, and nothing else lies around", () => {
  using folder = new TempFolder();
  const path = folder.at("state.json");
  assertEquals(loadState(path, NOW, 1), undefined);
  saveState(path, JSON.stringify({ old: true }), 1);
  saveState(path, JSON.stringify(VALUE), 1);
  assertEquals(loadState(path, NOW, 1), { kind: "loaded", value: VALUE });
  assertEquals(JSON.parse(Deno.readTextFileSync(path)).value, VALUE);
  assertEquals([...Deno.readDirSync(folder.path)].map((entry) => entry.name), ["state.json"]);
});

Deno.test("checkpoint: a damaged one is set aside and told of, once for each", () => {
  using folder = new TempFolder();
  const path = folder.at("state.json");
  saveState(path, JSON.stringify(VALUE), 1);
  const whole = Deno.readFileSync(path);
  const damages: [string, Uint8Array][] = [
    ["is empty", new Uint8Array(0)],
    ["is not a state file", new Uint8Array(whole.length)],
    ["ends in the middle", whole.slice(0, whole.length - 5)],
    [
      "does not have the content",
      whole.map((byte) => byte === 49 ? 50 : byte).map((byte, at) => at < 50 ? whole[at]! : byte),
    ],
  ];
  for (const [reason, bytes] of damages) {
    Deno.writeFileSync(path, bytes);
    const loaded = loadState(path, NOW, 1);
    if (loaded?.kind !== "damaged") throw new Error(`Not damaged: ${JSON.stringify(loaded)}`);
    assert(loaded.reason.includes(reason), loaded.reason);
    assertEquals(Deno.readFileSync(loaded.setAside), bytes);
    assertEquals(loadState(path, NOW, 1), undefined);
  }
});

Deno.test("checkpoint: another version is set aside", () => {
  using folder = new TempFolder();
  const path = folder.at("state.json");
  saveState(path, JSON.stringify(VALUE), 2);
  assertEquals(loadState(path, NOW, 3)?.kind, "damaged");
});

Deno.test("checkpoint: whatever byte is changed or lost, it is loaded whole or not at all", () => {
  using folder = new TempFolder();
  const path = folder.at("state.json");
  saveState(path, JSON.stringify(VALUE), 1);
  const whole = Deno.readFileSync(path);
  fc.assert(
    fc.property(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), fc.boolean(), (at, flip, cut) => {
      const bytes = cut ? whole.slice(0, at) : whole.map((byte, i) => i === at ? byte ^ flip : byte);
      Deno.writeFileSync(path, bytes);
      const loaded = loadState(path, NOW, 1);
      if (loaded?.kind === "loaded") assertEquals(loaded.value, VALUE);
      else assertEquals(loaded?.kind, "damaged");
      for (const entry of Deno.readDirSync(folder.path)) Deno.removeSync(folder.at(entry.name));
    }),
    { numRuns: 200 },
  );
});

/** Takes a lock that is free. */
function take(path: string) {
  const lock = acquireLock(path, Deno.pid);
  if (!lock.held) throw new Error(`Process ${lock.pid} holds ${path}`);
  return lock;
}

Deno.test("lock: a second holder is told who has it; released, it is free", () => {
  using folder = new TempFolder();
  const path = folder.at("lock");
  const first = take(path);
  assertEquals(acquireLock(path, Deno.ppid), { held: false, pid: Deno.pid });
  first.release();
  first.release();
  assertEquals([...Deno.readDirSync(folder.path)], []);
  using _again = take(path);
});

Deno.test("lock: of a dead process, of a pid that was used again, or damaged, it is taken over", async () => {
  using folder = new TempFolder();
  const path = folder.at("lock");
  const child = new Deno.Command("true").spawn();
  await child.status;
  for (const content of [`${child.pid} \n`, `${Deno.ppid} 1\n`, "", "noise"]) {
    Deno.writeTextFileSync(path, content);
    take(path).release();
  }
});

Deno.test("lock: what somebody else has taken over is not removed", () => {
  using folder = new TempFolder();
  const path = folder.at("lock");
  const lock = take(path);
  Deno.writeTextFileSync(path, "1 \n");
  lock.release();
  assertEquals(Deno.readTextFileSync(path), "1 \n");
});
