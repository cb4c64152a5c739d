/** Reasons as sentences that a person understands, with the numbers behind them. */
import type { Explanation } from "../detector.ts";
import { countShare, kindOf, otherOf, REASON_KINDS, rowOf, SLOW_VARIES } from "./reason.ts";
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

export function explain(model: SessionModel, reason: number, rate: number, told: Told): Explanation {
  const { withEvent, total, weight } = model;
  const row = rowOf(reason);
  const other = otherOf(reason);
  const kind = REASON_KINDS[kindOf(reason)];
  const of = (sessions: number) => Math.max(1, Math.round(sessions / weight));
  const share = { rate: Number(rate.toPrecision(3)) };
  const event = quoted(told.textOf(row));
  switch (kind) {
    case "missing": {
      const usual = model.usualMs(row, other);
      const sessions = of(withEvent[row]);
      return {
        reason:
          `${told.session}: ${quoted(told.textOf(other))} did not come after ${event}, as it does in ${
            percent(1 - rate)
          } ` +
          `of ${count(sessions)} such sessions within ${span(usual, told.isTimed)}; ${
            span(told.passed, told.isTimed)
          } have passed`,
        evidence: {
          kind,
          missing: told.textOf(other),
          after: told.textOf(row),
          ...share,
          sessions,
          usual_delay_ms: Math.round(usual),
          passed_ms: Math.round(told.passed),
        },
      };
    }
    case "count": {
      const sessions = of(withEvent[row]);
      const least = 2 ** (other - 1);
      return {
        reason:
          `${told.session}: ${event} came ${count(least)} times or more, as in ${
            percent(countShare(model, row, other))
          } of ${count(sessions)} ` +
          "sessions that have it",
        evidence: { kind, event: told.textOf(row), at_least: least, ...share, sessions },
      };
    }
    case "order": {
      const sessions = of(model.before[row * ROWS_MAX + other] + model.before[other * ROWS_MAX + row]);
      return {
        reason:
          `${told.session}: ${event} came before ${quoted(told.textOf(other))}; in nearly all of ${count(sessions)} ` +
          "sessions with both it comes after",
        evidence: { kind, first: told.textOf(row), then: told.textOf(other), ...share, sessions },
      };
    }
    case "pair": {
      const sessions = of(Math.min(withEvent[row], withEvent[other]));
      return {
        reason:
          `${told.session}: ${event} and ${quoted(told.textOf(other))} came together, which they nearly never do: ` +
          `${count(sessions)} sessions have one of them`,
        evidence: { kind, event: told.textOf(row), other: told.textOf(other), ...share, sessions },
      };
    }
    case "slow": {
      const sessions = of(withEvent[row]);
      return {
        reason: `${told.session} took ${span(told.duration, told.isTimed)} until ${event}, longer than all but ` +
          `${percent(rate / SLOW_VARIES)} of ${count(sessions)} such sessions`,
        evidence: { kind, until: told.textOf(row), duration_ms: Math.round(told.duration), sessions },
      };
    }
    default: {
      const sessions = of(total);
      return {
        reason: `${told.session}: ${event} came in ${count(of(withEvent[row]))} of ${count(sessions)} such sessions`,
        evidence: { kind, event: told.textOf(row), with_event: of(withEvent[row]), ...share, sessions },
      };
    }
  }
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

function count(n: number): string {
  return String(n).replace(/\B(?=(\d{3})+$)/g, ","); // as toLocaleString, which takes far longer
}

function percent(share: number): string {
  const percents = share * 100;
  return `${percents >= 99.95 || percents < 10 ? Number(percents.toPrecision(2)) : percents.toFixed(1)} %`;
}

function span(ms: number, isTimed: boolean): string {
  if (!isTimed) return `${count(Math.round(ms))} lines`;
  if (ms < 1000) return `${Math.round(ms)} ms`;
  const seconds = ms / 1000;
  if (seconds < 120) return `${Number(seconds.toPrecision(2))} s`;
  return seconds < 7200 ? `${Math.round(seconds / 60)} min` : `${Number((seconds / 3600).toPrecision(2))} h`;
}
