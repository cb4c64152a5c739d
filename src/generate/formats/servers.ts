/** What servers and the kernel write: databases, web servers' own errors, dmesg. */
import type { Level } from "../level.ts";
import { FIELD, type LineFormat, messageAndTrace } from "./format.ts";
import { apacheTime, isoMicros, isoNamedUtc, nginxTime, redisTime, uptime, websphereTime } from "./times.ts";

export const POSTGRESQL_LEVELS: Readonly<Record<Level, string>> = {
  DEBUG: "DEBUG",
  INFO: "LOG",
  WARN: "WARNING",
  ERROR: "ERROR",
  FATAL: "FATAL",
};

/** `2025-09-30 06:01:09.042 UTC [4711] app@shop WARNING:  …` */
export const postgresql: LineFormat = {
  name: "postgresql",
  time: isoNamedUtc,
  layout: (template, hasTrace) => [
    FIELD.time,
    " [",
    FIELD.pid,
    `] app@shop ${POSTGRESQL_LEVELS[template.level]}:  `,
    ...messageAndTrace(template, hasTrace),
  ],
};

const REDIS_LEVELS: Readonly<Record<Level, string>> = { DEBUG: ".", INFO: "*", WARN: "#", ERROR: "#", FATAL: "#" };

/** `4711:M 30 Sep 2025 06:01:09.042 * …`; its strongest level is a warning. */
export const redis: LineFormat = {
  name: "redis",
  time: redisTime,
  layout: (template, hasTrace) => [
    FIELD.pid,
    ":M ",
    FIELD.time,
    ` ${REDIS_LEVELS[template.level]} `,
    ...messageAndTrace(template, hasTrace),
  ],
};

const MYSQL_LEVELS: Readonly<Record<Level, string>> = {
  DEBUG: "Note",
  INFO: "Note",
  WARN: "Warning",
  ERROR: "Error",
  FATAL: "Error",
};

/**
 * `2025-09-30T06:01:09.042000Z 138 [Warning] [MY-010138] [Server] …`; it knows no DEBUG, and nothing beyond an error.
 */
export const mysql: LineFormat = {
  name: "mysql",
  time: isoMicros,
  layout: (template, hasTrace) => [
    FIELD.time,
    ` ${template.codeLine} [${MYSQL_LEVELS[template.level]}] [MY-010${template.codeLine % 1000}] [Server] `,
    ...messageAndTrace(template, hasTrace),
  ],
};

const WEB_LEVELS: Readonly<Record<Level, string>> = {
  DEBUG: "debug",
  INFO: "info",
  WARN: "warn",
  ERROR: "error",
  FATAL: "emerg",
};

/** `2025/09/30 06:01:09 [warn] 4711#4711: …` */
export const nginxError: LineFormat = {
  name: "nginx-error",
  time: nginxTime,
  layout: (template, hasTrace) => [
    FIELD.time,
    ` [${WEB_LEVELS[template.level]}] `,
    FIELD.pid,
    "#",
    FIELD.pid,
    ": ",
    ...messageAndTrace(template, hasTrace),
  ],
};

/** `[Tue Sep 30 06:01:09.042000 2025] [auth:warn] [pid 4711] …` */
export const apacheError: LineFormat = {
  name: "apache-error",
  time: apacheTime,
  layout: (template, hasTrace) => [
    "[",
    FIELD.time,
    `] [${template.service}:${WEB_LEVELS[template.level]}] [pid `,
    FIELD.pid,
    "] ",
    ...messageAndTrace(template, hasTrace),
  ],
};

/** `[9/30/25 06:01:09:042 UTC] 00000042 auth W   …` */
export const websphere: LineFormat = {
  name: "websphere",
  time: websphereTime,
  layout: (template, hasTrace) => [
    "[",
    FIELD.time,
    `] ${String(template.codeLine).padStart(8, "0")} ${template.service.padEnd(13)} ${template.level[0]}   `,
    ...messageAndTrace(template, hasTrace),
  ],
};

/** `[   12.345678] auth: …`: seconds since the machine started, which is when the log begins; no level. */
export const dmesg: LineFormat = {
  name: "dmesg",
  time: uptime,
  layout: (template, hasTrace) => [
    "[",
    FIELD.time,
    `] ${template.service}: `,
    ...messageAndTrace(template, hasTrace),
  ],
};
