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
  const ended = main(args, { ...io, now: () => Date.now() - behindMs });
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
  Deno.kill(Deno.pid, "SIGTERM");
  assertEquals(await ended, 143);
  assertEquals(outputs.stdout.split("\n").filter((event) => event.includes('"type":"anomaly"')).length, 3);
});
