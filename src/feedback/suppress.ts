/**
 * Holds back what was marked normal: the judge asks here about each flagged line before it tells of it. What is held
 * back is counted, never told.
 *
 * Most marks name a template and are found by it; the others are asked one after another, and the line's text is made
 * only for those that look into it, once a line.
 */
import type { DetectorId } from "../core/anomaly.ts";
import { pathMatcher } from "../sources/finding/glob.ts";
import type { Mark } from "./mark.ts";

/** A flagged line, as marks see it. */
export interface Suspect {
  readonly detector: DetectorId;
  readonly templateId: string;
  readonly source: string;
  /** Event time in ms since the epoch, NaN where there is none. */
  readonly timeMs: number;
  /** The raw line. Called at most once. */
  text(): string;
}

/** A mark, ready to be asked. */
interface Condition {
  readonly mark: Mark;
  readonly expiresMs: number;
  readonly source: ((source: string) => boolean) | undefined;
  readonly match: RegExp | undefined;
}

/** Only what it needs of time: what lines without one are dated by. */
export interface SuppressorOptions {
  /** Stands for the time of lines that have none: the start of the run, ms. */
  readonly startedMs: number;
}

export class Suppressor {
  readonly #startedMs: number;
  #marks: readonly Mark[] = [];
  /** By the id that stands for the marked template by now. */
  #byTemplate = new Map<string, Condition[]>();
  /** The marks that name no template. */
  #others: Condition[] = [];
  #finalId: (id: string) => string = (id) => id;
  /** Lines held back. */
  suppressed = 0;

  constructor(marks: readonly Mark[], { startedMs }: SuppressorOptions) {
    this.#startedMs = startedMs;
    this.setMarks(marks);
  }

  /** Replaces all marks: somebody has added or removed one. */
  setMarks(marks: readonly Mark[]): void {
    this.#marks = marks;
    this.#byTemplate = new Map();
    this.#others = [];
    for (const mark of marks) {
      if (mark.template === undefined) this.#others.push(conditionOf(mark));
      else this.#addTo(this.#finalId(mark.template), [conditionOf(mark)]);
    }
  }

  /** Says which id stands for one that was merged away in an earlier run. */
  resolve(finalId: (id: string) => string): void {
    this.#finalId = finalId;
    this.setMarks(this.#marks);
  }

  /** A template turned out to be another: a mark on it holds for that one from here on. */
  rename(from: string, into: string): void {
    const conditions = this.#byTemplate.get(from);
    if (conditions === undefined) return;
    this.#byTemplate.delete(from);
    this.#addTo(into, conditions);
  }

  /** Whether a mark says that the line is normal; counts it if so. */
  isSuppressed(suspect: Suspect): boolean {
    const ofTemplate = this.#byTemplate.get(suspect.templateId);
    if (ofTemplate === undefined && this.#others.length === 0) return false;
    const timeMs = Number.isNaN(suspect.timeMs) ? this.#startedMs : suspect.timeMs;
    let text: string | undefined;
    const holds = (condition: Condition): boolean => {
      if (!holdsOutside(condition, suspect, timeMs)) return false;
      const { match, mark } = condition;
      if (match === undefined && mark.text === undefined) return true;
      text ??= suspect.text();
      return (mark.text === undefined || text.includes(mark.text)) && (match === undefined || match.test(text));
    };
    const isHeld = (ofTemplate?.some(holds) ?? false) || this.#others.some(holds);
    if (isHeld) this.suppressed++;
    return isHeld;
  }

  #addTo(template: string, conditions: readonly Condition[]): void {
    const there = this.#byTemplate.get(template);
    if (there === undefined) this.#byTemplate.set(template, [...conditions]);
    else there.push(...conditions);
  }
}

/** Whether the conditions hold that need no text. */
function holdsOutside({ mark, expiresMs, source }: Condition, suspect: Suspect, timeMs: number): boolean {
  if (timeMs >= expiresMs) return false;
  if (mark.detector !== undefined && mark.detector !== suspect.detector) return false;
  return source === undefined || source(suspect.source);
}

function conditionOf(mark: Mark): Condition {
  return {
    mark,
    expiresMs: mark.expires === null ? Infinity : Date.parse(mark.expires),
    source: mark.source === undefined ? undefined : sourceMatcher(mark.source),
    match: mark.match === undefined ? undefined : new RegExp(mark.match),
  };
}

/** A source by its whole name, whatever characters it has, or by a glob. */
function sourceMatcher(pattern: string): (source: string) => boolean {
  const matches = pathMatcher(pattern);
  return (source) => source === pattern || matches(source);
}
