/**
 * The vocabulary of the messages: what stands for `{name}` in a template, and how it is drawn. A request or an incident
 * may give values of its own instead (its user, its address), which is what ties its lines together.
 *
 * Most identifiers hold digits, as in the logs of real services, and values with few variants (a table's name) are
 * drawn evenly, so that every shape of line shows up early.
 */
import type { Value } from "./event.ts";
import type { Random } from "./random.ts";

export type Draw = (random: Random) => Value;

const TABLES = ["users", "orders", "products"] as const;
const PORTS = [443, 5432, 6379, 8080, 9092] as const;
const USERS = 900;

const between = (min: number, max: number): Draw => (random) => random.integer(min, max);
const around = (median: number, spread: number): Draw => (random) =>
  Math.max(1, Math.round(random.logNormal(median, spread)));
const tenths = (mean: number, deviation: number): Draw => (random) =>
  Math.round(Math.min(99.9, Math.max(0.1, random.normal(mean, deviation))) * 10) / 10;
const counted = (mean: number): Draw => (random) => random.poisson(mean);

export const PARAMETERS: Readonly<Record<string, Draw>> = {
  attempt: between(1, 3),
  audit_id: between(100_000, 999_999),
  buffers: around(300, 0.6),
  bytes: around(24_000, 1.2),
  cache_key: (random) => `item:${random.integer(1, 20_000)}`,
  client_ip: (random) => `10.${random.integer(0, 7)}.${random.integer(0, 255)}.${random.integer(1, 254)}`,
  connections: counted(18),
  days: between(5, 29),
  disk_percent: tenths(84, 2),
  duration_s: around(1_400, 0.7),
  elapsed_ms: around(2_600, 0.4),
  entries: around(48_000, 0.1),
  hit_ratio: tenths(94, 1.5),
  interface: between(0, 3),
  lag_ms: around(900, 0.4),
  latency_ms: around(42, 0.45),
  loss_percent: tenths(3, 1),
  low_ratio: tenths(61, 4),
  node: between(1, 12),
  object_id: between(10_000, 99_999),
  order_id: between(10_000, 99_999),
  port: (random) => random.pick(PORTS),
  query_ms: around(6, 0.6),
  replica: between(1, 3),
  requests: counted(640),
  round_trip_ms: around(2, 0.4),
  rows: counted(22),
  rules: counted(140),
  segment: between(1, 4_000),
  snapshot_id: between(1_000, 9_999),
  table: (random) => random.pick(TABLES),
  user: (random) => `user_${1000 + Math.floor(USERS * skewed(random.float()))}`,
  volume: between(1, 6),
};

/** Towards 0, to the power 2.5: few users do most of the work. */
function skewed(share: number): number {
  return share * share * Math.sqrt(share);
}
