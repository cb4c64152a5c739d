/** The database: queries, transactions, and what it does for itself. */
import { linesOf } from "../message_template.ts";
import type { ServiceLines } from "./lines.ts";

const line = linesOf("database");

/** Incidents write it too, with a value that cannot be. */
export const QUERY = line("INFO", "Query on table {table} returned {rows} rows in {query_ms}ms", "Executor");
export const TRANSACTION_OPENED = line("DEBUG", "Transaction opened on table {table}", "Transactions");
export const ORDER_WRITTEN = line("INFO", "Order {order_id} committed in {query_ms}ms", "Transactions");

/** Incidents write it too, in numbers. */
export const REPLICA_LOST = line("ERROR", "Connection to replica-{replica} lost: reset by peer", "Replication");

export const DATABASE: ServiceLines = {
  spontaneous: [
    [70, line("DEBUG", "Connection pool: {connections} of 50 connections in use", "Pool")],
    [40, line("DEBUG", "Autovacuum of segment {segment} removed {rows} dead rows", "Vacuum")],
    [20, line("DEBUG", "Plan cache kept {rules} plans", "Planner")],
    [12, line("INFO", "Connection from {client_ip} port {source_port} authorized", "Connections")],
    [3, line("INFO", "Index of segment {segment} rebuilt in {slow_ms}ms", "Vacuum")],
    [1, line("INFO", "Statistics target of segment {segment} raised to {rules}", "Planner")],
    [0.4, line("INFO", "Prepared transaction {transaction} resolved", "Transactions")],
  ],
  jobs: [
    {
      everySeconds: 60,
      lines: [
        line("INFO", "Checkpoint starting: time", "Checkpointer"),
        line("INFO", "Checkpoint complete: wrote {buffers} buffers in {job_ms}ms", "Checkpointer"),
      ],
    },
    { everySeconds: 30, lines: [line("DEBUG", "Replica-{replica} is {round_trip_ms}ms behind", "Replication")] },
    {
      everySeconds: 1300,
      lines: [
        line("INFO", "Base backup {snapshot_id} started", "Backup"),
        line("INFO", "Base backup {snapshot_id} finished: {table_rows} pages", "Backup"),
      ],
    },
  ],
  requestWarnings: [[3, line("WARN", "Slow query on table {table}: {slow_ms}ms for {rows} rows", "Executor")]],
  warnings: [
    [2, line("WARN", "Replication lag {lag_ms}ms on replica-{replica}", "Replication")],
    [1, line("WARN", "Checkpoints occur too often: {node} seconds apart", "Checkpointer")],
  ],
  requestErrors: [
    [2, line("ERROR", "Query failed on table {table}: deadlock after {slow_ms}ms", "Executor")],
    [1, line("ERROR", "Duplicate key in table {table}: {object_id} exists", "Executor")],
  ],
  errors: [[1, REPLICA_LOST]],
  deploy: [],
};
