/** What comes seldom, and then no more, what comes as nothing, and what comes to be more. */
import { assert, assertEquals } from "@std/assert";
import { type HandLine, HandMade } from "./hand_made.ts";

const MINUTE = 60_000;

/** Lines of a busy kind, one a minute, and one of a job every so many minutes but while it is missing. */
function jobEvery(minutes: number, { hours, missing, jitter = 0 }: Job): HandLine[] {
  const lines: HandLine[] = [];
  for (let minute = 0; minute < hours * 60; minute++) {
    for (let k = 0; k < 3; k++) lines.push({ template: 0, time: minute * MINUTE + k * 20_000 });
    const late = jitter === 0 ? 0 : Math.floor(minute / minutes) * 37 % jitter;
    const isMissing = minute >= missing[0] * 60 && minute < missing[1] * 60;
    if (minute % minutes === late && !isMissing) lines.push({ template: 1, time: minute * MINUTE + 50_000 });
  }
  return lines;
}

interface Job {
  readonly hours: number;
  /** Hours between which it does not come. */
  readonly missing: readonly [from: number, to: number];
  /** Minutes by which it may be late. */
  readonly jitter?: number;
}

function saidOf(id: string, lines: readonly HandLine[]): string[] {
  return new HandMade(id).read(lines).filter(({ score }) => score >= .9).map(({ explanation }) => explanation.reason);
}

Deno.test("the job of each hour is missed, though most minutes never had a line of it", () => {
  const [reason, ...more] = saidOf("flatline", jobEvery(60, { hours: 72, missing: [48, 60] }));
  assert(/^no line "text 1" for \d h, usually once in 60 min$/.test(reason), reason);
  assertEquals(more, []);
});

Deno.test("a job is not missed where it is late once, is young, or comes when it likes", () => {
  assertEquals(saidOf("flatline", jobEvery(60, { hours: 72, missing: [48, 50] })), []);
  assertEquals(saidOf("flatline", jobEvery(60, { hours: 36, missing: [12, 36] })), []);
  assertEquals(saidOf("flatline", jobEvery(60, { hours: 72, missing: [48, 60], jitter: 50 })), []);
});

/** So many sizes from 1,000 on, and then what is given. */
function sizes(count: number, ...then: number[]): HandLine[] {
  const usual = Array.from({ length: count }, (_, k) => 1000 + (k * k * 31) % 9000);
  return [...usual, ...then].map((size) => ({ template: 0, values: [size] }));
}

Deno.test("answers that are empty where none ever was are told of from the third on, once", () => {
  const [reason, ...more] = saidOf("numeric_outlier", sizes(10_000, 0, 0, 0, 0, 0));
  assert(/^the number 0 is far from what is usual here, about [\d,]+$/.test(reason), reason);
  assertEquals(more, []);
  assertEquals(saidOf("numeric_outlier", sizes(10_000, 0, 4000, 0, 3000)), []);
});

/** Answers' times in some unit, so many doublings longer than usual; spread out as those of programs are. */
function latencies(doublings: readonly number[], unit: number): HandLine[] {
  return doublings.map((more, k) => {
    const share = (k * 7919 % 10_007 + .5) / 10_007;
    const spread = .3 * Math.log2(share / (1 - share));
    return { template: 0, values: [Number((unit * 2 ** (more + spread)).toPrecision(3))] };
  });
}

Deno.test("answers that take four times as long from now on are told of once, in milliseconds and in seconds", () => {
  const doublings = Array.from({ length: 25_000 }, (_, k) => k < 20_000 ? 0 : 2);
  for (const unit of [120, .12, .00012]) {
    const rises = saidOf("numeric_outlier", latencies(doublings, unit)).filter((reason) => reason.includes("rise"));
    assertEquals(rises.length, 1, `${unit}: ${rises}`);
    assert(/^the numbers here rise: [\d.]+ by now, [\d.]+ times what they were$/.test(rises[0]), rises[0]);
  }
});

Deno.test("numbers that fall are told of in percent of what they were", () => {
  const doublings = Array.from({ length: 25_000 }, (_, k) => k < 20_000 ? 0 : -3);
  const [fall] = saidOf("numeric_outlier", latencies(doublings, 120)).filter((reason) => reason.includes("fall"));
  assert(/^the numbers here fall: [\d.]+ by now, [\d.]+ % of what they were$/.test(fall), fall);
});

Deno.test("answers that take half as long again at each noon are none that take longer", () => {
  const doublings = Array.from({ length: 40_000 }, (_, k) => .3 * Math.sin(k / 5000 * 2 * Math.PI));
  for (const unit of [120, .12]) assertEquals(saidOf("numeric_outlier", latencies(doublings, unit)), []);
});

/** The waiting of a queue, looked at so many times; a third of them is of a queue that grows from then on. */
function waiting(looks: number, growsFrom: number): HandLine[] {
  return Array.from({ length: looks }, (_, k) => {
    const usual = 5 + k * 7919 % 40;
    return { template: 0, values: [k >= growsFrom && k % 3 === 0 ? usual + (k - growsFrom) * 10 : usual] };
  });
}

Deno.test("a queue of several that grows is told of in a log of a few thousand lines", () => {
  assertEquals(saidOf("numeric_outlier", waiting(5000, 5000)), []);
  const [reason] = saidOf("numeric_outlier", waiting(5000, 4000));
  assert(/^the numbers here rise: [\d,]+ by now, [\d.]+ times what they were$/.test(reason), reason);
});

Deno.test("traffic that falls to a third is told of, with how much there was at least", () => {
  const lines = Array.from(
    { length: 400 },
    (_, minute) =>
      Array.from({ length: minute < 300 ? 60 : 20 }, (_, k): HandLine => ({
        template: k % 5,
        time: minute * MINUTE + k * 900,
      })),
  );
  const [reason, ...more] = saidOf("flatline", lines.flat());
  assert(/^only 2\d\d lines of this source within 10 min, never less than 600 before$/.test(reason), reason);
  assertEquals(more, []);
});
