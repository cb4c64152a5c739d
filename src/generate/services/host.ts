/** The machines below: kernel, init, cron, ssh. */
import { linesOf } from "../message_template.ts";
import type { ServiceLines } from "./lines.ts";

const line = linesOf("host");

/** Incidents write it too, with a disk that fills. */
export const LOAD = line(
  "DEBUG",
  "Load: cpu {cpu_percent}%, memory {memory_percent}%, disk {disk_percent}%",
  "Monitor",
);

export const HOST: ServiceLines = {
  spontaneous: [
    [30, line("INFO", "Accepted publickey for deploy from {client_ip} port {source_port} ssh2", "Sshd")],
    [25, line("INFO", "Session {audit_id} of user deploy closed", "Sshd")],
    [20, line("DEBUG", "Firewall passed {client_ip} to port {port}", "Firewall")],
    [6, line("INFO", "Firewall rules reloaded: {rules} active", "Firewall")],
    [3, line("INFO", "eth{interface}: link is up at 10000 Mbps", "Kernel")],
    [1.5, line("INFO", "Time synchronised with server node-{node}, offset {round_trip_ms}ms", "Chrony")],
    [0.4, line("INFO", "Package index refreshed: {rows} updates available", "Apt")],
  ],
  jobs: [
    { everySeconds: 10, lines: [line("INFO", "Heartbeat from node-{node}: round trip {round_trip_ms}ms", "Monitor")] },
    {
      everySeconds: 20,
      lines: [LOAD],
    },
    { everySeconds: 60, lines: [line("INFO", "Cron ran job {shard} for user root", "Cron")] },
    { everySeconds: 240, lines: [line("DEBUG", "Temperature of cpu {interface}: {temperature} C", "Monitor")] },
    {
      everySeconds: 1000,
      lines: [
        line("INFO", "Log rotation started", "Logrotate"),
        line("INFO", "Log rotation finished, {items} files rotated", "Logrotate"),
      ],
    },
    { everySeconds: 1600, lines: [line("INFO", "Scan of node-{node} finished: 0 findings", "Scanner")] },
  ],
  requestWarnings: [],
  warnings: [
    [2, line("WARN", "Round trip to node-{node} slow: {slow_ms}ms", "Monitor")],
    [1, line("WARN", "Packet loss on eth{interface}: {loss_percent}%", "Kernel")],
    [1, line("WARN", "Temperature of cpu {interface} high: {temperature} C", "Monitor")],
  ],
  requestErrors: [],
  errors: [[1, line("ERROR", "I/O error on volume-{volume}, sector {table_rows}", "Kernel")]],
  deploy: [],
};
