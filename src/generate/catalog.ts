/**
 * The kinds of lines of a healthy day, as data: what requests leave behind, what services say on their own, and the
 * warnings and errors of known kinds that every system has. What breaks beyond that is in `scenarios/`.
 */
import { type MessageTemplate, messageTemplate } from "./message_template.ts";
import type { Random } from "./random.ts";

/** A way that requests take through the services: they share trace id, user and address. */
export interface Flow {
  readonly weight: number;
  readonly method: string;
  readonly path: (random: Random) => string;
  readonly status: number;
  readonly steps: readonly MessageTemplate[];
}

/** A line outside of the steps of a request. */
export interface CatalogEntry {
  readonly weight: number;
  /** It happens to one of the requests under way, and carries its trace id, user and address. */
  readonly inRequest: boolean;
  readonly template: MessageTemplate;
}

const line = messageTemplate;

const RECEIVED = line("INFO", "api", "Request received: {method} {path} from {client_ip}");
const TOKEN_VERIFIED = line("DEBUG", "auth", "Token verified for user {user}");
const CACHE_HIT = line("DEBUG", "cache", "Cache hit for key {cache_key}");
const CACHE_MISS = line("DEBUG", "cache", "Cache miss for key {cache_key}");
const CACHE_STORED = line("DEBUG", "cache", "Stored key {cache_key}, {bytes} bytes");
const QUERY = line("INFO", "database", "Query on table {table} returned {rows} rows in {query_ms}ms");
/** Incidents write it too, with other latencies. */
export const REQUEST_COMPLETED = line(
  "INFO",
  "api",
  "Request completed: {method} {path} status {status} in {latency_ms}ms",
);

export const FLOWS: readonly Flow[] = [
  {
    weight: 4,
    method: "GET",
    path: (random) => `/api/v1/products/${random.integer(1, 20_000)}`,
    status: 200,
    steps: [RECEIVED, TOKEN_VERIFIED, CACHE_HIT, REQUEST_COMPLETED],
  },
  {
    weight: 4,
    method: "GET",
    path: (random) => `/api/v1/orders/${random.integer(10_000, 99_999)}`,
    status: 200,
    steps: [RECEIVED, TOKEN_VERIFIED, CACHE_MISS, QUERY, CACHE_STORED, REQUEST_COMPLETED],
  },
  {
    weight: 2,
    method: "POST",
    path: () => "/api/v1/login",
    status: 200,
    steps: [
      RECEIVED,
      QUERY,
      line("INFO", "auth", "User {user} logged in from {client_ip}"),
      CACHE_STORED,
      REQUEST_COMPLETED,
    ],
  },
  {
    weight: 2,
    method: "POST",
    path: () => "/api/v1/orders",
    status: 201,
    steps: [
      RECEIVED,
      TOKEN_VERIFIED,
      line("DEBUG", "security", "Permission granted: user {user} may create orders"),
      line("DEBUG", "database", "Transaction opened on table {table}"),
      line("INFO", "database", "Order {order_id} committed in {query_ms}ms"),
      line("DEBUG", "cache", "Invalidated key {cache_key}"),
      REQUEST_COMPLETED,
    ],
  },
  {
    weight: 1,
    method: "PUT",
    path: (random) => `/api/v1/files/${random.integer(10_000, 99_999)}`,
    status: 204,
    steps: [
      RECEIVED,
      TOKEN_VERIFIED,
      line("INFO", "network", "Receiving upload of {bytes} bytes from {client_ip}"),
      line("INFO", "storage", "Object {object_id} written: {bytes} bytes in {latency_ms}ms"),
      REQUEST_COMPLETED,
    ],
  },
];

const entry = (inRequest: boolean) => (weight: number, template: MessageTemplate): CatalogEntry => ({
  weight,
  inRequest,
  template,
});
const service = entry(false);
const request = entry(true);

