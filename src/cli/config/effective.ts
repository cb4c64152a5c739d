/** The effective configuration: each key's value, and where it comes from. Secrets are not shown. */
import { DETECTORS } from "../../core/anomaly.ts";
import { defaultText, fileKey, type Flag } from "../flag.ts";
import type { Origin } from "../settings/resolve_values.ts";
import type { Settings } from "../settings/settings.ts";
import { SHARED_FLAG_GROUPS } from "../shared_flags.ts";
import { type Written, writtenText, writtenValue } from "../values/mod.ts";

/** A key with its value. */
export interface EffectiveKey {
  readonly key: string;
  readonly value: Written;
  /** In words, where there is no value. */
  readonly text: string;
  readonly origin: Origin;
}

const UNSAID: Origin = { kind: "default" };
/** Sections, with how many things are in each. */
const SECTIONS = ["rules", "formats", "keywords", "masks", "recommendations", "redact", "multiline", "alerts"] as const;

/** All keys, those of flags first, in the order of the help. */
export function effectiveKeys(settings: Settings): EffectiveKey[] {
  const flags = Object.values(SHARED_FLAG_GROUPS).flatMap((group) => Object.entries(group)) as [
    string,
    Flag<unknown>,
  ][];
  const found: Readonly<Record<string, Written>> = {
    // what the machine or the place decides
    workers: settings.workers,
    timezone: settings.timeZone,
    db: settings.dbPath,
    config: settings.configPath ?? null,
    detectors: [...settings.detectors],
    http_token: settings.httpToken === undefined ? null : "(a secret)",
  };
  return [
    ...flags.map(([name, flag]): EffectiveKey => {
      const key = fileKey(name);
      const value = key in found ? found[key] : writtenValue(flag.type, settings.values.get(key));
      const isAll = key === "detectors" && settings.detectors.size === DETECTORS.length;
      const text = isAll ? "all" : value === null ? defaultText(flag) || "none" : writtenText(value);
      return { key, value, text, origin: originOf(settings, key) };
    }),
    ...SECTIONS.map((key): EffectiveKey => {
      const text = sectionText(settings, key);
      return { key, value: text, text, origin: originOf(settings, key) };
    }),
  ];
}

/** Where a value was set, in words. */
export function originText(origin: Origin): string {
  switch (origin.kind) {
    case "flag":
      return origin.name;
    case "environment":
      return origin.name;
    case "file":
      return `${origin.path}:${origin.line}`;
    case "default":
      return "default";
  }
}

function originOf({ origins }: Settings, key: string): Origin {
  return origins.get(key) ?? UNSAID;
}

function sectionText({ alerts, multiline, keywords, ...settings }: Settings, key: typeof SECTIONS[number]): string {
  switch (key) {
    case "alerts":
      return alerts === undefined ? "none" : `${alerts.routes.length} routes, ${alerts.notifiers.length} notifiers`;
    case "multiline":
      return Object.entries(multiline).map(([name, value]) => `${fileKey(name)} ${value}`).join(", ");
    case "keywords":
      return `${keywords.extra.length} more, ${keywords.disable.length} less`;
    default:
      return settings[key].length === 0 ? "none" : String(settings[key].length);
  }
}
