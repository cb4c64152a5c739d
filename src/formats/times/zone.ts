/**
 * From wall clocks to UTC in a named time zone, with daylight saving time.
 *
 * A clock time that comes twice is taken as its first occurrence, one that is skipped as the clock before the change
 * would have counted on: "compatible" in Temporal (RFC 5545 says the same). Offsets come from Intl, some microseconds
 * a question, so they are kept for each quarter of an hour of the wall clock: no zone changes within one, or it is
 * asked afresh.
 */

/** The zone of most servers: Intl, whose first use takes 10 ms, is not asked for it. */
const UTC = "UTC";
const QUARTER_MS = 900_000;
const DAY_MS = 86_400_000;
/** Quarters kept: some 85 days. */
const CACHE_QUARTERS = 8192;

export interface ZoneOffset {
  /** The instant (ms since the epoch) at which clocks of the zone show `wallMs` (that reading, taken as if UTC). */
  toUtc(wallMs: number): number;
}

/** One of each zone, since its offsets are the same for all. */
const zones = new Map<string, ZoneOffset>();

/** Throws RangeError when the zone is not known. */
export function createZoneOffset(timeZone: string): ZoneOffset {
  const known = zones.get(timeZone);
  if (known !== undefined) return known;
  const zone = timeZone === UTC ? new UtcOffset() : zoneOf(formatOf(timeZone));
  zones.set(timeZone, zone);
  return zone;
}

/** It may be another name of UTC. */
function zoneOf(format: Intl.DateTimeFormat): ZoneOffset {
  return format.resolvedOptions().timeZone === UTC ? new UtcOffset() : new NamedZoneOffset(format);
}

class UtcOffset implements ZoneOffset {
  toUtc(wallMs: number): number {
    return wallMs;
  }
}

class NamedZoneOffset implements ZoneOffset {
  readonly #format: Intl.DateTimeFormat;
  readonly #quarters = new Float64Array(CACHE_QUARTERS).fill(NaN);
  readonly #offsets = new Float64Array(CACHE_QUARTERS);

  constructor(format: Intl.DateTimeFormat) {
    this.#format = format;
  }

  toUtc(wallMs: number): number {
    if (!Number.isFinite(wallMs)) return NaN;
    const quarter = Math.floor(wallMs / QUARTER_MS);
    const slot = quarter & (CACHE_QUARTERS - 1);
    if (this.#quarters[slot] === quarter) return wallMs - this.#offsets[slot];
    return this.#ask(wallMs, quarter, slot);
  }

  #ask(wallMs: number, quarter: number, slot: number): number {
    const first = this.#wallOffset(quarter * QUARTER_MS);
    const last = this.#wallOffset((quarter + 1) * QUARTER_MS - 1);
    if (first !== last) return wallMs - this.#wallOffset(wallMs);
    this.#quarters[slot] = quarter;
    this.#offsets[slot] = first;
    return wallMs - first;
  }

  /** Milliseconds that a wall clock reading is ahead of UTC. */
  #wallOffset(wallMs: number): number {
    const before = this.#offsetAt(wallMs - DAY_MS);
    const after = this.#offsetAt(wallMs + DAY_MS);
    if (before === after || this.#offsetAt(wallMs - before) === before) return before;
    return this.#offsetAt(wallMs - after) === after ? after : before;
  }

  /** Milliseconds that the zone is ahead of UTC at an instant. */
  #offsetAt(utcMs: number): number {
    const second = Math.floor(utcMs / 1000) * 1000;
    const parts: Record<string, number> = {};
    for (const { type, value } of this.#format.formatToParts(second)) parts[type] = Number(value);
    return Date.UTC(parts.year, parts.month - 1, parts.day, parts.hour, parts.minute, parts.second) - second;
  }
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat("en-US-u-ca-iso8601-nu-latn", {
      timeZone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
  } catch {
    throw new RangeError(`Unknown time zone "${timeZone}": give an IANA name, such as "Europe/Berlin" or "UTC"`);
  }
}
