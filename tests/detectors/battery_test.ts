/**
 * What holds for every detector of the table, whatever it looks for: its scores are scores, it is silent while it knows
 * nothing, no cut of batches shows, it goes on from what it saved as if nothing had happened, and no log hurts it.
 */
import { assert, assertEquals } from "@std/assert";
import { BATCH_LINES } from "../../src/core/batch.ts";
import { RULE_DETECTORS } from "../../src/core/anomaly.ts";
import { BUILT_DETECTORS } from "../../src/detectors/mod.ts";
import { Random } from "../../src/generate/random.ts";
import { type HandLine, HandMade, type HandVerdict } from "./hand_made.ts";

const SECOND = 1000;
const LEARNT = BUILT_DETECTORS.filter((id) => !RULE_DETECTORS.has(id as never));

/** Traffic of twenty kinds of lines for some hours, in which everything that can be odd is odd now and then. */
function eventfulLog(lines: number, seed: number): HandLine[] {
  const random = new Random(seed);
  let time = Date.UTC(2026, 0, 1);
  let previous = 0;
  return Array.from({ length: lines }, (_, line): HandLine => {
    time += random.exponential(random.chance(.0005) ? 900 * SECOND : SECOND);
    if (line > lines * .9 && random.chance(.05)) time -= 100;
    const isBurst = line % 4001 > 3950;
    previous = random.chance(.002) ? 20 + random.integer(0, 40) : isBurst ? 3 : (previous + 1) % 20;
    const isGrave = random.chance(line % 7000 > 6900 ? .5 : .002);
    const value = random.chance(.0005) ? 1e9 : 100 + random.integer(0, 50);
    return {
      template: previous,
      time,
      severity: isGrave ? 17 : 9,
      values: [value, random.chance(.0004) ? `other${line}` : "same", line],
      continuation: random.chance(.01),
      ...(line % 3000 === 2999 ? { merge: { from: 20 + random.integer(0, 40), into: 5 } } : {}),
    };
  });
}

function short(verdicts: readonly HandVerdict[]): string[] {
  return verdicts.map(({ line, score, explanation }) => `${line} ${score} ${explanation.reason}`);
}

function assertScores(verdicts: readonly HandVerdict[]): void {
  for (const { score, explanation } of verdicts) {
    assert(score >= 0 && score <= 1, `a score of ${score}`);
    assert(explanation.reason.length > 0 && !/NaN|undefined|null/.test(explanation.reason), explanation.reason);
  }
}

const EVENTFUL = eventfulLog(24_000, 5);
/** These have nothing to judge in logs made by hand: no model, no words, no identifiers. */
const SPEECHLESS: ReadonlySet<string> = new Set(["isolation_forest", "keyword", "session"]);

for (const id of BUILT_DETECTORS) {
  Deno.test(`${id}: scores are within 0 and 1, each with a reason, however the log is cut`, () => {
    const whole = new HandMade(id).read(EVENTFUL, EVENTFUL.length);
    assertScores(whole);
    assertEquals(whole.length > 0, !SPEECHLESS.has(id), `${whole.length} verdicts`);
    for (const batchLines of [313, 4096]) {
      assertEquals(short(new HandMade(id).read(EVENTFUL, batchLines)), short(whole), `batches of ${batchLines}`);
    }
  });

  Deno.test(`${id}: saved and restored in the middle it says the same as if it had gone on`, () => {
    const before = new HandMade(id);
    before.read(EVENTFUL.slice(0, 13_123));
    const after = before.copy();
    const rest = EVENTFUL.slice(13_123);
    assertEquals(short(after.read(rest)), short(before.read(rest)));
    assertEquals(JSON.stringify(after.features.save(String)), JSON.stringify(before.features.save(String)));
  });
}

