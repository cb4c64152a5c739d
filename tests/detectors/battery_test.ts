/**
 * What holds for every detector of the table, whatever it looks for: its scores are scores, it is silent while it knows
 * nothing, no cut of batches shows, it goes on from what it saved as if nothing had happened, and no log hurts it.
 */
import { assert, assertEquals } from "@std/assert";
import { BATCH_LINES } from "../../src/core/lines/batch.ts";
import { RULE_DETECTORS } from "../../src/core/anomaly.ts";
import { BUILT_DETECTORS } from "../../src/detectors/mod.ts";
import { Random } from "../../src/generate/random.ts";
import { defaultForest } from "../forest/default_forest.ts";
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
    // a kind of line that will turn out to be another, and then is gone
    const passing = 60 + Math.floor(line / 3000);
    const continuation = line > 0 && random.chance(.01);
    previous = continuation
      ? previous
      : random.chance(.002)
      ? random.chance(.1) ? passing : 20 + random.integer(0, 40)
      : isBurst
      ? 3
      : (previous + 1) % 20;
    const isGrave = random.chance(line % 7000 > 6900 ? .5 : .002);
    const value = random.chance(.0005) ? 1e9 : 100 + random.integer(0, 50);
    return {
      template: previous,
      time,
      severity: isGrave ? 17 : 9,
      values: [
        value,
        random.chance(.0004) ? `other${line}` : "same",
        line,
        `job_${Math.floor(line / 20)}`,
        ...(random.chance(.001) ? ["deadlock"] : []),
      ],
      continuation,
      ...(line % 3000 === 2999 ? { merge: { from: passing, into: 5 } } : {}),
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
const MODEL = await defaultForest();

function handMade(id: string): HandMade {
  return new HandMade(id, id === "isolation_forest" ? MODEL : undefined);
}

for (const id of BUILT_DETECTORS) {
  Deno.test(`${id}: scores are within 0 and 1, each with a reason, however the log is cut`, () => {
    const whole = handMade(id).read(EVENTFUL, EVENTFUL.length);
    assertScores(whole);
    assert(whole.length > 0, "it has nothing to say");
    for (const batchLines of [313, 4096]) {
      assertEquals(short(handMade(id).read(EVENTFUL, batchLines)), short(whole), `batches of ${batchLines}`);
    }
  });

  Deno.test(`${id}: saved and restored in the middle it says the same as if it had gone on`, () => {
    const before = handMade(id);
    before.read(EVENTFUL.slice(0, 13_123));
    const after = before.copy();
    const rest = EVENTFUL.slice(13_123);
    assertEquals(short(after.read(rest)), short(before.read(rest)));
    assertEquals(JSON.stringify(after.features.save(String)), JSON.stringify(before.features.save(String)));
  });
}

for (const id of LEARNT) {
  Deno.test(`${id}: flags nothing while it knows too little, nor where nothing happens`, () => {
    const young = handMade(id).read(EVENTFUL.slice(0, 200));
    assertEquals(young.filter(({ score }) => score >= .9), []);
    const steady = Array.from({ length: 20_000 }, (_, line): HandLine => ({
      template: line % 10,
      time: line * SECOND,
      values: [100 + line % 7, line],
    }));
    assertEquals(handMade(id).read(steady).filter(({ score }) => score >= .5), []);
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
    for (const id of BUILT_DETECTORS) assertScores(handMade(id).read(lines));
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
  const made = BUILT_DETECTORS.map((id) => handMade(id));
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
