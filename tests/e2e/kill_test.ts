/**
 * Killed at any moment and started again, Oddline counts every line once and tells of every odd line at least once,
 * always by the same id, also of logs that were compressed while it was down. ODDLINE_KILLS says how often it is
 * killed, ODDLINE_RATE how many lines are written in a second.
 */
import { assert, assertEquals } from "@std/assert";
import { Random } from "../../src/generate/random.ts";
import { FINGERPRINT_BYTES_MAX, fits } from "../../src/sources/following/fingerprint.ts";
import { type FilePosition, isWellKnown } from "../../src/sources/following/position.ts";
import { namesAside, textsOf } from "../cli/rotated_events.ts";
import { TempFolder } from "../sources/temp_folder.ts";
import { LogWriter, type OddLine } from "./log_writer.ts";
import { OddlineProcess, parseLines, runOddline } from "./oddline_process.ts";

/** So often a long life looks whether it has saved, at most. */
const SAVE_WAITS_MAX = 4000;
const KILLS = Number(Deno.env.get("ODDLINE_KILLS") ?? 8);
const KILLS_MORE = 50;
const SEED = Number(Deno.env.get("ODDLINE_SEED") ?? 1);
const WRITE_MS = 5;
/** Lines of each of the two writers each time, beside the few that may be odd. */
const MORE = Math.floor(Number(Deno.env.get("ODDLINE_RATE") ?? 0) * WRITE_MS / 1000 / 2);

interface SavedState {
  readonly value: {
    /** Of what was learnt; older than the file where that only names the lineage anew. */
    readonly savedMs: number;
    readonly positions: readonly FilePosition[];
    readonly pipeline: { readonly totals: { readonly lines: number; readonly bytes: number } };
  };
}

function readState(path: string): SavedState | undefined {
  try {
    return JSON.parse(Deno.readTextFileSync(path));
  } catch {
    return undefined;
  }
}

