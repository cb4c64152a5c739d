/** What logging libraries write, the seed's format among them. */
import type { Level } from "../level.ts";
import { FIELD, type LineFormat, messageAndTrace } from "./format.ts";
import { clockMillis, glogTime, isoMicrosLocal, isoMillis, isoSeconds, isoUtc } from "./times.ts";

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

/** `06:01:09.042 [exec-1] INFO  com.example.shop.auth.Sessions - …`, as logback writes it unless told otherwise. */
export const logback: LineFormat = { ...log4j, name: "logback", time: clockMillis };

/** `2025-09-30T06:01:09.042Z  INFO 4711 --- [exec-1] com.example.shop.auth.Sessions : …` */
export const springBoot: LineFormat = {
  name: "spring-boot",
  time: isoUtc,
  layout: (template, hasTrace) => [
    FIELD.time,
    ` ${template.level.padStart(5)} `,
    FIELD.pid,
    " --- [",
    FIELD.thread,
    `] ${template.logger} : `,
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

/** `2025-09-30 06:01:09.042 | WARNING  | auth.sessions:run:138 - …` */
export const loguru: LineFormat = {
  name: "loguru",
  time: isoMillis("."),
  layout: (template, hasTrace) => [
    FIELD.time,
    ` | ${PYTHON_LEVELS[template.level].padEnd(8)} | ${template.service}.${template.file}:run:${template.codeLine} - `,
    ...messageAndTrace(template, hasTrace),
  ],
};

/** `W, [2025-09-30T06:01:09.042000 #4711]  WARN -- auth: …` */
export const rubyLogger: LineFormat = {
  name: "ruby-logger",
  time: isoMicrosLocal,
  layout: (template, hasTrace) => [
    `${template.level[0]}, [`,
    FIELD.time,
    " #",
    FIELD.pid,
    `] ${template.level.padStart(5)} -- ${template.service}: `,
    ...messageAndTrace(template, hasTrace),
  ],
};

/** `[2025-09-30T06:01:09.042Z WARN  auth::sessions] …`, as env_logger writes it for programs in Rust. */
export const envLogger: LineFormat = {
  name: "env-logger",
  time: isoUtc,
  layout: (template, hasTrace) => [
    "[",
    FIELD.time,
    ` ${template.level.padEnd(5)} ${template.service}::${template.file}] `,
    ...messageAndTrace(template, hasTrace),
  ],
};

/** `WARN: …`, without a time. */
export const level: LineFormat = {
  name: "level",
  time: isoUtc,
  layout: (template, hasTrace) => [`${template.level}: `, ...messageAndTrace(template, hasTrace)],
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

/** A time and the message: no level, no service. */
export const plain: LineFormat = {
  name: "plain",
  time: isoUtc,
  layout: (template, hasTrace) => [FIELD.time, " ", ...messageAndTrace(template, hasTrace)],
};
