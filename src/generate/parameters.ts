/**
 * The vocabulary of the messages: what stands for `{name}` in a template, and how it is drawn. What belongs to a
 * request comes from the request, which is what ties its lines together; the rest has a distribution of its own, some
 * of which follow the hour (connections, queue lengths) or drift slowly (disks fill, tables grow).
 *
 * Most identifiers hold digits, as in the logs of real services, and values with few variants (a table's name) are
 * drawn evenly, so that every shape of line shows up early.
 */
import { type Circumstances, loadAt } from "./circumstances.ts";
import { drawIp, drawUser } from "./users.ts";

/** What may stand for a name. */
export type Value = string | number;

/** Draws one. */
export type Draw = (about: Circumstances) => Value;

const TABLES = ["users", "orders", "products"] as const;
const PORTS = [443, 5432, 6379, 8080, 9092] as const;
const QUEUES = ["email", "invoice", "thumbnail", "export"] as const;
const AGENTS = [
  "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0",
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/126.0 Safari/537.36",
  "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Version/17.5 Mobile Safari/604.1",
  "shop-app/7.14 (Android 14)",
] as const;
const DISK_HOURS = 24;

const between = (min: number, max: number): Draw => ({ random }) => random.integer(min, max);
const around = (median: number, spread: number): Draw => ({ random }) =>
  Math.max(1, Math.round(random.logNormal(median, spread)));
const tenths = (mean: number, deviation: number): Draw => ({ random }) =>
  Math.round(Math.min(99.9, Math.max(0.1, random.normal(mean, deviation))) * 10) / 10;
const counted = (mean: number): Draw => ({ random }) => random.poisson(mean);
/** More at busy hours. */
const withLoad = (mean: number): Draw => ({ random, timeMs }) => random.poisson(mean * loadAt(timeMs));
/** Grows by a share an hour, to three times its size and then from the beginning. */
const growing = (start: number, shareAnHour: number): Draw => ({ random, ageHours }) =>
  Math.round(start * (1 + (ageHours * shareAnHour) % 2) * (1 + 0.01 * (random.float() - 0.5)));

/** Latencies are a tenth higher or lower as the day goes on. */
function drift({ ageHours }: Circumstances): number {
  return 1 + 0.1 * Math.sin(ageHours / 3);
}

export const PARAMETERS: Readonly<Record<string, Draw>> = {
  agent: ({ random, request }) =>
    request === undefined ? random.pick(AGENTS) : AGENTS[request.user.charCodeAt(request.user.length - 1) & 3],
  amount: ({ random }) => (random.logNormal(4200, 0.6) / 100).toFixed(2),
  attempt: between(1, 3),
  audit_id: between(100_000, 999_999),
  buffers: around(300, 0.6),
  bytes: around(24_000, 0.9),
  cache_key: ({ random, request }) => `item:${request?.item ?? random.integer(1, 20_000)}`,
  client_ip: ({ random, request }) => request?.clientIp ?? drawIp(random),
  connections: withLoad(18),
  cpu_percent: ({ random, timeMs }) =>
    Math.round(Math.min(99, Math.max(1, random.normal(34 * loadAt(timeMs), 5))) * 10) / 10,
  days: between(5, 29),
  disk_percent: ({ random, ageHours }) => Math.round(600 + 8 * (ageHours % DISK_HOURS) + 2 * random.float()) / 10,
  duration_s: around(1_400, 0.7),
  elapsed_ms: ({ request, timeMs }) => request === undefined ? 1 : Math.max(1, Math.round(timeMs - request.startMs)),
  entries: growing(48_000, 0.02),
  fraction: tenths(12, 2),
  gc_ms: around(14, 0.35),
  heap_mb: ({ random, ageHours }) => Math.round(420 + 60 * ((ageHours * 7) % 1) + random.normal(0, 8)),
  hit_ratio: tenths(94, 1.2),
  interface: between(0, 3),
  items: ({ random }) => 1 + random.poisson(2),
  job_ms: around(180, 0.5),
  job_id: between(1_000_000, 9_999_999),
  lag_ms: around(900, 0.35),
  low_ratio: tenths(61, 4),
  loss_percent: tenths(3, 1),
  memory_percent: ({ random, timeMs }) => Math.round(random.normal(46 + 6 * loadAt(timeMs), 1.5) * 10) / 10,
  method: ({ request }) => request?.flow.method ?? "GET",
  node: between(1, 12),
  object_id: between(10_000, 99_999),
  order_id: ({ random, request }) => request?.orderId ?? random.integer(100_000, 999_999),
  page: between(1, 40),
  path: ({ random, request }) => request?.path ?? `/api/v1/orders/${random.integer(100_000, 999_999)}`,
  pid: between(2_000, 32_000),
  port: ({ random }) => random.pick(PORTS),
  queue: ({ random }) => random.pick(QUEUES),
  queue_length: withLoad(9),
  query_ms: (about) => Math.max(1, Math.round(about.random.logNormal(6, 0.5) * drift(about))),
  replica: between(1, 3),
  requests: withLoad(640),
  round_trip_ms: around(2, 0.3),
  rows: counted(22),
  rules: counted(140),
  segment: between(1, 4_000),
  shard: between(0, 15),
  slow_ms: around(2_600, 0.3),
  snapshot_id: between(1_000, 9_999),
  source_port: between(32_768, 60_999),
  status: ({ request }) => request?.flow.status ?? 200,
  table: ({ random, request }) => request?.flow.table ?? random.pick(TABLES),
  table_rows: growing(1_200_000, 0.01),
  temperature: tenths(52, 2),
  token_s: between(300, 3_600),
  transaction: between(10_000_000, 99_999_999),
  user: ({ random, request }) => request?.user ?? drawUser(random),
  version: ({ ageHours }) => `4.2.${17 + Math.floor(ageHours / 4)}`,
  volume: between(1, 6),
};