function savedAt(path: string): number {
  return readState(path)?.value.savedMs ?? 0;
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

Deno.test(`killed ${KILLS} times under rotating logs, every line counts once and every odd one is told with one id`, async () => {
  using folder = new TempFolder();
  const random = new Random(SEED);
  const state = folder.at("state.json");
  const events = folder.at("events.ndjson");
  Deno.mkdirSync(folder.at("named"));
  Deno.mkdirSync(folder.at("found"));
  // one log is named, so its renamed files lie outside of what is followed; the other's are found by a pattern
  using named = new LogWriter(folder.at("named/app.log"), { random: new Random(SEED, 1), word: "named", more: MORE });
  using found = new LogWriter(folder.at("found/app.log"), { random: new Random(SEED, 2), word: "found", more: MORE });
  const args = ["watch", "--headless", "--from-start", "--state", state, "--format", "ndjson", "--events", events];
  // begun anew all the time, so that many a kill comes while one is put aside or packed
  args.push("--events-size", "4KiB", "--events-keep", "10000");
  const files = [folder.at("named/app.log"), folder.at("found/app.log*")];
  const start = (more: readonly string[] = []) =>
    new OddlineProcess([...args, "--workers", "2", ...more, ...files], { home: folder.path });
  const printed: Record<string, unknown>[] = [];

  // inodes are used again, so the checkpoint's word is its fingerprints
  const isKnown = (path: string) => {
    const head = Deno.readFileSync(path).subarray(0, FINGERPRINT_BYTES_MAX);
    const { positions } = readState(state)?.value ?? { positions: [] };
    return positions.some((position) => isWellKnown(position) && fits(position.fingerprint, head));
  };
  let kills = 0;
  let compressed = 0;
  let dueMs = Date.now();
  let isWriting = true;
  const writing = (async () => {
    while (isWriting) {
      named.write();
      found.write();
      if (found.wantsToRotate()) found.rotate();
      // a file that no checkpoint knows, and that has left its path, cannot be found again
      if (named.wantsToRotate() && isKnown(folder.at("named/app.log"))) named.rotate();
      dueMs += WRITE_MS;
      await sleep(Math.max(0, dueMs - Date.now()));
    }
    named.finishLine();
    found.finishLine();
  })();
  try {
    // on a busy machine it takes more kills until both logs have rotated
    const hasRotated = () => Math.min(named.generations, found.generations) > 1;
    for (; kills < KILLS || !hasRotated() && kills < KILLS + KILLS_MORE; kills++) {
      await using oddline = start();
      // short lives, and long ones, in which the state was saved: once a second, later where the machine is busy
      const savedBefore = savedAt(state);
      const isLong = random.chance(.5);
      await sleep(isLong ? random.integer(900, 2600) : random.integer(200, 900));
      for (let waits = 0; isLong && savedAt(state) === savedBefore && waits < SAVE_WAITS_MAX; waits++) {
        await sleep(WRITE_MS);
      }
      oddline.signal("SIGKILL");
      const { signal, stderr } = await oddline.ended();
      assertEquals({ signal, stderr }, { signal: "SIGKILL", stderr: "" });
      printed.push(...oddline.events());
      if (random.chance(.5)) compressed += named.compress(isKnown) + found.compress(isKnown);
    }
  } finally {
    isWriting = false;
    await writing;
  }
  await using last = start(["--exit-at-end"]);
  // it catches up with what came while the others were killed before they had read it
  const { code, stderr } = await last.ended(60_000 + KILLS * 3000);
  printed.push(...last.events());
  assertEquals({ code, stderr }, { code: 0, stderr: "" });
  assert(Math.min(named.generations, found.generations) > 1, `rotations: ${named.generations}, ${found.generations}`);
  if (KILLS >= 50) assert(compressed > 0, "nothing was compressed");

  const { lines, bytes } = readState(state)!.value.pipeline.totals;
  const written = { lines: named.lines + found.lines, bytes: named.bytes + found.bytes };
  assertEquals({ lines, bytes }, written);
  assertTold([...named.odd, ...found.odd], printed);
  assertTold([...named.odd, ...found.odd], eventsIn(events));
  const aside = namesAside(events);
  assert(aside.length > 1 && aside.every((name) => name.endsWith(".gz")), aside.join(" "));
  await assertRecorded(folder.path, { ...written, runs: kills + 1 }, [...named.odd, ...found.odd]);
});

/** The history has every line once, and every odd line as one anomaly, whichever run was killed while it was told. */
async function assertRecorded(
  home: string,
  written: { readonly lines: number; readonly bytes: number; readonly runs: number },
  odd: readonly OddLine[],
): Promise<void> {
  const history = async (...args: string[]) => {
    const { code, stdout, stderr } = await runOddline(["history", ...args], { home });
    assertEquals({ code, stderr }, { code: 0, stderr: "" });
    return stdout;
  };
  const { anomalies, runs, ...totals } = JSON.parse(await history("show", "--totals", "--format", "json"));
  assertEquals(totals, { lines: written.lines, bytes: written.bytes });
  // a run that was killed before it began to read is none
  assert(runs >= 1 && runs <= written.runs, `${runs} runs`);
  const recorded = parseLines(await history("export"));
  assertEquals(recorded.length, anomalies, "anomalies, counted and recorded");
  const times = new Map<unknown, number>();
  for (const { message } of recorded) times.set(message, (times.get(message) ?? 0) + 1);
  assertEquals(odd.filter(({ message }) => times.get(message) !== 1), [], "odd lines that were not recorded once");
  const cells = parseLines(await history("export", "--kind", "counts"));
  assertEquals(cells.reduce((sum, cell) => sum + Number(cell.lines), 0), written.lines, "lines by minute");
  assert((await history("verify")).includes("is whole"));
}

/** Each odd line has an event, at its place, and all events of one line have one id. */
function assertTold(odd: readonly OddLine[], events: readonly Record<string, unknown>[]): void {
  const told = new Map<unknown, Record<string, unknown>[]>();
  for (const event of events) {
    if (event.type === "anomaly") told.set(event.message, [...told.get(event.message) ?? [], event]);
  }
  const untold = odd.filter(({ message }) => !told.has(message));
  assertEquals(untold, [], "odd lines that were not told");
  for (const { message, line, offset } of odd) {
    const places = (told.get(message) ?? []).map((event) => ({ line: event.line, offset: event.offset }));
    for (const place of places) assertEquals(place, { line, offset }, message);
    assertEquals(new Set(told.get(message)?.map(({ id }) => id)).size, 1, `several ids: ${message}`);
  }
}

/** A kill may end the file in the middle of a line, and the next run goes on behind it. */
function eventsIn(path: string): Record<string, unknown>[] {
  const whole = textsOf(path).join("").split("\n").filter((line) => {
    try {
      JSON.parse(line);
      return true;
    } catch {
      return false;
    }
  });
  return parseLines(whole.map((line) => `${line}\n`).join(""));
}
