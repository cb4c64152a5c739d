/** What applications write, and the frameworks they are built on: queues, web frameworks, mail, monitoring agents. */
import type { Level } from "../level.ts";
import { FIELD, headed, type LineFormat } from "./format.ts";
import { POSTGRESQL_LEVELS } from "./servers.ts";
import { SYSLOG_SEVERITY } from "./system.ts";
import * as times from "./times.ts";

const PHP_LEVELS: Readonly<Record<Level, string>> = {
  DEBUG: "Notice",
  INFO: "Notice",
  WARN: "Warning",
  ERROR: "Warning",
  FATAL: "Fatal error",
};
const ASTERISK_LEVELS: Readonly<Record<Level, string>> = {
  DEBUG: "DEBUG",
  INFO: "NOTICE",
  WARN: "WARNING",
  ERROR: "ERROR",
  FATAL: "ERROR",
};
const ICINGA_LEVELS: Readonly<Record<Level, string>> = {
  DEBUG: "debug",
  INFO: "information",
  WARN: "warning",
  ERROR: "critical",
  FATAL: "critical",
};
const DOVECOT_LEVELS: Readonly<Record<Level, string>> = {
  DEBUG: "Debug",
  INFO: "Info",
  WARN: "Warning",
  ERROR: "Error",
  FATAL: "Fatal",
};
const CLICKHOUSE_LEVELS: Readonly<Record<Level, string>> = { ...DOVECOT_LEVELS, INFO: "Information" };
const LOGRUS_LEVELS: Readonly<Record<Level, string>> = {
  DEBUG: "DEBU",
  INFO: "INFO",
  WARN: "WARN",
  ERROR: "ERRO",
  FATAL: "FATA",
};
const SAMBA_LEVELS: Readonly<Record<Level, number>> = { DEBUG: 5, INFO: 3, WARN: 1, ERROR: 0, FATAL: 0 };
const COCKROACH_LEVELS: Readonly<Record<Level, string>> = { DEBUG: "I", INFO: "I", WARN: "W", ERROR: "E", FATAL: "F" };

/** By their names, each with a line of it. */
export const APPLICATIONS = {
  /** `type=AUTH msg=audit(1759212069.042:138): …` */
  audit: headed(times.epochSeconds, ({ service, codeLine }) => [
    `type=${service.toUpperCase()} msg=audit(`,
    FIELD.time,
    `:${codeLine}): `,
  ]),
  /** `[2025-09-30 06:01:09,042: WARNING/ForkPoolWorker-1] …` */
  celery: headed(times.isoMillis(","), ({ level }) => ["[", FIELD.time, `: ${level}/ForkPoolWorker-1] `]),
  /** `[2025-09-30T06:01:09.042000+00:00] auth.WARN: …`, as monolog and Laravel write it. */
  monolog: headed(times.isoMicros, ({ level, service }) => ["[", FIELD.time, `] ${service}.${level}: `]),
  /** `[2025-09-30 06:01:09] warning/Auth: …` */
  icinga: headed(times.isoSeconds, ({ level, component }) => [
    "[",
    FIELD.time,
    `] ${ICINGA_LEVELS[level]}/${component}: `,
  ]),
  /** `[Sep 30 06:01:09] WARNING[4711]: sessions.c:138 …` */
  asterisk: headed(times.syslogTime, ({ level, file, codeLine }) => [
    "[",
    FIELD.time,
    `] ${ASTERISK_LEVELS[level]}[`,
    FIELD.pid,
    `]: ${file}.c:${codeLine} `,
  ]),
  /** `Sep 30 06:01:09 auth: Warning: …` */
  dovecot: headed(times.syslogTime, ({ level, service }) => [FIELD.time, ` ${service}: ${DOVECOT_LEVELS[level]}: `]),
  /** `2025-09-30T06:01:09.042Z W! [auth] …` */
  telegraf: headed(times.isoUtc, ({ level, service }) => [FIELD.time, ` ${level[0]}! [${service}] `]),
  /** `W250930 06:01:09.042000 138 auth/sessions.go:138 …` */
  cockroach: headed(times.shortMicros, ({ level, service, file, codeLine }) => [
    COCKROACH_LEVELS[level],
    FIELD.time,
    ` ${codeLine} ${service}/${file}.go:${codeLine} `,
  ]),
  /** `2025.09.30 06:01:09.042000 [ 4711 ] {} <Warning> auth: …` */
  clickhouse: headed(times.dottedMicros, ({ level, service }) => [
    FIELD.time,
    " [ ",
    FIELD.pid,
    ` ] {} <${CLICKHOUSE_LEVELS[level]}> ${service}: `,
  ]),
  /** `2025-09-30T06:01:09.042Z pid=4711 tid=exec-1 WARN: …` */
  sidekiq: headed(times.isoUtc, ({ level }) => [
    FIELD.time,
    " pid=",
    FIELD.pid,
    " tid=",
    FIELD.thread,
    ` ${level}: `,
  ]),
  /** `[06:01:09.042] [exec-1/WARN]: …` */
  minecraft: headed(times.clockMillis, ({ level }) => ["[", FIELD.time, "] [", FIELD.thread, `/${level}]: `]),
  /** `06:01:09.042 [warn] …` */
  "clock-level": headed(times.clockMillis, ({ level }) => [FIELD.time, ` [${level.toLowerCase()}] `]),
  /** `[30 Sep 2025 06:01:09 UTC] PHP Warning:  …` */
  php: headed(times.namedDay, ({ level }) => ["[", FIELD.time, ` UTC] PHP ${PHP_LEVELS[level]}:  `]),
  /** `[GIN] 2025/09/30 - 06:01:09 | 200 |     138µs |       10.0.0.1 | …` without a level. */
  gin: headed(times.slashedDay, ({ codeLine }) => ["[GIN] ", FIELD.time, ` | 200 | ${codeLine}us | 10.0.0.1 | `]),
  /** `[2025/09/30 06:01:09,  1] …` */
  samba: headed(times.nginxTime, ({ level }) => ["[", FIELD.time, `,  ${SAMBA_LEVELS[level]}] `]),
  /** `WARN[2025-09-30T06:01:09.042Z] …` */
  logrus: headed(times.isoUtc, ({ level }) => [`${LOGRUS_LEVELS[level]}[`, FIELD.time, "] "]),
  /** `Sep 30 06:01:09 fw1 %AUTH-4-SESSIONS: …` */
  cisco: headed(times.syslogTime, ({ level, service, file }) => [
    FIELD.time,
    ` fw1 %${service.toUpperCase()}-${SYSLOG_SEVERITY[level]}-${file.toUpperCase()}: `,
  ]),
  /** `2025-09-30 06:01:09.042 UTC,"app","shop",4711,"10.0.0.7:5",66.3,1,"SELECT",…,WARNING,42P01,…` */
  "postgresql-csv": headed(times.isoNamedUtc, ({ level, codeLine }) => [
    FIELD.time,
    ',"app","shop",',
    FIELD.pid,
    `,"10.0.0.7:5",66.${codeLine},1,"SELECT",2025-09-30 06:00:00 UTC,3/2,0,${POSTGRESQL_LEVELS[level]},42P01,`,
  ]),
  /** `  4711:20250930:060109.042 …` without a level. */
  zabbix: headed(times.compactMillis, () => ["  ", FIELD.pid, ":", FIELD.time, " "]),
} as const satisfies Readonly<Record<string, LineFormat>>;
