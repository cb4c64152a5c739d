/**
 * One route at work: takes anomalies, puts them into groups, and says when a group is to be told of. It knows no
 * notifier and no clock: `due` is asked now and then with the time.
 *
 * The words are Alertmanager's (group_by, group_wait, group_interval, repeat_interval, inhibition by mute intervals).
 * Nothing is lost to a rate limit or a mute window: an incident that goes on is told of when the time has come.
 */
import type { AnomalyUpdate } from "../../core/anomaly.ts";
import { BoundedMap } from "../../core/collections/bounded_map.ts";
import type { Alert, AlertAnomaly, AlertStatus } from "../alert.ts";
import type { RouteSpec } from "./alert_route.ts";
import { addPending, end, type Group, latest } from "./group.ts";
import { Groups } from "./groups.ts";
import type { OpenIncident } from "../queue/ledger.ts";
import { RateLimit } from "./limits.ts";
import { makeAlert } from "../make_alert.ts";
import { createMatcher, type Matcher } from "./matcher.ts";

/** Incidents that are followed to their end at once; of further ones only the beginning is told. */
const OPEN_MAX = 20_000;
/** Incidents that are remembered as told of. */
const TOLD_MAX = 10_000;
/** Anomalies of all groups that wait with all that is known of them. */
const WAITING_MAX = 1000;
/** What became of an anomaly. */
export type Taken = "other" | "waiting" | "counted" | "deduplicated";

/** What an update says of an incident. */
export type IncidentUpdate = Pick<AnomalyUpdate, "id" | "count" | "score" | "closed">;

/** A moment: the wall clock, and a clock that never goes back; both in ms. */
export interface Moment {
  readonly wallMs: number;
  readonly steadyMs: number;
}

/** An alert that is due, and the anomalies that it tells of for the first time. */
export interface DueAlert {
  readonly alert: Alert;
  readonly told: readonly AlertAnomaly[];
}

/** What has come of waiting. */
export interface Due {
  readonly alerts: readonly DueAlert[];
  /** Anomalies that nobody will be told of, or told of any more. */
  readonly letGo: readonly AlertAnomaly[];
  /** Groups that were told of and are over, by their `group_key`. */
  readonly over: readonly string[];
}

export class Route {
  readonly spec: RouteSpec;
  /**
   * Anomalies that wait, those that were not told of and why, and how often an alert was held back by the rate limit.
   */
  readonly counts = { waiting: 0, deduplicated: 0, muted: 0, below: 0, limited: 0 };
  readonly #matches: Matcher;
  readonly #isMuted: (wallMs: number) => boolean;
  readonly #limit: RateLimit | undefined;
  readonly #host: string;
  readonly #groups: Groups;
  readonly #groupOf = new Map<string, Group>();
  /** Ended, of a group that has too many of them to say so of each. */
  #forgotten: AlertAnomaly[] = [];
  /** When an incident of a kind was last told of, by source, detector and template. */
  readonly #told = new BoundedMap<number>(TOLD_MAX);

  constructor(
    spec: RouteSpec,
    { isMuted, host }: { readonly isMuted: (wallMs: number) => boolean; readonly host: string },
  ) {
    this.spec = spec;
    this.#matches = createMatcher(spec.match);
    this.#isMuted = isMuted;
    this.#host = host;
    this.#groups = new Groups(spec);
    this.#limit = spec.rateLimit && new RateLimit(spec.rateLimit.max, spec.rateLimit.perMs);
  }

