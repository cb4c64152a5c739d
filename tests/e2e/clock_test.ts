/** The machine's clock is put back by an hour while a run watches: what is saved each second goes on being saved. */
import { assert, assertEquals } from "@std/assert";
import { main } from "../../src/cli/main.ts";
import { fakeIo } from "../cli/fake_io.ts";
import { TempFolder } from "../sources/temp_folder.ts";

const HOUR_MS = 3_600_000;

Deno.test("state and history are saved as before when the clock was put back by an hour", async () => {
  using folder = new TempFolder();
  const line = (k: number) => `[2026-02-03 0${k}:00:00] [ERROR] [api] Request ${k} broke\n`;
  const log = folder.write("app.log", line(0));
  const [state, db] = [folder.at("state.json"), folder.at("o.db")];
  let behindMs = 0;
  const { io, outputs } = fakeIo({ env: { ODDLINE_DB: db }, cwd: folder.path });
  const args = [
    "watch",
    "--headless",
    "--from-start",
    "--workers",
    "1",
    "--detectors",
    "severity",
    "--state",
    state,
    log,
  ];
  // it ends when its reader has gone: a signal would reach the tests that run beside this one in the same process
  let isGone = false;
  const write = (bytes: Uint8Array) =>
    isGone ? Promise.reject(new Deno.errors.BrokenPipe("gone")) : io.stdout.write(bytes);
  const ended = main(args, { ...io, stdout: { ...io.stdout, write }, now: () => Date.now() - behindMs });
  const saved = async (lines: number) => {
    const text = () => {
      try {
        return Deno.readTextFileSync(state);
      } catch {
        return "";
      }
    };
    for (let waits = 0; waits < 1000 && !text().includes(`"lines":${lines}`); waits++) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    assert(text().includes(`"lines":${lines}`), `${lines} lines are not saved; ${outputs.stderr}`);
  };
  await saved(1);
  behindMs = HOUR_MS;
  for (const k of [1, 2]) {
    folder.append("app.log", line(k));
    await saved(k + 1);
  }
  isGone = true;
  folder.append("app.log", line(3));
  assertEquals(await ended, 0);
  assertEquals(outputs.stdout.split("\n").filter((event) => event.includes('"type":"anomaly"')).length, 3);
});
