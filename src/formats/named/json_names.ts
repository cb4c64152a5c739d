/**
 * What the fields of JSON lines and logfmt mean by their names: which hold the time, the level, the message. The
 * earlier of two names wins. Case does not count, and a nested field is named by its path: "log.level".
 *
 * Names are met as bytes, so they are known by a hash: a running one, so that a path needs no string.
 */
import { hashNameText } from "../../core/hash.ts";

export const ROLE = { none: 0, time: 1, level: 2, message: 3 } as const;

/** How a level that is a number is read; words are the same for all. */
export const SCALE = {
  /** 10 to 60 in tens as in pino and bunyan, 0 to 7 as in syslog. */
  usual: 0,
  syslog: 1,
  /** OpenTelemetry's 1 to 24. */
  otel: 2,
  /** Python's 10 to 50, where 20 is info. */
  python: 3,
} as const;

export interface FieldNames {
  readonly time: readonly string[];
  readonly level: readonly (string | readonly [name: string, scale: number])[];
  readonly message: readonly string[];
}

/** Names in use by loggers: logrus, zap, zerolog, pino, bunyan, Serilog, structlog, logstash, ECS, GELF, GCP, OTel. */
export const COMMON_NAMES: FieldNames = {
  time: [
    ...["@timestamp", "timestamp", "ts", "time", "@t", "datetime", "date", "t", "eventtime", "event_time", "asctime"],
    ...["__realtime_timestamp", "_source_realtime_timestamp", "timeunixnano", "time_unix_nano", "observedtimestamp"],
    ...["timemillis", "instant.epochsecond", "start_time", "created", "createdat", "created_at", "logged_at", "when"],
    ...[
      "log.time",
      "log.timestamp",
      "event.created",
      "time_iso8601",
      "time_local",
      "msec",
      "date_time",
      "_time",
      "t.$date",
    ],
  ],
  level: [
    ...[
      "level",
      "lvl",
      "@l",
      "@level",
      "log.level",
      "loglevel",
      "log_level",
      "levelname",
      "severity_text",
      "severitytext",
    ],
    ...[["severity", SCALE.syslog], ["priority", SCALE.syslog], ["severity_number", SCALE.otel]] as const,
    ...[["severitynumber", SCALE.otel], ["syslog.severity", SCALE.syslog], "log.syslog.severity.name"] as const,
    ...[["levelno", SCALE.python], "level_name", "logger.level", "record.level.name", "level.name", "l", "s"] as const,
  ],
  message: [
    ...["msg", "message", "log", "@m", "@message", "text", "short_message", "event", "body", "textpayload", "@mt"],
    ...["messagetemplate", "body.stringvalue", "body.string_value", "jsonpayload.message", "jsonpayload.msg"],
    ...["rendered_message", "renderedmessage", "full_message", "log.message", "event.message", "record.message", "m"],
  ],
};

/** The hash that a name at the top begins with. */
export const NAME_HASH = 0x811c9dc5 | 0;

/** The hash of a name, or of a path with dots: `hashName` of core/hash.ts. */
export const hashName = hashNameText;

const SLOTS = 512;

/** Roles of names by their hashes, packed into one number: role, scale, rank. */
export class NameTable {
  readonly #hashes = new Int32Array(SLOTS);
  readonly #entries = new Int32Array(SLOTS);

  constructor(names: FieldNames) {
    names.time.forEach((name, rank) => this.#add(name, ROLE.time, 0, rank));
    names.level.forEach((entry, rank) => {
      if (typeof entry === "string") this.#add(entry, ROLE.level, SCALE.usual, rank);
      else this.#add(entry[0], ROLE.level, entry[1], rank);
    });
    names.message.forEach((name, rank) => this.#add(name, ROLE.message, 0, rank));
  }

  /** The entry of a name's hash; 0 for a name without a role. */
  find(hash: number): number {
    for (let slot = hash & (SLOTS - 1); this.#entries[slot] !== 0; slot = (slot + 1) & (SLOTS - 1)) {
      if (this.#hashes[slot] === hash) return this.#entries[slot];
    }
    return 0;
  }

  #add(name: string, role: number, scale: number, rank: number): void {
    const hash = hashName(name);
    let slot = hash & (SLOTS - 1);
    while (this.#entries[slot] !== 0) slot = (slot + 1) & (SLOTS - 1);
    this.#hashes[slot] = hash;
    this.#entries[slot] = role | scale << 2 | rank << 4;
  }
}

export function roleOf(entry: number): number {
  return entry & 3;
}

export function scaleOf(entry: number): number {
  return (entry >> 2) & 3;
}

/** 0 is the best. */
export function rankOf(entry: number): number {
  return entry >> 4;
}
