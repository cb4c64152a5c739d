/** Reasons as sentences that a person understands, with the numbers behind them. */
import { countText } from "../../core/text/number_text.ts";
import type { Explanation } from "../detector.ts";
import { countShare, kindOf, laterThan, otherOf, REASON_KINDS, rowOf, SLOW_VARIES } from "./reason.ts";
import { ROWS_MAX, type SessionModel } from "./session_model.ts";

const TEXT_MAX = 120;

/** What a sentence is made from besides the model. */
export interface Told {
  /** What the session is called, with what names sessions: "request req-17". */
  readonly session: string;
  /** The template's text by row of the model. */
  textOf(row: number): string;
  /** How much later the session's last event came than its first, ms. */
  readonly duration: number;
  /** How long ago the event came, ms. */
  readonly passed: number;
  /** What stands for a millisecond: lines, in a source without times. */
  readonly isTimed: boolean;
}

/** What a sentence is made from. */
interface Facts {
  readonly model: SessionModel;
  /** The row that the reason is about, and the text of its template. */
  readonly row: number;
  readonly event: string;
  /** A second row, a level or a step. */
  readonly other: number;
  /** Share of the sessions of which it could be said, 0..1. */
  readonly rate: number;
  readonly told: Told;
}

/** Says why a session is odd: by the kind of the reason. */
export function explain(model: SessionModel, reason: number, rate: number, told: Told): Explanation {
  const row = rowOf(reason);
  const kind = REASON_KINDS[kindOf(reason)];
  const facts = { model, row, event: told.textOf(row), other: otherOf(reason), rate, told };
  const { reason: sentence, evidence } = SENTENCES[kind](facts);
  return { reason: `${told.session}${sentence}`, evidence: { kind, ...evidence } };
}

const SENTENCES: Readonly<Record<typeof REASON_KINDS[number], (facts: Facts) => Explanation>> = {
  none: rareEvent,
  rare: rareEvent,
  missing: missingEvent,
  count: manyTimes,
  order: oddOrder,
  pair: oddPair,
  slow: slowEvent,
};

function rareEvent({ model, row, event, rate }: Facts): Explanation {
  const withEvent = sessionsIn(model, model.withEvent[row]);
  const sessions = sessionsIn(model, model.total);
  return {
    reason: `: ${quoted(event)} came in ${countText(withEvent)} of ${countText(sessions)} such sessions`,
    evidence: { event, with_event: withEvent, rate: threeDigits(rate), sessions },
  };
}

function missingEvent({ model, row, event, other, rate, told }: Facts): Explanation {
  const missing = told.textOf(other);
  const usualMs = model.usualMs(row, other);
  const sessions = sessionsIn(model, model.withEvent[row]);
  return {
    reason: `: ${quoted(missing)} did not come after ${quoted(event)}, as it does in ${percent(1 - rate)} of ` +
      `${countText(sessions)} such sessions within ${span(usualMs, told.isTimed)}; ` +
      `${span(told.passed, told.isTimed)} have passed`,
    evidence: {
      missing,
      after: event,
      rate: threeDigits(rate),
      sessions,
      usual_delay_ms: Math.round(usualMs),
      passed_ms: Math.round(told.passed),
    },
  };
}

function manyTimes({ model, row, event, other, rate }: Facts): Explanation {
  const sessions = sessionsIn(model, model.withEvent[row]);
  const least = 2 ** (other - 1);
  return {
    reason: `: ${quoted(event)} came ${countText(least)} times or more, as in ` +
      `${percent(countShare(model, row, other))} of ${countText(sessions)} sessions that have it`,
    evidence: { event, at_least: least, rate: threeDigits(rate), sessions },
  };
}

function oddOrder({ model, row, event, other, rate, told }: Facts): Explanation {
  const then = told.textOf(other);
  const sessions = sessionsIn(model, model.before[row * ROWS_MAX + other] + model.before[other * ROWS_MAX + row]);
  return {
    reason:
      `: ${quoted(event)} came before ${quoted(then)}; in nearly all of ${countText(sessions)} sessions with both ` +
      "it comes after",
    evidence: { first: event, then, rate: threeDigits(rate), sessions },
  };
}

function oddPair({ model, row, event, other: otherRow, rate, told }: Facts): Explanation {
  const other = told.textOf(otherRow);
  const sessions = sessionsIn(model, Math.min(model.withEvent[row], model.withEvent[otherRow]));
  return {
    reason: `: ${quoted(event)} and ${quoted(other)} came together, which they nearly never do: ` +
      `${countText(sessions)} sessions have one of them`,
    evidence: { event, other, rate: threeDigits(rate), sessions },
  };
}

function slowEvent({ model, row, event, rate, told }: Facts): Explanation {
  const sessions = sessionsIn(model, laterThan(model, row, 0));
  return {
    reason: ` took ${span(told.duration, told.isTimed)} until ${quoted(event)}, longer than all but ` +
      `${percent(rate / SLOW_VARIES)} of ${countText(sessions)} such sessions`,
    evidence: { until: event, duration_ms: Math.round(told.duration), sessions },
  };
}

/** How many sessions an amount in the model stands for: old ones weigh less in it. */
function sessionsIn({ weight }: SessionModel, amount: number): number {
  return Math.max(1, Math.round(amount / weight));
}

/** The kind of oddness and what it is about: verdicts with the same group are one incident. */
export function groupOf(reason: number, textOf: (row: number) => string): string {
  const kind = REASON_KINDS[kindOf(reason)];
  const isAboutTwo = kind === "missing" || kind === "order" || kind === "pair";
  return `${kind} ${textOf(rowOf(reason))}${isAboutTwo ? ` ${textOf(otherOf(reason))}` : ""}`;
}

function quoted(text: string): string {
  return `"${text.length <= TEXT_MAX ? text : `${text.slice(0, TEXT_MAX - 1)}…`}"`;
}

function threeDigits(rate: number): number {
  return Number(rate.toPrecision(3));
}

function percent(share: number): string {
  const percents = share * 100;
  return `${percents >= 99.95 || percents < 10 ? Number(percents.toPrecision(2)) : percents.toFixed(1)} %`;
}

function span(ms: number, isTimed: boolean): string {
  if (!isTimed) return `${countText(ms)} lines`;
  if (ms < 1000) return `${Math.round(ms)} ms`;
  const seconds = ms / 1000;
  if (seconds < 120) return `${Number(seconds.toPrecision(2))} s`;
  return seconds < 7200 ? `${Math.round(seconds / 60)} min` : `${Number((seconds / 3600).toPrecision(2))} h`;
}
