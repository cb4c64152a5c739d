/** Work that nobody waits for: mails, invoices, thumbnails, exports, and the store of objects. */
import { linesOf } from "../message_template.ts";
import type { ServiceLines } from "./lines.ts";

const line = linesOf("worker");

export const JOB_QUEUED = line("DEBUG", "Job {job_id} queued for order {order_id}", "Queue");
export const INVOICE_WRITTEN = line("INFO", "Invoice of order {order_id} written: {bytes} bytes", "Invoices");
export const MAIL_SENT = line("INFO", "Mail to user {user} sent in {job_ms}ms", "Mailer");
export const OBJECT_WRITTEN = line("INFO", "Object {object_id} written: {bytes} bytes in {query_ms}ms", "Objects");
export const EXPORT_DONE = line("INFO", "Export {snapshot_id} for user {user} done: {rows} rows", "Exports");

/** Incidents write it too, as the disk fills. */
export const DISK_HIGH = line("WARN", "Disk usage high on volume-{volume}: {disk_percent}%", "Objects");

export const WORKER: ServiceLines = {
  spontaneous: [
    [60, line("INFO", "Job {job_id} of queue {queue} done in {job_ms}ms", "Runner")],
    [60, line("DEBUG", "Job {job_id} of queue {queue} taken", "Runner")],
    [30, line("DEBUG", "Compaction of segment {segment} freed {bytes} bytes", "Objects")],
    [6, line("INFO", "Thumbnail of object {object_id} made in {job_ms}ms", "Thumbnails")],
    [2, line("INFO", "Job {job_id} postponed by {node} minutes", "Runner")],
    [1, line("INFO", "Object {object_id} moved to cold storage", "Objects")],
    [0.4, line("INFO", "Mail to user {user} returned by the server of the receiver", "Mailer")],
  ],
  jobs: [
    { everySeconds: 15, lines: [line("DEBUG", "Queue {queue} holds {queue_length} jobs", "Queue")] },
    {
      everySeconds: 400,
      lines: [line("INFO", "Snapshot {snapshot_id} written: {bytes} bytes in {duration_s}s", "Objects")],
    },
    {
      everySeconds: 1400,
      lines: [
        line("INFO", "Cleanup of expired exports started", "Exports"),
        line("INFO", "Cleanup removed {rows} expired exports", "Exports"),
      ],
    },
  ],
  requestWarnings: [[1, line("WARN", "Job {job_id} retried, attempt {attempt}", "Runner")]],
  warnings: [
    [2, line("WARN", "Queue {queue} grows: {requests} jobs wait", "Queue")],
    [1, DISK_HIGH],
  ],
  requestErrors: [[1, line("ERROR", "Write of object {object_id} failed: checksum mismatch", "Objects")]],
  errors: [[1, line("ERROR", "Job {job_id} given up after {attempt} attempts", "Runner")]],
  deploy: [
    line("INFO", "Worker asked to stop, finishing {queue_length} jobs", "Lifecycle"),
    line("INFO", "Worker {version} started as process {pid}", "Lifecycle"),
    line("INFO", "Subscribed to {items} queues", "Queue"),
  ],
};
