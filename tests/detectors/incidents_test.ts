/**
 * Small incidents as they happen, each after three quiet hours, through the real pipeline: what is said of them, by
 * whom, and the reason, which is the one that a person would give.
 */
import { assertEquals } from "@std/assert";
import type { AnomalyEvent } from "../../src/core/anomaly.ts";
import { Random } from "../../src/generate/random.ts";
import { runLog } from "../pipeline/run_log.ts";
import { TempFolder } from "../sources/temp_folder.ts";

const SECOND = 1000;
const START = Date.UTC(2026, 1, 3, 8);
const QUIET_SECONDS = 3 * 3600;

function at(second: number, text: string): string {
  return `${new Date(START + (QUIET_SECONDS + second) * SECOND).toISOString()} ${text}\n`;
}

/** What a small shop's server says when all is well, at one second. */
function quiet(second: number, random: Random): string[] {
  const ms = Math.round(20 + random.exponential(30));
  const lines = [`INFO Request ${1e6 + random.integer(0, 1e5)} of region eu done in ${ms} ms, 200 sent`];
  if (random.chance(.5)) lines.push(`INFO Query returned ${random.integer(1, 400)} rows in ${1 + ms % 9} ms`);
  if (second % 5 === 0) lines.push(`DEBUG Heartbeat of queue orders, ${random.integer(0, 20)} waiting`);
  if (second % 10 === 0) lines.push(`DEBUG Heap holds ${500 + random.integer(0, 40)} MB`);
  if (random.chance(.002)) lines.push(`WARN Login of user u${random.integer(0, 999)} failed: wrong password`);
  return lines;
}

const QUIET = quietHours(new Random(21));

function quietHours(random: Random): string {
  let log = "";
  for (let second = -QUIET_SECONDS; second < 0; second++) {
    for (const line of quiet(second, random)) log += at(second, line);
  }
  return log;
}

interface Incident {
  /** Seconds that it lasts. */
  readonly seconds: number;
  /** The lines of a second that are otherwise, given those of a quiet one. */
  readonly change: (lines: readonly string[], second: number, random: Random) => readonly string[];
  /** The anomalies that there must be, in order: who says so, of which line, why. */
  readonly said: readonly (readonly [detector: string, message: RegExp, reason: string | RegExp])[];
}

const INCIDENTS: Readonly<Record<string, Incident>> = {
  "nothing happens": { seconds: 600, change: (lines) => lines, said: [] },
  "a crash loop": {
    seconds: 120,
    change: (lines, second) => {
      if (second % 20 !== 0) return lines;
      return [...lines, "FATAL Worker ended by signal 11", "INFO Worker starts, version 4.2.1"];
    },
    said: [
      ["severity", /Worker ended by signal 11/, "the line is of level FATAL"],
      ["new_template", /Worker starts/, /^the first line of its kind after [\d,]+ lines/],
    ],
  },
  "a slow leak": {
    seconds: 1200,
    change: (lines, second) =>
      lines.map((line) => line.replace(/Heap holds \d+/, `Heap holds ${Math.round(520 * 1.0008 ** second)}`)),
    said: [
      ["numeric_outlier", /Heap holds/, /^the numbers here rise: \d+ by now, 1\.\d+ times what they were/],
      ["numeric_outlier", /Heap holds/, /^the numbers here rise: \d+ by now, 1\.\d+ times what they were/],
    ],
  },
  "a part of the program falls silent": {
    seconds: 300,
    change: (lines) => lines.filter((line) => !line.includes("Heartbeat")),
    said: [
      ["sequence", /Heap holds/, /^such a line never came after "(Query|Request) .*", which stood before others/],
      ["flatline", /./, /^no line "Heartbeat of queue orders, <\*> waiting" for \d+ s, usually 12 a minute/],
    ],
  },
  "the whole program stands still": {
    seconds: 1000,
    change: (lines, second) => second < 900 ? [] : lines,
    said: [["flatline", /./, /^no line of this source for 15 min before this one, usually [\d.]+ a minute/]],
  },
  "a login storm": {
    seconds: 120,
    change: (lines, _, random) => [
      ...lines,
      `WARN Login of user u${random.integer(0, 999)} failed: wrong password`,
      `WARN Login of user u${random.integer(0, 999)} failed: wrong password`,
    ],
    said: [["spike", /Login of user/, /^\d+ lines of this kind within a minute, usually .*/]],
  },
  "a bad deploy: what was well is a warning": {
    seconds: 120,
    change: (lines, _, random) =>
      lines.map((line) => line.startsWith("INFO Query") && random.chance(.5) ? line.replace("INFO", "WARN") : line),
    said: [[
      "level_shift",
      /WARN Query returned/,
      /^a line of this kind is of level WARN for the first time in [\d,]+ lines, usually INFO/,
    ]],
  },
  "one poisoned value": {
    seconds: 60,
    change: (lines, second) => second === 30 ? [...lines, "INFO Query returned 4294967295 rows in 3 ms"] : lines,
    said: [[
      "numeric_outlier",
      /4294967295 rows/,
      /^the number 4294967295 is [\d,]+ times what is usual here, about [\d,.]+$/,
    ]],
  },
  "requests slow down": {
    seconds: 300,
    change: (lines) => lines.map((line) => line.replace(/done in (\d+)/, (_, ms) => `done in ${Number(ms) * 20}`)),
    said: [["numeric_outlier", /done in \d+ ms/, /^the number/]],
  },
};

for (const [what, { seconds, change, said }] of Object.entries(INCIDENTS)) {
  Deno.test(`what is said when ${what}`, async () => {
    using folder = new TempFolder();
    const random = new Random(22);
    let log = QUIET;
    for (let second = 0; second < seconds; second++) {
      for (const line of change(quiet(second, random), second, random)) log += at(second, line);
    }
    const { events } = await runLog(folder.write("app.log", log), { workers: 1 });
    const anomalies = events.split("\n").filter((line) => line.includes('"type":"anomaly"'))
      .map((line) => JSON.parse(line) as AnomalyEvent);
    const told = anomalies.map(({ detector, message, reason }) => `${detector}: ${reason} | ${message.slice(25)}`);
    assertEquals(told.length, said.length, told.join("\n"));
    for (const [k, [detector, message, reason]] of said.entries()) {
      assertEquals(anomalies[k].detector, detector, told[k]);
      assertEquals(message.test(anomalies[k].message), true, told[k]);
      assertEquals(
        typeof reason === "string" ? anomalies[k].reason === reason : reason.test(anomalies[k].reason),
        true,
        told[k],
      );
    }
  });
}
