/** A world for alerting: a clock that is set by hand, receivers that do as they are told, a disk in memory. */
import type { AnomalyEvent, AnomalyUpdate } from "../../src/core/anomaly.ts";
import type { Alert } from "../../src/alerts/alert.ts";
import { ROUTE_DEFAULTS, type RouteSpec } from "../../src/alerts/routes/alert_route.ts";
import type { AlertsSpec } from "../../src/alerts/alerts_spec.ts";
import { Dispatcher } from "../../src/alerts/dispatcher.ts";
import { type Outcome, type Outside, SENT } from "../../src/alerts/notifier.ts";
import type { JournalStore } from "../../src/alerts/queue/outbox.ts";

/** Monday, noon. */
export const START_MS = Date.UTC(2026, 10, 23, 12);

export function anomaly(id: string, changes: Partial<AnomalyEvent> = {}): AnomalyEvent {
  return {
    type: "anomaly",
    id,
    time: "2026-11-23T12:00:00.000Z",
    source: "/var/log/app.log",
    line: 7,
    offset: 0,
    detector: "severity",
    score: 0.95,
    severity: "warning",
    template_id: id,
    template: "connection to <*> lost",
    message: "connection to db1 lost",
    reason: "an error where there was none",
    evidence: { recommendation: "look at db1" },
    count: 1,
    ...changes,
  };
}

export function update(id: string, changes: Partial<AnomalyUpdate> = {}): AnomalyUpdate {
  return { type: "anomaly_update", id, count: 1, score: 0.95, last_time: null, closed: false, ...changes };
}

export function route(changes: Partial<RouteSpec> = {}): RouteSpec {
  return { name: "all", notify: ["team"], match: {}, mute: [], ...ROUTE_DEFAULTS, groupBy: [], ...changes };
}

/** A disk that can be full, or be copied as `kill -9` or a power cut would leave it. */
export class Disk implements JournalStore {
  text = "";
  /** What a power cut would leave. */
  synced = "";
  isFull = false;
  tries = 0;
  read = () => this.text;
  append(text: string): void {
    this.tries++;
    if (this.isFull) throw new Error("no space left");
    this.text += text;
  }
  replace(text: string): void {
    this.tries++;
    if (this.isFull) throw new Error("no space left");
    this.text = this.synced = text;
  }
  async sync(): Promise<void> {
    const { text } = this;
    await Promise.resolve();
    if (this.isFull) throw new Error("no space left");
    this.synced = text;
  }
}

export interface WorldOptions {
  readonly disk?: Disk;
  readonly nowMs?: number;
  readonly spec?: Partial<AlertsSpec>;
  readonly answer?: (alert: Alert) => Outcome | Promise<Outcome>;
  readonly blocked?: ReadonlyMap<string, string>;
}

export class World {
  nowMs: number;
  readonly disk: Disk;
  readonly got: Alert[] = [];
  readonly warnings: string[] = [];
  readonly dispatcher: Dispatcher;
  answer: (alert: Alert) => Outcome | Promise<Outcome>;

  constructor(routes: readonly RouteSpec[], options: WorldOptions = {}) {
    this.nowMs = options.nowMs ?? START_MS;
    this.disk = options.disk ?? new Disk();
    this.answer = options.answer ?? (() => SENT);
    const notify = async (alert: Alert) => {
      const outcome = await this.answer(alert);
      if (outcome.sent) this.got.push(alert);
      return outcome;
    };
    const names = new Set(routes.flatMap((each) => each.notify));
    this.dispatcher = new Dispatcher({ notifiers: [], muteWindows: [], silences: [], ...options.spec, routes }, {
      notifiers: new Map([...names].map((name) => [name, { notify }])),
      blocked: options.blocked ?? new Map(),
      store: this.disk,
      host: "host1",
      timeZone: "UTC",
      now: () => this.nowMs,
      random: () => 0.5,
      warn: (message) => this.warnings.push(message),
    });
  }

  /** Lets time pass, a second at a time. */
  async pass(seconds: number): Promise<void> {
    for (let second = 0; second < seconds; second++) {
      this.nowMs += 1000;
      this.dispatcher.tick();
      for (let turn = 0; turn < 12; turn++) await Promise.resolve(); // as many as a delivery takes
    }
    await this.dispatcher.settle();
  }

  /** How many anomalies each alert told of. */
  get told(): number[] {
    return this.got.map((alert) => alert.anomalies_total);
  }
}

/** An outside in which nothing works but what is given. */
export function outside(works: Partial<Outside>): Outside {
  const fails = () => Promise.reject(new Error("not in this test"));
  return { host: "host1", request: fails, run: fails, append: fails, syslog: fails, terminal: () => false, ...works };
}
