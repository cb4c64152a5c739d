/** What logging libraries write, the seed's format among them. */
import type { Level } from "../level.ts";
import { FIELD, headed, type LineFormat } from "./format.ts";
import { clockMillis, glogTime, isoMicrosLocal, isoMillis, isoSeconds, isoUtc } from "./times.ts";

/**
 * `[2025-09-30 06:01:09] [INFO] [auth] Session created for user session duration: 2737s`. It names no zone, and has no
 * place for a trace id, so that stands at the end of a request's lines.
 */
export const seed = headed(isoSeconds, ({ level, component }) => ["[", FIELD.time, `] [${level}] [${component}] `]);

/** `2025-09-30 06:01:09,042 [exec-1] INFO  com.example.shop.auth.Sessions - …` */
export const log4j = headed(isoMillis(","), ({ level, logger }) => [
  FIELD.time,
  " [",
  FIELD.thread,
  `] ${level.padEnd(5)} ${logger} - `,
]);

/** `06:01:09.042 [exec-1] INFO  com.example.shop.auth.Sessions - …`, as logback writes it unless told otherwise. */
export const logback: LineFormat = { ...log4j, time: clockMillis };

/** `2025-09-30T06:01:09.042Z  INFO 4711 --- [exec-1] com.example.shop.auth.Sessions : …` */
export const springBoot = headed(isoUtc, ({ level, logger }) => [
  FIELD.time,
  ` ${level.padStart(5)} `,
  FIELD.pid,
  " --- [",
  FIELD.thread,
  `] ${logger} : `,
]);

const PYTHON_LEVELS: Readonly<Record<Level, string>> = {
  DEBUG: "DEBUG",
  INFO: "INFO",
  WARN: "WARNING",
  ERROR: "ERROR",
  FATAL: "CRITICAL",
};

/** `2025-09-30 06:01:09,042 - auth.sessions - WARNING - …` */
export const python = headed(isoMillis(","), ({ level, service, file }) => [
  FIELD.time,
  ` - ${service}.${file} - ${PYTHON_LEVELS[level]} - `,
]);

/** `2025-09-30 06:01:09.042 | WARNING  | auth.sessions:run:138 - …` */
export const loguru = headed(isoMillis("."), ({ level, service, file, codeLine }) => [
  FIELD.time,
  ` | ${PYTHON_LEVELS[level].padEnd(8)} | ${service}.${file}:run:${codeLine} - `,
]);

/** `W, [2025-09-30T06:01:09.042000 #4711]  WARN -- auth: …` */
export const rubyLogger = headed(isoMicrosLocal, ({ level, service }) => [
  `${level[0]}, [`,
  FIELD.time,
  " #",
  FIELD.pid,
  `] ${level.padStart(5)} -- ${service}: `,
]);

/** `[2025-09-30T06:01:09.042Z WARN  auth::sessions] …`, as env_logger writes it for programs in Rust. */
export const envLogger = headed(isoUtc, ({ level, service, file }) => [
  "[",
  FIELD.time,
  ` ${level.padEnd(5)} ${service}::${file}] `,
]);

/** `WARN: …`, without a time. */
export const level = headed(isoUtc, ({ level }) => [`${level}: `]);

const GLOG_LEVELS: Readonly<Record<Level, string>> = { DEBUG: "I", INFO: "I", WARN: "W", ERROR: "E", FATAL: "F" };

/** `W0930 06:01:09.042000    4711 sessions.go:138] …`; it knows no DEBUG. */
export const glog = headed(glogTime, ({ level, file, codeLine }) => [
  GLOG_LEVELS[level],
  FIELD.time,
  "    ",
  FIELD.pid,
  ` ${file}.go:${codeLine}] `,
]);

/** A time and the message: no level, no service. */
export const plain = headed(isoUtc, () => [FIELD.time, " "]);
