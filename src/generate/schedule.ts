/** The incidents of a log as it goes on: their own lines in order of time, and what they do to the background's. */
import { circumstances } from "./circumstances.ts";
import type { LogEvent } from "./event.ts";
import { checkPlan, type IncidentPlan } from "./plan.ts";
import { Random } from "./random.ts";
import { scenarioByName } from "./scenarios/mod.ts";
import type { AlterEvent, Scenario } from "./scenarios/scenario.ts";

/** One happening of a scenario. */
export interface Incident {
  /** The scenario's name and a number that counts its happenings from 1. */
  readonly id: string;
  readonly scenario: Scenario;
  /** When it was planned to begin and to end. */
  readonly startMs: number;
  readonly endMs: number;
}

/** A line of the log, and the incident that it belongs to. */
export interface ScheduledLine {
  /** Null for a line of the background that is never written. */
  readonly event: LogEvent | null;
  readonly incident: Incident | undefined;
}

interface Run {
  readonly plan: IncidentPlan;
  readonly incident: Incident;
  readonly lines: Generator<LogEvent, void, void> | undefined;
  /** Its next own line. */
  upcoming: LogEvent | undefined;
  readonly alter: AlterEvent | undefined;
}

export interface ScheduleContext {
  readonly startMs: number;
  readonly rate: number;
  readonly seed: number;
  /** Told of each incident whose last line is out. */
  readonly onEnd: (incident: Incident) => void;
}

export class IncidentSchedule {
  readonly #context: ScheduleContext;
  readonly #runs: Run[] = [];
  readonly #happenings = new Map<string, number>();
  /** Stream 0 of the seed is the background's. */
  #stream = 1;
  /** Event time of the next own line of any incident. */
  #nextMs = Infinity;
  /** Event time before which no incident alters the background. */
  #alterFromMs = Infinity;

  /** @throws RangeError for a plan that cannot happen */
  constructor(plans: readonly IncidentPlan[], context: ScheduleContext) {
    this.#context = context;
    for (const plan of plans) {
      checkPlan(plan);
      this.#begin(plan, context.startMs + plan.afterMs);
    }
    this.#look();
  }

  /** Event time of the next own line of any incident; Infinity when none is left. */
  get nextMs(): number {
    return this.#nextMs;
  }

  /** The line that is due at `nextMs`. Undefined when none is left. */
  next(): ScheduledLine | undefined {
    const run = this.#runs.find(({ upcoming }) => upcoming?.timeMs === this.#nextMs);
    if (run?.upcoming === undefined) return undefined;
    const line = { event: run.upcoming, incident: run.incident };
    const following = run.lines?.next();
    run.upcoming = following?.done === false ? following.value : undefined;
    this.#look();
    return line;
  }

  /** What becomes of a line of the background. */
  alter(event: LogEvent): ScheduledLine {
    if (event.timeMs < this.#alterFromMs) return { event, incident: undefined };
    for (const { incident, alter } of this.#runs) {
      if (alter === undefined || event.timeMs < incident.startMs || event.timeMs > incident.endMs) continue;
      const altered = alter(event);
      if (altered !== event) return { event: altered, incident };
    }
    return { event, incident: undefined };
  }

  /** Ends what is over by this time, and plans it anew where it repeats. */
  endBefore(timeMs: number): void {
    for (let index = this.#runs.length - 1; index >= 0; index--) {
      const { plan, incident, upcoming, alter } = this.#runs[index];
      if (upcoming !== undefined || alter !== undefined && timeMs <= incident.endMs) continue;
      this.#runs.splice(index, 1);
      this.#context.onEnd(incident);
      if (plan.repeatMs !== undefined) this.#begin(plan, incident.startMs + plan.repeatMs);
      this.#look();
    }
  }

  #begin(plan: IncidentPlan, startMs: number): void {
    const { rate, seed } = this.#context;
    const scenario = scenarioByName(plan.scenario);
    const number = (this.#happenings.get(scenario.name) ?? 0) + 1;
    this.#happenings.set(scenario.name, number);
    const { durationMs } = plan;
    const endMs = startMs + durationMs;
    const about = circumstances(new Random(seed, this.#stream++), startMs, this.#context.startMs);
    const run = { startMs, endMs, durationMs, rate, about };
    const lines = scenario.lines?.(run);
    const first = lines?.next();
    this.#runs.push({
      plan,
      incident: { id: `${scenario.name}-${number}`, scenario, startMs, endMs },
      lines,
      upcoming: first?.done === false ? first.value : undefined,
      alter: scenario.alter?.(run),
    });
  }

  #look(): void {
    this.#nextMs = Infinity;
    this.#alterFromMs = Infinity;
    for (const { upcoming, alter, incident } of this.#runs) {
      if (upcoming !== undefined && upcoming.timeMs < this.#nextMs) this.#nextMs = upcoming.timeMs;
      if (alter !== undefined) this.#alterFromMs = Math.min(this.#alterFromMs, incident.startMs);
    }
  }
}