for (const id of LEARNT) {
  Deno.test(`${id}: flags nothing while it knows too little, nor where nothing happens`, () => {
    const young = new HandMade(id).read(EVENTFUL.slice(0, 200));
    assertEquals(young.filter(({ score }) => score >= .9), []);
    const steady = Array.from({ length: 20_000 }, (_, line): HandLine => ({
      template: line % 10,
      time: line * SECOND,
      values: [100 + line % 7, line],
    }));
    assertEquals(new HandMade(id).read(steady).filter(({ score }) => score >= .5), []);
  });
}

const HOSTILE: Readonly<Record<string, (line: number, random: Random) => HandLine>> = {
  "no line has a time": (line) => ({ template: line % 5, values: [line] }),
  "times go backwards": (line) => ({ template: line % 5, time: -line * SECOND }),
  "times leap": (line, random) => ({
    template: line % 5,
    time: random.chance(.5) ? random.integer(-1e9, 1e9) * 8e6 : NaN,
  }),
  "every line is of one kind": (line) => ({ template: 0, time: line }),
  "every line is new": (line) => ({ template: line, time: line * SECOND, values: [line] }),
  "numbers are huge, negative and none": (line) => ({
    template: 0,
    time: line * SECOND,
    values: [[-1e308, 1e308, Infinity, -Infinity, 0, -0, 5e-324, NaN][line % 8], line % 400 === 0 ? -line : 7],
  }),
  "levels are beyond all": (line, random) => ({ template: line % 3, time: line, severity: random.integer(0, 24) }),
  "kinds merge all the time": (line) => ({
    template: line % 50 < 25 ? 0 : line,
    time: line * SECOND,
    ...(line > 100 ? { merge: { from: line - 50, into: line % 3 === 0 ? 0 : line - 51 } } : {}),
  }),
};

for (const [what, lineOf] of Object.entries(HOSTILE)) {
  Deno.test(`no detector is hurt where ${what}`, () => {
    const random = new Random(3);
    const lines = Array.from({ length: 6000 }, (_, line) => lineOf(line, random));
    for (const id of BUILT_DETECTORS) assertScores(new HandMade(id).read(lines));
  });
}

/** Bytes that a value takes as JSON: what is saved is what is kept. */
function size(made: HandMade): number {
  return JSON.stringify([made.features.save(String), made.detector.save?.() ?? null]).length;
}

Deno.test("a million different values in one place take no more room than a thousand", () => {
  const made = new HandMade("new_value");
  const lines = Array.from({ length: BATCH_LINES }, (_, line): HandLine => ({
    template: 0,
    time: line,
    values: [`v${line}`],
  }));
  const batch = made.batchOf(lines);
  const bytes = batch.columns.bytes;
  const after: number[] = [];
  for (let k = 0; k < 31; k++) {
    for (let at = 0; at < bytes.length; at += 3) bytes[at] = 97 + (at + k) % 26;
    made.observe({ ...batch, born: 0, features: made.features.extract({ ...batch, born: 0 }) });
    after.push(size(made));
  }
  assert(after[30] < after[0] + 100, `${after[0]} bytes became ${after[30]}`);
});

Deno.test("a million kinds of lines take no more room than the maximum, in every detector", () => {
  const TEMPLATES = 100_000;
  const lines = Array.from({ length: BATCH_LINES }, (_, line): HandLine => ({ template: line, time: line * 50 }));
  const made = BUILT_DETECTORS.map((id) => new HandMade(id));
  const [first] = made;
  const batch = first.batchOf(lines);
  let template = 0;
  for (let k = 0; k < 31; k++) {
    for (let line = 0; line < BATCH_LINES; line++) batch.template[line] = template++ % TEMPLATES;
    const bornLine = Int32Array.from(lines, (_, line) => line);
    const given = { ...batch, born: BATCH_LINES, bornLine };
    const features = first.features.extract(given);
    for (const each of made) each.observe({ ...given, features });
  }
  const { entries } = first.features.known;
  assert(entries.room <= 1 << 17, `room for ${entries.room} entries`);
  for (const { detector } of made) assert(JSON.stringify(detector.save?.() ?? null).length < 10_000, detector.id);
});
