/** `alerts:` of `oddline.yaml`, as a zod schema; `alert_keys.ts` describes its keys. */
import * as z from "zod";
import { GROUP_LABELS, ROUTE_DEFAULTS, type RouteSpec } from "../../alerts/routes/alert_route.ts";
import type { AlertsSpec } from "../../alerts/alerts_spec.ts";
import type { MatcherSpec } from "../../alerts/routes/matcher.ts";
import { type MuteWindow, type SilenceSpec, WEEKDAYS } from "../../alerts/routes/quiet_times.ts";
import {
  DETECTOR_LIST,
  number,
  oneOf,
  PATTERN,
  SPAN,
  SPAN_OR_OFF,
  SWITCH,
  TEXT,
  TIME,
  type ValueType,
  wholeNumber,
} from "../values/mod.ts";
import { NOTIFIER } from "./notifier_schema.ts";
import { unique, value } from "./schema_values.ts";

/** Each is looked through for every anomaly. */
const ROUTES_MAX = 50;
const NOTIFIERS_MAX = 50;
const RATE_MAX = 10_000;

const TIME_OF_DAY: ValueType<number> = {
  name: "time of day",
  parse(text) {
    const [, hour, minute] = /^(\d{1,2}):(\d{2})$/.exec(text) ?? [];
    const minutes = Number(hour) * 60 + Number(minute);
    if (hour === undefined || Number(minute) > 59 || minutes > 24 * 60) {
      throw new SyntaxError(`'${text}' is no time of day; write such as "22:00", in quotes`);
    }
    return minutes;
  },
};

/** A pause that may be none: off, or 0s. */
const PAUSE: ValueType<number> = {
  ...SPAN_OR_OFF,
  parse: (text) => /^0(ms|[smhdw])?$/.test(text) ? 0 : SPAN_OR_OFF.parse(text) ?? 0,
};

const MATCHER_KEYS = {
  severity_min: value(oneOf(["info", "warning", "critical"])).optional(),
  score_min: value(number(0, 1)).optional(),
  detectors: value(DETECTOR_LIST).optional(),
  source: value(PATTERN).optional(),
  template: value(PATTERN).optional(),
};
const MATCHER = z.object(MATCHER_KEYS);

const ROUTE = z.strictObject({
  name: value(TEXT),
  notify: z.array(value(TEXT)).min(1),
  ...MATCHER_KEYS,
  count: value(wholeNumber(1)).optional(),
  within: value(SPAN).optional(),
  group_by: z.array(value(oneOf(GROUP_LABELS))).optional(),
  group_wait: value(PAUSE).optional(),
  group_interval: value(PAUSE).optional(),
  repeat_interval: value(SPAN_OR_OFF).optional(),
  dedup: value(PAUSE).optional(),
  rate_limit: z.strictObject({ max: value(wholeNumber(1, RATE_MAX)), per: value(SPAN) }).optional(),
  mute: z.array(value(TEXT)).optional(),
  resolved: value(SWITCH).optional(),
}).transform((route, context) => {
  if ((route.count ?? 1) > 1 && route.within === undefined) {
    context.addIssue("has count without within; add such as within: 5m");
  }
  return route;
});

const MUTE_WINDOW = z.strictObject({
  name: value(TEXT),
  days: z.array(value(oneOf(WEEKDAYS))).min(1).optional(),
  from: value(TIME_OF_DAY),
  until: value(TIME_OF_DAY),
}).transform((window): MuteWindow => ({
  name: window.name,
  days: window.days ?? WEEKDAYS,
  fromMinute: window.from,
  untilMinute: window.until,
}));

const SILENCE = z.strictObject({
  from: value(TIME).optional(),
  until: value(TIME),
  comment: value(TEXT).optional(),
  ...MATCHER_KEYS,
}).transform((silence): SilenceSpec => ({
  fromMs: silence.from ?? -Infinity,
  untilMs: silence.until,
  match: matcherOf(silence),
}));

/** The whole section. */
export const ALERTS = z.strictObject({
  notifiers: unique(z.array(NOTIFIER).min(1).max(NOTIFIERS_MAX)),
  routes: unique(z.array(ROUTE).min(1).max(ROUTES_MAX)),
  mute_windows: unique(z.array(MUTE_WINDOW)).optional(),
  silences: z.array(SILENCE).optional(),
}).transform((alerts, context): AlertsSpec => {
  const windows = alerts.mute_windows ?? [];
  const known = { notify: alerts.notifiers.map(({ name }) => name), mute: windows.map(({ name }) => name) };
  alerts.routes.forEach((route, index) => {
    for (const key of ["notify", "mute"] as const) {
      (route[key] ?? []).forEach((name, at) => {
        if (known[key].includes(name)) return;
        const what = key === "notify" ? "notifier" : "mute window";
        const there = known[key].length === 0 ? "there are none" : `there are ${known[key].join(", ")}`;
        context.addIssue({
          code: "custom",
          path: ["routes", index, key, at],
          message: `no ${what} is called '${name}'; ${there}`,
        });
      });
    }
  });
  const wantsEnd = new Set(
    alerts.notifiers.filter((notifier) =>
      notifier.type === "webhook" && notifier.template === undefined &&
      (notifier.preset === "alertmanager" || notifier.preset === "pagerduty")
    ).map(({ name }) => name),
  );
  return {
    notifiers: alerts.notifiers,
    routes: alerts.routes.map((route) => routeOf(route, route.notify.some((name) => wantsEnd.has(name)))),
    muteWindows: windows,
    silences: alerts.silences ?? [],
  };
});

function routeOf(route: z.output<typeof ROUTE>, isEndWanted: boolean): RouteSpec {
  return {
    name: route.name,
    notify: [...new Set(route.notify)],
    match: matcherOf(route),
    threshold: route.count === undefined || route.within === undefined
      ? ROUTE_DEFAULTS.threshold
      : { count: route.count, withinMs: route.within },
    groupBy: route.group_by ?? ROUTE_DEFAULTS.groupBy,
    groupWaitMs: route.group_wait ?? ROUTE_DEFAULTS.groupWaitMs,
    groupIntervalMs: route.group_interval ?? ROUTE_DEFAULTS.groupIntervalMs,
    repeatIntervalMs: "repeat_interval" in route ? route.repeat_interval : ROUTE_DEFAULTS.repeatIntervalMs,
    dedupMs: route.dedup ?? ROUTE_DEFAULTS.dedupMs,
    rateLimit: route.rate_limit === undefined
      ? ROUTE_DEFAULTS.rateLimit
      : { max: route.rate_limit.max, perMs: route.rate_limit.per },
    mute: route.mute ?? [],
    resolved: route.resolved ?? isEndWanted,
  };
}

function matcherOf(match: z.output<typeof MATCHER>): MatcherSpec {
  return {
    ...(match.severity_min !== undefined && { severityMin: match.severity_min }),
    ...(match.score_min !== undefined && { scoreMin: match.score_min }),
    ...(match.detectors !== undefined && { detectors: match.detectors }),
    ...(match.source !== undefined && { source: match.source }),
    ...(match.template !== undefined && { template: match.template }),
  };
}
