/**
 * A log that gives no rest: is every line counted exactly once, and does memory stay flat?
 *
 *     deno task soak -- --minutes N [--rate LINES_PER_SECOND]
 *
 * In the first half the program is killed (SIGKILL, and SIGTERM every third time) and started again every few seconds;
 * the second half is one life, in which memory is looked at. All the while one file is rotated, one is truncated, and
 * workers die of lines that are made for it. Ends with 1 unless the history's totals are the number of lines that were
 * written, the history is whole, and memory is flat (of less than three minutes that cannot be told).
 */
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { median } from "./trials/machine.ts";
import { type MemorySample, Watched } from "./soak/watched.ts";
import { SoakWriter } from "./soak/writer.ts";

const TICK_MS = 50;
const ROTATE_MS = 7_000;
const TRUNCATE_MS = 20_000;
const KILLER_MS = 4_000;
const LIFE_MS = 12_000;
/** Longest wait for what was written to be counted. */
const CATCH_UP_MS = 120_000;
/** Of the long life, the part that is no measure: code is compiled, and what is normal is learnt. */
const WARM_UP_SHARE = .25;
/** A shorter one is all beginning, and says nothing of what memory does later. */
const LONG_LIFE_MS = 80_000;
/** Memory of the last third of it against that of the first. */
const GROWTH_MAX = .1;

const { values: flags } = parseArgs({
  args: Deno.args.filter((argument) => argument !== "--"),
  options: { minutes: { type: "string", default: "3" }, rate: { type: "string", default: "2000" } },
});
const minutes = Number(flags.minutes);
const rate = Number(flags.rate);
const folder = await Deno.makeTempDir({ prefix: "oddline-soak-" });
Deno.mkdirSync(`${folder}/logs`);
const writer = new SoakWriter(`${folder}/logs`);
const watched = new Watched(`${folder}/logs`, `${folder}/history.db`);
let kills = 0;
try {
  watched.start();
  await soakFor(minutes * 30_000, true);
  await watched.end("SIGTERM");
  watched.start();
  await soakFor(minutes * 30_000, false);
  const isCaughtUp = await catchUp();
  await watched.end("SIGTERM");
  report(isCaughtUp, await watched.countedLines(), await watched.isWhole());
} finally {
  await watched.end("SIGKILL");
  writer.close();
  await Deno.remove(folder, { recursive: true });
}

/** Writes for so long, and does what is due. */
async function soakFor(ms: number, isDeadly: boolean): Promise<void> {
  const due = { rotate: ROTATE_MS, truncate: TRUNCATE_MS, killer: KILLER_MS, life: LIFE_MS };
  const startMs = performance.now();
  let writtenMs = 0;
  for (let passed = 0; passed < ms; passed = performance.now() - startMs) {
    // what a wait for the reader has kept back is not made up for
    writer.write(Math.round(rate * Math.min(passed - writtenMs, 4 * TICK_MS) / 1000));
    writtenMs = passed;
    if (passed >= due.rotate) {
      writer.rotate();
      due.rotate = passed + ROTATE_MS;
    }
    if (passed >= due.killer) {
      writer.writeKiller();
      due.killer = passed + KILLER_MS;
    }
    if (isDeadly && passed >= due.life) {
      await watched.end(++kills % 3 === 0 ? "SIGTERM" : "SIGKILL");
      watched.start();
      due.life = performance.now() - startMs + LIFE_MS;
    }
    if (passed >= due.truncate) {
      if (await catchUp()) writer.truncate();
      due.truncate = performance.now() - startMs + TRUNCATE_MS;
    }
    await sleep(TICK_MS);
  }
}

/** Waits until the history has counted what was written. */
async function catchUp(): Promise<boolean> {
  for (const endMs = performance.now() + CATCH_UP_MS; performance.now() < endMs; await sleep(500)) {
    if (await watched.countedLines() >= writer.written) return true;
  }
  return false;
}

function report(isCaughtUp: boolean, counted: number, isWhole: boolean): void {
  const life = watched.lives.at(-1) ?? [];
  const [early, late] = thirds(life);
  const growth = late / early - 1;
  const isLong = (life.at(-1)?.ms ?? 0) >= LONG_LIFE_MS;
  const judgement = !isLong ? "too short a time to tell" : growth <= GROWTH_MAX ? "flat" : "NOT flat";
  const peaks = watched.lives.map((samples) => Math.max(0, ...samples.map(({ bytes }) => bytes)) / 1e6);
  const isExact = isCaughtUp && counted === writer.written;
  console.log(`soak of ${minutes} minutes at ${rate} lines a second
  lines written            ${writer.written}
  lines counted            ${counted}${isExact ? ", each exactly once" : ": NOT what was written"}
  history                  ${isWhole ? "whole" : "NOT whole"}
  rotations, truncations   ${writer.rotations}, ${writer.truncations}
  restarts, workers killed ${kills + 1}, ${watched.workerDeaths} (by ${writer.killers} lines)
  memory, peak of each life  ${peaks.map((peak) => peak.toFixed(0)).join(", ")} MB
  memory, last life        ${(early / 1e6).toFixed(0)} MB, then ${(late / 1e6).toFixed(0)} MB (${
    (growth * 100).toFixed(1)
  } %): ${judgement}`);
  if (!isExact) console.log(watched.said.join("\n"));
  if (!isExact || !isWhole || isLong && !(growth <= GROWTH_MAX)) Deno.exitCode = 1;
}

/** Medians of the first and of the last third of a life, its warm-up left out. */
function thirds(life: readonly MemorySample[]): [number, number] {
  const samples = life.slice(Math.floor(life.length * WARM_UP_SHARE)).map(({ bytes }) => bytes);
  const third = Math.max(1, Math.floor(samples.length / 3));
  return [median(samples.slice(0, third)), median(samples.slice(-third))];
}
