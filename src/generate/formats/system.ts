/** Syslog in both of its standards, and the access log of a web server. */
import type { Level } from "../level.ts";
import type { MessageTemplate } from "../message_template.ts";
import { FIELD, type LineFormat, messageAndTrace } from "./format.ts";
import { clfTime, isoUtc, syslogTime } from "./times.ts";

/** RFC 5424, 6.2.1. */
export const SYSLOG_SEVERITY: Readonly<Record<Level, number>> = { DEBUG: 7, INFO: 6, WARN: 4, ERROR: 3, FATAL: 0 };
/** Facility local0. */
const FACILITY = 16;
/** What stands for a line feed, as rsyslog writes it. */
const LINE_FEED = "#012";

const priority = ({ level }: MessageTemplate) => `<${8 * FACILITY + SYSLOG_SEVERITY[level]}>`;
const joined = (lines: readonly string[]) => LINE_FEED + lines.join(LINE_FEED).replaceAll("\t", "#011");

/** RFC 3164: `<134>Sep 30 06:01:09 auth-1 auth[4711]: …` */
export const syslog: LineFormat = {
  time: syslogTime,
  layout: (template, hasTrace) => [
    priority(template),
    FIELD.time,
    " ",
    FIELD.host,
    ` ${template.service}[`,
    FIELD.pid,
    "]: ",
    ...messageAndTrace(template, hasTrace),
  ],
  stack: joined,
};

/** RFC 5424: `<134>1 2025-09-30T06:01:09.042Z auth-1 auth 4711 sessions - …` */
export const rfc5424: LineFormat = {
  time: isoUtc,
  layout: (template, hasTrace) => [
    `${priority(template)}1 `,
    FIELD.time,
    " ",
    FIELD.host,
    ` ${template.service} `,
    FIELD.pid,
    ` ${template.file} - `,
    ...messageAndTrace(template, hasTrace),
  ],
  stack: joined,
};

/** What of a line an access log has. */
const ACCESS_FIELDS = ["client_ip", "user", "method", "path", "status", "bytes", "agent", "elapsed_ms"] as const;

/** The Common Log Format, combined, with the milliseconds at its end. It has lines of the access log alone. */
export const clf: LineFormat = {
  time: clfTime,
  layout: ({ names }) => {
    const at = ACCESS_FIELDS.map((name) => names.indexOf(name));
    if (at.includes(-1)) return undefined;
    const [ip, user, method, path, status, bytes, agent, elapsed] = at;
    return [
      ...[ip, " - ", user, " [", FIELD.time, '] "', method, " ", path, ' HTTP/1.1" ', status, " ", bytes],
      ...[' "-" "', agent, '" ', elapsed],
    ];
  },
};
