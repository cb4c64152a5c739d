/** The cache in front of the database. */
import { linesOf } from "../message_template.ts";
import type { ServiceLines } from "./lines.ts";

const line = linesOf("cache");

export const HIT = line("DEBUG", "Cache hit for key {cache_key}", "Store");
export const MISS = line("DEBUG", "Cache miss for key {cache_key}", "Store");
export const STORED = line("DEBUG", "Stored key {cache_key}, {bytes} bytes", "Store");
export const INVALIDATED = line("DEBUG", "Invalidated key {cache_key}", "Store");

export const CACHE: ServiceLines = {
  spontaneous: [
    [60, line("DEBUG", "Evicted {rows} entries, {entries} left", "Eviction")],
    [30, line("DEBUG", "Shard {shard} answers in {round_trip_ms}ms", "Shards")],
    [10, line("INFO", "Client {client_ip} connected, {connections} in all", "Clients")],
    [8, line("INFO", "Client {client_ip} disconnected", "Clients")],
    [1.5, line("INFO", "Slot {segment} moved to shard {shard}", "Shards")],
    [0.4, line("INFO", "Memory of shard {shard} defragmented in {job_ms}ms", "Eviction")],
  ],
  jobs: [
    { everySeconds: 30, lines: [line("INFO", "Cache statistics: hit ratio {hit_ratio}%, {entries} entries", "Stats")] },
    {
      everySeconds: 300,
      lines: [
        line("INFO", "Background saving started by pid {pid}", "Snapshot"),
        line("INFO", "Background saving finished: {entries} keys in {job_ms}ms", "Snapshot"),
      ],
    },
  ],
  requestWarnings: [[2, line("WARN", "Entry too large to keep: key {cache_key}, {bytes} bytes", "Store")]],
  warnings: [
    [1, line("WARN", "Cache hit ratio low: {low_ratio}%", "Stats")],
    [1, line("WARN", "Client {client_ip} reads slowly: {bytes} bytes wait", "Clients")],
  ],
  requestErrors: [[1, line("ERROR", "Key {cache_key} cannot be read: shard {shard} is loading", "Store")]],
  errors: [[1, line("ERROR", "Cache node-{node} unreachable: connection refused", "Shards")]],
  deploy: [],
};
