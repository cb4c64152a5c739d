/**
 * One anomaly of this run, and what becomes of it. In a flood there are many thousands of them, so each is one small
 * object: what is shown of it closely is made when somebody looks.
 */
import type { AnomalyEvent } from "../core/anomaly.ts";
import type { AnomalyMark, AnomalyView, ContextLine, ScorePart, SessionView } from "../core/views/anomaly_view.ts";
import { msOfTime } from "../core/time/time_text.ts";
import type { LineContext } from "./context.ts";
import type { ToldKind } from "./told_kinds.ts";

/** Where an anomaly's surroundings are looked up. */
export interface Surroundings {
  /** Lines of a template in each bucket of the axis. */
  trendOf(templateId: string): ArrayLike<number>;
  /** The lines of a session that are still kept. */
  sessionOf(event: AnomalyEvent): SessionView | undefined;
}

export class KnownAnomaly implements AnomalyView {
  readonly event: AnomalyEvent;
  readonly before: number;
  readonly sinceMs: number;
  readonly isPast = false;
  count: number;
  score: number;
  timeMs: number;
  lastTimeMs: number;
  closed = false;
  severity = 0;
  mark: AnomalyMark = "new";
  /** The lines around it, once its line was found. */
  around: LineContext | undefined = undefined;
  readonly #surroundings: Surroundings;

  /** `kind`: the anomalies of its kind so far, it being the last. */
  constructor(event: AnomalyEvent, { times, sinceMs }: ToldKind, surroundings: Surroundings) {
    this.event = event;
    this.before = times - 1;
    this.sinceMs = sinceMs;
    this.count = event.count;
    this.score = event.score;
    this.timeMs = this.lastTimeMs = msOfTime(event.time);
    this.#surroundings = surroundings;
  }

  get context(): readonly ContextLine[] {
    return this.around?.lines() ?? [];
  }

  get session(): SessionView | undefined {
    return this.event.session === undefined ? undefined : this.#surroundings.sessionOf(this.event);
  }

  get trend(): ArrayLike<number> {
    return this.#surroundings.trendOf(this.event.template_id);
  }

  get parts(): readonly ScorePart[] {
    return partsOf(this.event);
  }

  get recommendation(): string {
    return recommendationOf(this.event);
  }
}

/** The parts that an explanation gives its features, as evidence has them. */
export function partsOf({ evidence }: AnomalyEvent): ScorePart[] {
  const { features } = evidence;
  if (typeof features !== "object" || features === null) return [];
  return Object.entries(features).flatMap(([name, value]) => {
    const share = typeof value === "object" && value !== null && "part" in value ? Number(value.part) : NaN;
    return share > 0 ? [{ label: name.replaceAll("_", " "), share }] : [];
  });
}

/** What to look at next; "" where nothing is advised. */
export function recommendationOf({ evidence }: AnomalyEvent): string {
  return typeof evidence.recommendation === "string" ? evidence.recommendation : "";
}