  /** Takes an anomaly at its first line. */
  push(anomaly: AlertAnomaly, { steadyMs }: Moment): Taken {
    if (!this.#matches(anomaly)) return "other";
    if (this.#groupOf.has(anomaly.id)) return "deduplicated";
    if (steadyMs - (this.#told.get(kindKeyOf(anomaly)) ?? -Infinity) < this.spec.dedupMs) {
      this.counts.deduplicated++;
      return "deduplicated";
    }
    const group = this.#groups.of(anomaly);
    const isKept = this.counts.waiting < WAITING_MAX && addPending(group, anomaly);
    if (isKept) this.counts.waiting++;
    if (this.#groupOf.size < OPEN_MAX) {
      group.open.set(anomaly.id, anomaly);
      this.#groupOf.set(anomaly.id, group);
    }
    this.#count(group, anomaly.count, steadyMs);
    return isKept ? "waiting" : "counted";
  }

  /** Takes up an incident that an earlier run has told of; false where the route is no longer for such. */
  goOn({ anomaly, startedMs, toldMs }: OpenIncident, { wallMs, steadyMs }: Moment): boolean {
    if (!this.#matches(anomaly) || this.#groupOf.size >= OPEN_MAX) return false;
    const group = this.#groups.of(anomaly);
    group.open.set(anomaly.id, anomaly);
    this.#groupOf.set(anomaly.id, group);
    group.isFiring = true;
    group.startedMs = Math.min(startedMs, group.startedMs ?? startedMs);
    group.toldMs = Math.max(steadyMs - Math.max(0, wallMs - toldMs), group.toldMs);
    return true;
  }

  /** What became of an anomaly that was taken. */
  update({ id, count, score, closed }: IncidentUpdate, { steadyMs }: Moment): void {
    const group = this.#groupOf.get(id);
    const before = group?.open.get(id);
    if (group === undefined || before === undefined) return;
    const now = { ...before, count, score: Math.max(score, before.score) };
    group.open.set(id, now);
    this.#count(group, Math.max(0, count - before.count), steadyMs);
    if (!closed) return;
    this.#groupOf.delete(id);
    const forgotten = end(group, now);
    if (forgotten !== undefined) this.#forgotten.push(forgotten);
  }

  /** Remembers that such an anomaly has been told of. */
  remember(anomaly: Pick<AlertAnomaly, "source" | "detector" | "template_id">, steadyMs: number): void {
    this.#told.renew(kindKeyOf(anomaly), steadyMs);
  }

  /** The alerts whose time has come; at the end of a run, all that wait and are enough. */
  due(moment: Moment, isLast = false): Due {
    const alerts: DueAlert[] = [];
    const letGo = this.#forgotten;
    this.#forgotten = [];
    const over: string[] = [];
    const isMuted = this.#isMuted(moment.wallMs);
    for (const group of this.#groups) {
      if (isLast && group.dueMs < Infinity) group.dueMs = moment.steadyMs;
      if (isMuted) letGo.push(...this.#mute(group, moment.steadyMs));
      const { isFiring } = group;
      const alert = isMuted ? undefined : this.#dueOf(group, moment);
      if (alert !== undefined) alerts.push(alert);
      if (isFiring && !group.isFiring) over.push(group.alertKey);
      if (!this.#isOver(group, moment.steadyMs)) continue;
      this.counts.below += group.pending.length;
      letGo.push(...group.pending);
      this.#groups.delete(group);
    }
    this.counts.waiting = [...this.#groups].reduce((sum, { pending }) => sum + pending.length, 0);
    return { alerts, letGo, over };
  }

  #dueOf(group: Group, moment: Moment): DueAlert | undefined {
    const { steadyMs } = moment;
    const { repeatIntervalMs, resolved } = this.spec;
    const hasMore = group.pending.length > 0 && steadyMs >= group.dueMs;
    const goesOn = repeatIntervalMs !== undefined && group.open.size > 0 &&
      steadyMs - group.toldMs >= repeatIntervalMs && group.toldMs > -Infinity;
    if (hasMore || goesOn) {
      if (!(this.#limit?.take(steadyMs) ?? true)) {
        if (!group.isLimited) this.counts.limited++;
        group.isLimited = true;
        return undefined;
      }
      group.isLimited = false;
      return this.#fire(group, moment);
    }
    if (group.isFiring && group.open.size === 0 && group.pending.length === 0) {
      group.isFiring = false;
      if (resolved) return { alert: this.#alertOf(group, "resolved", [...group.ended.values()], moment), told: [] };
    }
    return undefined;
  }

  #fire(group: Group, moment: Moment): DueAlert {
    const told = group.pending;
    const shown = told.length > 0 ? told : [...group.open.values()];
    group.startedMs ??= moment.wallMs;
    const alert = this.#alertOf(group, "firing", shown.map((anomaly) => latest(group, anomaly)), moment);
    for (const anomaly of told) this.remember(anomaly, moment.steadyMs);
    group.pending = [];
    group.more = 0;
    group.toldMs = moment.steadyMs;
    group.dueMs = Infinity;
    group.isFiring = true;
    return { alert, told };
  }

  /** What has ended in a mute window is let go; what goes on waits for its end. */
  #mute(group: Group, steadyMs: number): AlertAnomaly[] {
    if (steadyMs < group.dueMs) return [];
    const letGo = group.pending.filter(({ id }) => !group.open.has(id));
    group.pending = group.pending.filter(({ id }) => group.open.has(id));
    if (group.pending.length === 0) group.dueMs = Infinity;
    this.counts.muted += letGo.length;
    return letGo;
  }

  #alertOf(group: Group, status: AlertStatus, anomalies: readonly AlertAnomaly[], { wallMs }: Moment): Alert {
    return makeAlert(group, anomalies, { status, route: this.spec.name, host: this.#host, wallMs });
  }

  /** Counts lines of a group, and sets when it is to be told of once there are enough of them. */
  #count(group: Group, lines: number, steadyMs: number): void {
    const { threshold, groupWaitMs, groupIntervalMs } = this.spec;
    group.lines.add(steadyMs, lines);
    if (group.dueMs < Infinity || group.pending.length === 0) return;
    if (threshold.count > 1 && group.lines.sum(steadyMs) < threshold.count) return;
    group.dueMs = Math.max(steadyMs + groupWaitMs, group.toldMs + groupIntervalMs);
  }

  /** Nothing goes on, nothing waits, and a new anomaly need not wait for the interval. */
  #isOver(group: Group, steadyMs: number): boolean {
    if (group.open.size > 0 || group.isFiring) return false;
    if (group.pending.length > 0) {
      // below the threshold, and no line for as long as it looks back
      return group.dueMs === Infinity && group.lines.sum(steadyMs) === 0;
    }
    return steadyMs >= group.toldMs + this.spec.groupIntervalMs;
  }
}

/** What incidents of one kind have in common, as a key. */
function kindKeyOf(
  { source, detector, template_id }: Pick<AlertAnomaly, "source" | "detector" | "template_id">,
): string {
  return `${detector} ${template_id} ${source}`;
}