/** What services say on their own. */
export const SERVICE_LINES: readonly CatalogEntry[] = [
  service(4, line("INFO", "auth", "Session created for user session duration: {duration_s}s")),
  service(2, line("INFO", "auth", "Session expired after {duration_s}s idle")),
  service(3, line("DEBUG", "database", "Connection pool: {connections} of 50 connections in use")),
  service(1, line("INFO", "database", "Checkpoint complete: wrote {buffers} buffers in {elapsed_ms}ms")),
  service(1, line("DEBUG", "database", "Autovacuum of segment {segment} removed {rows} dead rows")),
  service(4, line("INFO", "network", "Heartbeat from node-{node}: round trip {round_trip_ms}ms")),
  service(2, line("DEBUG", "network", "Keep-alive: {connections} connections open on port {port}")),
  service(1, line("INFO", "storage", "Snapshot {snapshot_id} written: {bytes} bytes in {duration_s}s")),
  service(2, line("DEBUG", "storage", "Compaction of segment {segment} freed {bytes} bytes")),
  service(2, line("DEBUG", "cache", "Evicted {rows} entries, {entries} left")),
  service(2, line("INFO", "cache", "Cache statistics: hit ratio {hit_ratio}%, {entries} entries")),
  service(1, line("INFO", "security", "Firewall rules reloaded: {rules} active")),
  service(2, line("DEBUG", "security", "Audit record {audit_id} stored")),
  service(1, line("INFO", "security", "Scan of node-{node} finished: 0 findings")),
  service(2, line("INFO", "api", "Metrics flushed: {requests} requests in the last minute")),
  service(3, line("DEBUG", "api", "Health check answered in {round_trip_ms}ms")),
];

/** Incidents write it too, from one address and in numbers. */
export const LOGIN_FAILED = line(
  "WARN",
  "auth",
  "Login failed for user {user} from {client_ip}: wrong password, attempt {attempt}",
);

/** Warnings that every day has. */
export const WARNINGS: readonly CatalogEntry[] = [
  request(2, LOGIN_FAILED),
  request(2, line("WARN", "database", "Slow query on table {table}: {elapsed_ms}ms for {rows} rows")),
  request(2, line("WARN", "api", "Rate limit near for client {client_ip}: {requests} of 1000 requests this minute")),
  request(1, line("WARN", "api", "Retrying call to service payments, attempt {attempt}")),
  request(1, line("WARN", "cache", "Entry too large to keep: key {cache_key}, {bytes} bytes")),
  request(1, line("WARN", "security", "Unusual request size from {client_ip}: {bytes} bytes")),
  service(1, line("WARN", "cache", "Cache hit ratio low: {low_ratio}%")),
  service(2, line("WARN", "storage", "Disk usage high on volume-{volume}: {disk_percent}%")),
  service(1, line("WARN", "network", "Packet loss on eth{interface}: {loss_percent}%")),
  service(2, line("WARN", "network", "Round trip to node-{node} slow: {elapsed_ms}ms")),
  service(2, line("WARN", "database", "Replication lag {lag_ms}ms on replica-{replica}")),
  service(1, line("WARN", "security", "Certificate of node-{node} expires in {days} days")),
];

/** Errors of known kinds: each ends the request that it happens to. */
export const ERRORS: readonly CatalogEntry[] = [
  request(2, line("ERROR", "database", "Query failed on table {table}: deadlock after {elapsed_ms}ms")),
  request(2, line("ERROR", "api", "Request failed: service payments answered 502 after {elapsed_ms}ms")),
  request(1, line("ERROR", "api", "Request failed: body of {bytes} bytes cannot be parsed")),
  request(1, line("ERROR", "auth", "Token rejected for user {user}: signature invalid")),
  request(1, line("ERROR", "security", "Access denied for user {user} to object {object_id}")),
  request(1, line("ERROR", "storage", "Write of object {object_id} failed: checksum mismatch")),
  service(1, line("ERROR", "cache", "Cache node-{node} unreachable: connection refused")),
  service(1, line("ERROR", "database", "Connection to replica-{replica} lost: reset by peer")),
  service(1, line("ERROR", "network", "Connection to node-{node} timed out after {elapsed_ms}ms")),
  service(1, line("ERROR", "network", "Lookup of node-{node} failed: no answer from resolver")),
];
