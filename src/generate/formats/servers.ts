/** What servers and the kernel write: databases, web servers' own errors, dmesg. */
import type { Level } from "../level.ts";
import { FIELD, headed } from "./format.ts";
import { apacheTime, isoMicros, isoNamedUtc, nginxTime, redisTime, uptime, websphereTime } from "./times.ts";

export const POSTGRESQL_LEVELS: Readonly<Record<Level, string>> = {
  DEBUG: "DEBUG",
  INFO: "LOG",
  WARN: "WARNING",
  ERROR: "ERROR",
  FATAL: "FATAL",
};

/** `2025-09-30 06:01:09.042 UTC [4711] app@shop WARNING:  …` */
export const postgresql = headed(isoNamedUtc, ({ level }) => [
  FIELD.time,
  " [",
  FIELD.pid,
  `] app@shop ${POSTGRESQL_LEVELS[level]}:  `,
]);

const REDIS_LEVELS: Readonly<Record<Level, string>> = { DEBUG: ".", INFO: "*", WARN: "#", ERROR: "#", FATAL: "#" };

/** `4711:M 30 Sep 2025 06:01:09.042 * …`; its strongest level is a warning. */
export const redis = headed(redisTime, ({ level }) => [FIELD.pid, ":M ", FIELD.time, ` ${REDIS_LEVELS[level]} `]);

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
export const mysql = headed(isoMicros, ({ level, codeLine }) => [
  FIELD.time,
  ` ${codeLine} [${MYSQL_LEVELS[level]}] [MY-010${codeLine % 1000}] [Server] `,
]);

const WEB_LEVELS: Readonly<Record<Level, string>> = {
  DEBUG: "debug",
  INFO: "info",
  WARN: "warn",
  ERROR: "error",
  FATAL: "emerg",
};

/** `2025/09/30 06:01:09 [warn] 4711#4711: …` */
export const nginxError = headed(nginxTime, ({ level }) => [
  FIELD.time,
  ` [${WEB_LEVELS[level]}] `,
  FIELD.pid,
  "#",
  FIELD.pid,
  ": ",
]);

/** `[Tue Sep 30 06:01:09.042000 2025] [auth:warn] [pid 4711] …` */
export const apacheError = headed(apacheTime, ({ level, service }) => [
  "[",
  FIELD.time,
  `] [${service}:${WEB_LEVELS[level]}] [pid `,
  FIELD.pid,
  "] ",
]);

/** `[9/30/25 06:01:09:042 UTC] 00000042 auth W   …` */
export const websphere = headed(websphereTime, ({ level, service, codeLine }) => [
  "[",
  FIELD.time,
  `] ${String(codeLine).padStart(8, "0")} ${service.padEnd(13)} ${level[0]}   `,
]);

/** `[   12.345678] auth: …`: seconds since the machine started, which is when the log begins; no level. */
export const dmesg = headed(uptime, ({ service }) => ["[", FIELD.time, `] ${service}: `]);
