/**
 * From events to notifiers. `push` takes an event and returns at once; `tick`, called a few times a second, does what
 * has become due; `settle` puts what has come onto the disk, before a checkpoint says that it was read. It has neither
 * a timer nor a clock of its own.
 */
import type { OddlineEvent } from "../core/anomaly.ts";
import type { AlertsView, ToldAlert } from "../core/views/alerts_view.ts";
import { type AlertAnomaly, alertAnomaly } from "./alert.ts";
import type { AlertsSpec } from "./alerts_spec.ts";
import { Lane } from "./queue/lane.ts";
import { kindOf } from "./queue/ledger.ts";
import { LeftOpen } from "./left_open.ts";
import type { Notifier } from "./notifier.ts";
import { type JournalStore, Outbox } from "./queue/outbox.ts";
import { createMuted, createSilenced } from "./routes/quiet_times.ts";
import { type IncidentUpdate, type Moment, Route } from "./routes/route.ts";

/** Alerts that are remembered for those who show them. */
const TOLD_SHOWN = 100;

/** What alerting depends on besides what the user says. */
export interface DispatcherOptions {
  readonly notifiers: ReadonlyMap<string, Notifier>;
  /** Notifiers that may not be asked in this run, and why. */
  readonly blocked: ReadonlyMap<string, string>;
  readonly store: JournalStore;
  readonly host: string;
  /** IANA name of the zone of mute windows. */
  readonly timeZone: string;
  /** Wall clock, ms. */
  readonly now: () => number;
  /** 0..1. */
  readonly random: () => number;
  readonly warn: (message: string) => void;
}

export class Dispatcher {
  readonly #routes: readonly Route[];
  readonly #lanes: ReadonlyMap<string, Lane>;
  readonly #outbox: Outbox;
  readonly #isSilenced: ReturnType<typeof createSilenced>;
  readonly #now: () => number;
  readonly #told: ToldAlert[] = [];
  readonly #leftOpen = new LeftOpen();
  #silenced = 0;
  #lastMs: number;
  #steadyMs: number;

