/** Which incidents happen, and when: the plan, and the queue of their lines in order of time. */
import type { LogEvent } from "./event.ts";
import { Random } from "./random.ts";
import { scenarioByName, SCENARIOS } from "./scenarios/mod.ts";
import type { Scenario } from "./scenarios/scenario.ts";

export interface IncidentPlan {
  /** Name of a scenario. */
  readonly scenario: string;
  /** Event time from the log's start to the incident's. */
  readonly afterMs: number;
  readonly durationMs: number;
  /** Event time from one start to the next; absent: it happens once. Longer than its duration. */
  readonly repeatMs?: number;
}

const DURATION_MS = 60_000;
/** Where the three incidents begin in a log of known length: late enough that a detector has seen what is normal. */
const STARTS: readonly number[] = [0.3, 0.5, 0.7];
/** The most of such a log that one incident lasts, so that all of them fit whatever the length. */
const DURATION_SHARE = 0.05;
/** From one incident to the next in a log without an end. */
const ENDLESS_GAP_MS = 120_000;

/** One incident of each scenario: spread over `lines` at `rate` lines per second, or again and again without `lines`. */
export function defaultPlan(rate: number, lines?: number): IncidentPlan[] {
  if (lines === undefined) {
    return SCENARIOS.map(({ name }, index) => ({
      scenario: name,
      afterMs: (index + 1) * ENDLESS_GAP_MS,
      durationMs: DURATION_MS,
      repeatMs: SCENARIOS.length * ENDLESS_GAP_MS,
    }));
  }
  const totalMs = (lines / rate) * 1000;
  const durationMs = Math.min(DURATION_MS, totalMs * DURATION_SHARE);
  return SCENARIOS.map(({ name }, index) => ({
    scenario: name,
    afterMs: totalMs * STARTS[index % STARTS.length]!,
    durationMs,
  }));
}

/** One happening of a scenario. */
export interface Incident {
  /** The scenario's name and a number that counts its happenings from 1. */
  readonly id: string;
  readonly scenario: Scenario;
}

export interface ScheduledLine {
  readonly event: LogEvent;
  readonly incident: Incident;
  /** It is the incident's last. */
  readonly last: boolean;
}

interface Run {
  readonly plan: IncidentPlan;
  readonly startMs: number;
  readonly incident: Incident;
  readonly lines: Generator<LogEvent, void, void>;
  upcoming: LogEvent;
}

export interface ScheduleContext {
  readonly startMs: number;
  readonly rate: number;
  readonly seed: number;
}

export class IncidentSchedule {
  readonly #context: ScheduleContext;
  readonly #runs: Run[] = [];
  readonly #happenings = new Map<string, number>();
  /** Stream 0 of the seed is the background's. */
  #stream = 1;

  /** @throws RangeError for a plan that cannot happen */
  constructor(plans: readonly IncidentPlan[], context: ScheduleContext) {
    this.#context = context;
    for (const plan of plans) {
      checkPlan(plan);
      this.#begin(plan, context.startMs + plan.afterMs);
    }
  }

  /** Event time of the next line of any incident; Infinity when none is left. */
  get nextMs(): number {
    let nextMs = Infinity;
    for (const run of this.#runs) nextMs = Math.min(nextMs, run.upcoming.timeMs);
    return nextMs;
  }

  /** The line that is due at `nextMs`. Undefined when none is left. */
  next(): ScheduledLine | undefined {
    const nextMs = this.nextMs;
    const index = this.#runs.findIndex((run) => run.upcoming.timeMs === nextMs);
    const run = this.#runs[index];
    if (run === undefined) return undefined;
    const event = run.upcoming;
    const following = run.lines.next();
    if (!following.done) {
      run.upcoming = following.value;
      return { event, incident: run.incident, last: false };
    }
    this.#runs.splice(index, 1);
    if (run.plan.repeatMs !== undefined) this.#begin(run.plan, run.startMs + run.plan.repeatMs);
    return { event, incident: run.incident, last: true };
  }

  #begin(plan: IncidentPlan, startMs: number): void {
    const { rate, seed } = this.#context;
    const scenario = scenarioByName(plan.scenario);
    const number = (this.#happenings.get(scenario.name) ?? 0) + 1;
    this.#happenings.set(scenario.name, number);
    const random = new Random(seed, this.#stream++);
    const lines = scenario.lines({ startMs, durationMs: plan.durationMs, rate, random });
    const first = lines.next();
    if (first.done) return;
    this.#runs.push({
      plan,
      startMs,
      incident: { id: `${scenario.name}-${number}`, scenario },
      lines,
      upcoming: first.value,
    });
  }
}

function checkPlan({ scenario, afterMs, durationMs, repeatMs }: IncidentPlan): void {
  if (!(afterMs >= 0 && durationMs >= 0)) {
    throw new RangeError(
      `Cannot plan ${scenario}: start and duration must be 0 ms or more, got ${afterMs} and ${durationMs}`,
    );
  }
  if (repeatMs !== undefined && !(repeatMs > durationMs)) {
    throw new RangeError(
      `Cannot plan ${scenario}: it repeats after ${repeatMs} ms, which must be more than its duration of ${durationMs} ms`,
    );
  }
}
