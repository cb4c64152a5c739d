/**
 * Lines with named fields: JSON and logfmt, which carry the message's parameters as fields of
 * their own, and containers.
 */
import type { MessageTemplate } from "../message_template.ts";
import { FIELD, JSON_VALUE, type LineFormat, LOGFMT_VALUE, messageLayout } from "./format.ts";
import { epochMicros, isoUtc } from "./times.ts";
import { SYSLOG_SEVERITY } from "./system.ts";

const escaped = (text: string) => JSON.stringify(text).slice(1, -1);
const stackField = (before: string) => (lines: readonly string[]) => before + JSON.stringify(lines.join("\n"));

/** JSON lines as structured loggers write them: time in UTC, the message, and its parameters as fields of their own. */
export const json: LineFormat = {
  time: isoUtc,
  layout: (template, hasTrace) => [
    '{"ts":"',
    FIELD.time,
    `","level":"${template.level.toLowerCase()}","service":${JSON.stringify(template.service)},"msg":"`,
    ...messageLayout(template, escaped),
    '"',
    ...template.names.flatMap((name, index) => [`,"${name}":`, index + JSON_VALUE]),
    ...(hasTrace ? [',"trace_id":"', FIELD.traceId, '"'] : []),
    FIELD.stack,
    "}",
  ],
  stack: stackField(',"stack":'),
};

/** The journal's export as JSON (`journalctl -o json`), with the fields that most programs leave there. */
export const journald: LineFormat = {
  time: epochMicros,
  layout: (template, hasTrace) => [
    '{"__REALTIME_TIMESTAMP":"',
    FIELD.time,
    '","_HOSTNAME":"',
    FIELD.host,
    `","SYSLOG_IDENTIFIER":${JSON.stringify(template.service)},"_PID":"`,
    FIELD.pid,
    `","PRIORITY":"${SYSLOG_SEVERITY[template.level]}","MESSAGE":"`,
    ...messageLayout(template, escaped),
    ...(hasTrace ? [" trace_id=", FIELD.traceId] : []),
    FIELD.stack,
    '"}',
  ],
  stack: (lines) => escaped("\n" + lines.join("\n")),
};

/** `ts=… level=info service=auth msg="…" user=user_1234 trace_id=…` */
export const logfmt: LineFormat = {
  time: isoUtc,
  layout: (template, hasTrace) => [
    "ts=",
    FIELD.time,
    ` level=${template.level.toLowerCase()} service=${logfmtText(template.service)} msg="`,
    ...messageLayout(template, escaped),
    '"',
    ...template.names.flatMap((name, index) => [` ${name}=`, index + LOGFMT_VALUE]),
    ...(hasTrace ? [" trace_id=", FIELD.traceId] : []),
    FIELD.stack,
  ],
  stack: stackField(" stack="),
};

/** Docker's json-file: what a container prints, each physical line a record. */
export const docker: LineFormat = {
  time: isoUtc,
  layout: (template, hasTrace) => [
    `{"log":"`,
    ...inner(template, hasTrace, escaped),
    '\\n","stream":"stdout","time":"',
    FIELD.time,
    '"}',
    FIELD.stack,
  ],
  stack: (lines, time) =>
    lines.map((text) => `\n{"log":"${escaped(text)}\\n","stream":"stdout","time":"${time}"}`).join(""),
};

/** The Kubernetes container runtime's: `2025-09-30T06:01:09.042Z stdout F …`. */
export const cri: LineFormat = {
  time: isoUtc,
  layout: (template, hasTrace) => [FIELD.time, " stdout F ", ...inner(template, hasTrace), FIELD.stack],
  stack: (lines, time) => lines.map((text) => `\n${time} stdout F ${text}`).join(""),
};

/** What the program in a container prints. */
function inner(template: MessageTemplate, hasTrace: boolean, escape?: (text: string) => string): (string | number)[] {
  const trace = hasTrace ? [" trace_id=", FIELD.traceId] : [];
  return [`[${template.level}] `, ...messageLayout(template, escape), ...trace];
}

function logfmtText(text: string): string {
  return /^[\w./:-]+$/.test(text) ? text : JSON.stringify(text);
}