  /** Goes on with what an earlier run has left in the store. */
  constructor(spec: AlertsSpec, options: DispatcherOptions) {
    const { notifiers, blocked, store, host, timeZone, now, random, warn } = options;
    this.#now = now;
    this.#lastMs = this.#steadyMs = now();
    this.#outbox = new Outbox({ store, now, warn });
    this.#isSilenced = createSilenced(spec.silences);
    this.#routes = spec.routes.map((route) => {
      const windows = spec.muteWindows.filter(({ name }) => route.mute.includes(name));
      return new Route(route, { isMuted: createMuted(windows, timeZone), host });
    });
    const moment = () => this.#moment();
    this.#lanes = new Map([...notifiers].map(([name, notifier]) => [
      name,
      new Lane(this.#outbox, { name, notifier, blocked: blocked.get(name), random, moment, warn }),
    ]));
    this.#resume();
  }

  /** Takes an event. */
  push(event: OddlineEvent): void {
    if (event.type === "anomaly") this.#take(alertAnomaly(event));
    if (event.type !== "anomaly_update") return;
    this.#update(event);
  }

  /** Which incidents of earlier runs this one goes on with: the others are over, unless they are told anew. */
  goOnWith(isOpen: (id: string) => boolean): void {
    this.#leftOpen.keep(isOpen, this.#moment().steadyMs);
  }

  /** Does what has become due. */
  tick(): void {
    for (const { id, count, score } of this.#leftOpen.takeOver(this.#moment().steadyMs)) {
      this.#update({ id, count, score, closed: true });
    }
    this.#makeAlerts(false);
    for (const lane of this.#lanes.values()) lane.tick();
    this.#outbox.flush();
  }

  /** Puts what has come onto the disk; resolves when a power cut would leave it there. */
  settle(): Promise<void> {
    return this.#outbox.sync();
  }

  /** Tells of all that waits, until all of it is sent or `isOver` resolves; the rest stays in the store. */
  async close(isOver: Promise<void>): Promise<void> {
    this.#makeAlerts(true);
    // once more for those that were told of just now and are over
    this.#makeAlerts(true);
    this.#outbox.flush(true);
    let hasTime = true;
    const timeout = isOver.then(() => void (hasTime = false));
    await Promise.all([...this.#lanes.values()].map(async (lane) => {
      for (let before = NaN; hasTime && lane.waiting !== before;) {
        await Promise.race([lane.idle, timeout]); // of an earlier tick
        before = lane.waiting;
        lane.tick();
        await Promise.race([lane.idle, timeout]);
      }
    }));
    this.#outbox.flush(true);
  }

  /** How it is. */
  view(): AlertsView {
    const lanes = [...this.#lanes.values()];
    return {
      notifiers: lanes.map(({ name, waiting, lastSentMs, problem }) => ({ name, waiting, lastSentMs, problem })),
      routes: this.#routes.map(({ spec, counts }) => ({ name: spec.name, ...counts })),
      silenced: this.#silenced,
      sent: this.#outbox.ledger.sent,
      waiting: lanes.reduce((sum, lane) => sum + lane.waiting, 0),
      dead: this.#outbox.ledger.dead,
      told: this.#told,
    };
  }

  #take(anomaly: AlertAnomaly): void {
    const moment = this.#moment();
    this.#leftOpen.heardOf(anomaly.id);
    if (this.#isSilenced(anomaly, moment.wallMs)) {
      this.#silenced++;
      return;
    }
    for (const route of this.#routes) {
      if (route.push(anomaly, moment) !== "waiting") continue;
      this.#outbox.note({ k: "in", route: route.spec.name, ms: moment.wallMs, anomaly });
    }
  }

  #update(update: IncidentUpdate): void {
    const moment = this.#moment();
    for (const route of this.#routes) route.update(update, moment);
  }

  #makeAlerts(isLast: boolean): void {
    const moment = this.#moment();
    for (const route of this.#routes) {
      const { name, notify } = route.spec;
      const { alerts, letGo, over } = route.due(moment, isLast);
      if (letGo.length > 0) this.#outbox.note({ k: "gone", route: name, ids: letGo.map(({ id }) => id) });
      for (const { alert, told } of alerts) {
        for (const notifier of notify) this.#lanes.get(notifier)?.add(alert);
        // after the alert, so that a write which is cut between the two repeats it rather than loses it
        const { status, severity, title, group_key: group, started } = alert;
        const kinds = told.map(kindOf);
        this.#outbox.note({ k: "told", route: name, ms: moment.wallMs, kinds, group, started: Date.parse(started) });
        this.#told.push({ timeMs: moment.wallMs, route: name, status, severity, title });
        if (this.#told.length > TOLD_SHOWN) this.#told.shift();
      }
      for (const group of over) this.#outbox.note({ k: "over", route: name, group });
    }
  }

  /** Takes up what the last run had not told of yet, and what it had. */
  #resume(): void {
    const { waiting, open, told } = this.#outbox.ledger.state;
    const moment = this.#moment();
    const byName = new Map(this.#routes.map((route) => [route.spec.name, route]));
    for (const { route, ms, kind } of told) {
      byName.get(route)?.remember(kind, moment.steadyMs - Math.max(0, moment.wallMs - ms));
    }
    for (const incident of open) {
      const { route, group, anomaly } = incident;
      if (byName.get(route)?.goOn(incident, moment)) this.#leftOpen.add(anomaly);
      else this.#outbox.note({ k: "over", route, group });
    }
    for (const { route, anomaly } of waiting) {
      this.#leftOpen.add(anomaly);
      if (byName.get(route)?.push(anomaly, moment) === "waiting") continue;
      this.#outbox.note({ k: "gone", route, ids: [anomaly.id] });
    }
    for (const { notifier, alert } of [...this.#outbox.ledger.deliveries.values()]) {
      if (this.#lanes.has(notifier)) continue;
      this.#outbox.note({
        k: "dead",
        notifier,
        ms: moment.wallMs,
        alert,
        reason: "there is no such notifier any more",
      });
    }
  }

  /** The time. The steady clock stands still while the wall clock goes back. */
  #moment(): Moment {
    const wallMs = this.#now();
    this.#steadyMs += Math.max(0, wallMs - this.#lastMs);
    this.#lastMs = wallMs;
    return { wallMs, steadyMs: this.#steadyMs };
  }
}
