/** What logging libraries write, the seed's format among them. */
import type { Level } from "../event.ts";
import { FIELD, type LineFormat, messageAndTrace } from "./format.ts";
import { glogTime, isoMillis, isoNamedUtc, isoSeconds, isoUtc, redisTime } from "./times.ts";

/**
 * `[2025-09-30 06:01:09] [INFO] [auth] Session created for user session duration: 2737s`. It names no zone, and has no
 * place for a trace id, so that stands at the end of a request's lines.
 */
export const seed: LineFormat = {
  name: "seed",
  time: isoSeconds,
  layout: (template, hasTrace) => [
    "[",
    FIELD.time,
    `] [${template.level}] [${template.component}] `,
    ...messageAndTrace(template, hasTrace),
  ],
};

/** `2025-09-30 06:01:09,042 [exec-1] INFO  com.example.shop.auth.Sessions - …` */
export const log4j: LineFormat = {
  name: "log4j",
  time: isoMillis(","),
  layout: (template, hasTrace) => [
    FIELD.time,
    " [",
    FIELD.thread,
    `] ${template.level.padEnd(5)} ${template.logger} - `,
    ...messageAndTrace(template, hasTrace),
  ],
};

const PYTHON_LEVELS: Readonly<Record<Level, string>> = {
  DEBUG: "DEBUG",
  INFO: "INFO",
  WARN: "WARNING",
  ERROR: "ERROR",
  FATAL: "CRITICAL",
};

/** `2025-09-30 06:01:09,042 - auth.sessions - WARNING - …` */
export const python: LineFormat = {
  name: "python",
  time: isoMillis(","),
  layout: (template, hasTrace) => [
    FIELD.time,
    ` - ${template.service}.${template.file} - ${PYTHON_LEVELS[template.level]} - `,
    ...messageAndTrace(template, hasTrace),
  ],
};

const GLOG_LEVELS: Readonly<Record<Level, string>> = { DEBUG: "I", INFO: "I", WARN: "W", ERROR: "E", FATAL: "F" };

/** `W0930 06:01:09.042000    4711 sessions.go:138] …`; it knows no DEBUG. */
export const glog: LineFormat = {
  name: "glog",
  time: glogTime,
  layout: (template, hasTrace) => [
    GLOG_LEVELS[template.level],
    FIELD.time,
    "    ",
    FIELD.pid,
    ` ${template.file}.go:${template.codeLine}] `,
    ...messageAndTrace(template, hasTrace),
  ],
};

const POSTGRESQL_LEVELS: Readonly<Record<Level, string>> = {
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

/** A time and the message: no level, no service. */
export const plain: LineFormat = {
  name: "plain",
  time: isoUtc,
  layout: (template, hasTrace) => [FIELD.time, " ", ...messageAndTrace(template, hasTrace)],
};
