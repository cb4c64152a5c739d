/** Anomalies that are told of together, and how far that has come. */
import { hashText } from "../../core/hash.ts";
import type { AlertAnomaly } from "../alert.ts";
import type { RouteSpec } from "./alert_route.ts";
import { MovingCount } from "./limits.ts";

/** Anomalies of a group that wait with all that is known of them; further ones are counted. */
const PENDING_MAX = 20;
/** Ended anomalies that a group remembers for the word that it is over. */
const ENDED_MAX = 50;

export interface Group {
  readonly key: string;
  /** By what receivers know it. */
  readonly alertKey: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Not yet told of. */
  pending: AlertAnomaly[];
  /** Not yet told of, beyond those. */
  more: number;
  /** Going on, told of or not, by id. */
  readonly open: Map<string, AlertAnomaly>;
  /** Ended since it last fell silent. */
  readonly ended: Map<string, AlertAnomaly>;
  readonly lines: MovingCount;
  /** When the pending are to be told of; Infinity while there are none, or too few. */
  dueMs: number;
  /** When it was last told of; -Infinity for never. */
  toldMs: number;
  /** The wall clock when it was first told of. */
  startedMs: number | undefined;
  /** Somebody was told of it, and not yet that it is over. */
  isFiring: boolean;
  /** Held back by the rate limit. */
  isLimited: boolean;
}

/** An empty group of a route. */
export function createGroup(
  key: string,
  labels: Readonly<Record<string, string>>,
  { name, threshold }: Pick<RouteSpec, "name" | "threshold">,
): Group {
  return {
    key,
    alertKey: hashText(`${name} ${key}`),
    labels,
    pending: [],
    more: 0,
    open: new Map(),
    ended: new Map(),
    lines: new MovingCount(threshold.withinMs),
    dueMs: Infinity,
    toldMs: -Infinity,
    startedMs: undefined,
    isFiring: false,
    isLimited: false,
  };
}

/** Puts an anomaly with those that wait; false when there are too many, and it was only counted. */
export function addPending(group: Group, anomaly: AlertAnomaly): boolean {
  if (!group.isFiring && group.pending.length === 0) {
    group.ended.clear();
    group.startedMs = undefined;
  }
  if (group.pending.length >= PENDING_MAX) {
    group.more++;
    return false;
  }
  group.pending.push(anomaly);
  return true;
}

/** Its last line has been. Returns one that was told of and is remembered no more, where too many have ended. */
export function end(group: Group, anomaly: AlertAnomaly): AlertAnomaly | undefined {
  group.open.delete(anomaly.id);
  group.ended.set(anomaly.id, anomaly);
  if (group.ended.size <= ENDED_MAX) return undefined;
  const [oldest] = group.ended.values();
  group.ended.delete(oldest.id);
  return group.pending.some(({ id }) => id === oldest.id) ? undefined : oldest;
}

/** An anomaly as it is now. */
export function latest(group: Group, anomaly: AlertAnomaly): AlertAnomaly {
  return group.open.get(anomaly.id) ?? group.ended.get(anomaly.id) ?? anomaly;
}
