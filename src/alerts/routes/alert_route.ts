/** A route as the user writes it in `oddline.yaml`: which anomalies, told to whom, how often. */
import type { MatcherSpec } from "./matcher.ts";

/** What anomalies may be put together by. */
export const GROUP_LABELS = ["source", "detector", "template", "severity", "session"] as const;
export type GroupLabel = typeof GROUP_LABELS[number];

/** A route. */
export interface RouteSpec {
  readonly name: string;
  /** Names of notifiers. */
  readonly notify: readonly string[];
  readonly match: MatcherSpec;
  /** Told of only from so many lines within a span on; 1 for at once. */
  readonly threshold: { readonly count: number; readonly withinMs: number };
  /** Anomalies that have the same of all of these are told of together; none: all of the route. */
  readonly groupBy: readonly GroupLabel[];
  /** How long the first of a group waits for company. */
  readonly groupWaitMs: number;
  /** Between two alerts of a group that has become larger. */
  readonly groupIntervalMs: number;
  /** After which a group that goes on without anything new is told of again; undefined for never. */
  readonly repeatIntervalMs: number | undefined;
  /** A further anomaly of the same source, detector and template within this time is counted, not told of. */
  readonly dedupMs: number;
  readonly rateLimit: { readonly max: number; readonly perMs: number } | undefined;
  /** Names of mute windows. */
  readonly mute: readonly string[];
  /** Tells also when all incidents of a group have ended. */
  readonly resolved: boolean;
}

/** What holds where a route does not say. */
export const ROUTE_DEFAULTS = {
  threshold: { count: 1, withinMs: 60_000 },
  groupBy: ["source", "detector"],
  groupWaitMs: 5000,
  groupIntervalMs: 60_000,
  repeatIntervalMs: 4 * 3_600_000,
  dedupMs: 10 * 60_000,
  rateLimit: { max: 60, perMs: 3_600_000 },
  resolved: false,
} as const satisfies Partial<RouteSpec>;
