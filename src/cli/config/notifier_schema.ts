/** One notifier of `alerts:`, as a zod schema: which keys go with which type, and what each must be. */
import * as z from "zod";
import { NOTIFIER_TYPES } from "../../alerts/mod.ts";
import { type NotifierSpec, type NotifierType, PRESETS, type Template } from "../../alerts/notifier_spec.ts";
import { parseSyslogAddress } from "../../alerts/notifiers/syslog.ts";
import { PAGERDUTY_URL } from "../../alerts/presets.ts";
import { TEMPLATE_NAMES, unknownNames } from "../../alerts/template.ts";
import { oneOf, PATH, SPAN, SWITCH, TEXT, type ValueType, wholeNumber } from "../values/mod.ts";
import { value } from "./schema_values.ts";

const TIMEOUT_MS = 10_000;
const FACILITY = 1;
const FACILITY_MAX = 23;

const SYSLOG_ADDRESS: ValueType<string> = {
  name: "address",
  parse(text) {
    if (!text.includes("${")) parseSyslogAddress(text);
    return text;
  },
};

/** Without quoting what was found: an address may be a secret itself. */
const URL_TEXT: ValueType<string> = {
  name: "address",
  parse(text) {
    if (!/^\$\{(env|file):[^}]+\}/.test(text) && !/^https?:\/\/[^\s/]/.test(text)) {
      throw new SyntaxError("is no address; write such as https://HOST/PATH or ${env:NAME}");
    }
    return text;
  },
};

const TEMPLATE = z.unknown().transform((template, context): Template => {
  const [name] = unknownNames(template as Template);
  if (name !== undefined) {
    context.addIssue(`{${name}} is nothing that an alert says; known are ${TEMPLATE_NAMES.join(", ")}`);
  }
  return template as Template;
});

const KEYS = {
  url: value(URL_TEXT).optional(),
  preset: value(oneOf(PRESETS)).optional(),
  template: TEMPLATE.optional(),
  method: value(oneOf(["POST", "PUT"])).optional(),
  headers: z.record(z.string(), value(TEXT)).optional(),
  key: value(TEXT).optional(),
  command: z.array(value(TEXT)).min(1).optional(),
  path: value(PATH).optional(),
  address: value(SYSLOG_ADDRESS).optional(),
  facility: value(wholeNumber(0, FACILITY_MAX)).optional(),
  bell: value(SWITCH).optional(),
  notification: value(SWITCH).optional(),
  timeout: value(SPAN).optional(),
};
type Key = keyof typeof KEYS;

/** Which keys a type has, the needed ones first. */
const KEYS_OF: { readonly [T in NotifierType]: { readonly needs: readonly Key[]; readonly takes: readonly Key[] } } = {
  webhook: { needs: ["url"], takes: ["preset", "template", "method", "headers", "key", "timeout"] },
  command: { needs: ["command"], takes: ["timeout"] },
  file: { needs: ["path"], takes: [] },
  syslog: { needs: ["address"], takes: ["facility"] },
  terminal: { needs: [], takes: ["bell", "notification"] },
};

const RAW = z.strictObject({ name: value(TEXT), type: value(oneOf(NOTIFIER_TYPES)), ...KEYS });

/** The schema. */
export const NOTIFIER = RAW.transform((raw, context): NotifierSpec => {
  const { needs, takes } = KEYS_OF[raw.type];
  for (const key of Object.keys(KEYS) as Key[]) {
    if (raw[key] === undefined || needs.includes(key) || takes.includes(key)) continue;
    context.addIssue({
      code: "custom",
      path: [key],
      message: `is nothing that a ${raw.type} has; it has ${["name", "type", ...needs, ...takes].join(", ")}`,
    });
  }
  const isPagerDuty = raw.type === "webhook" && raw.preset === "pagerduty";
  const missing: Key | undefined = isPagerDuty
    ? (raw.key === undefined ? "key" : undefined)
    : needs.find((key) => raw[key] === undefined);
  if (missing !== undefined) {
    context.addIssue(`has no ${missing}, which ${isPagerDuty ? "the preset pagerduty" : `a ${raw.type}`} needs`);
    return z.NEVER;
  }
  return specOf(raw);
});

function specOf(raw: z.output<typeof RAW>): NotifierSpec {
  const { name, type } = raw;
  const timeoutMs = raw.timeout ?? TIMEOUT_MS;
  switch (type) {
    case "webhook":
      return {
        name,
        type,
        url: raw.url ?? PAGERDUTY_URL,
        method: raw.method ?? "POST",
        headers: raw.headers ?? {},
        preset: raw.preset ?? "json",
        ...(raw.template !== undefined && { template: raw.template }),
        ...(raw.key !== undefined && { key: raw.key }),
        timeoutMs,
      };
    case "command":
      return { name, type, command: raw.command ?? [], timeoutMs };
    case "file":
      return { name, type, path: raw.path ?? "" };
    case "syslog":
      return { name, type, address: raw.address ?? "", facility: raw.facility ?? FACILITY };
    case "terminal":
      return { name, type, bell: raw.bell ?? true, notification: raw.notification ?? true };
  }
}
