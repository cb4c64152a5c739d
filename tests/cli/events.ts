/** Events to write, for the tests of what they look like. */
import type { AnomalyEvent, Summary } from "../../src/core/anomaly.ts";

export const ANOMALY: AnomalyEvent = {
  type: "anomaly",
  id: "a1b2c3",
  time: "2026-11-22T18:00:00.123Z",
  source: "/var/log/app.log",
  line: 1234,
  offset: 56789,
  detector: "new_template",
  score: 0.975,
  severity: "critical",
  template_id: "5f1c0a9e",
  template: "sudo: <*> : command not allowed",
  message: "sudo: deploy : command not allowed",
  reason: "this shape of line was not seen in 3 d 4 h before",
  evidence: {},
  count: 1,
};

export const SUMMARY: Summary = {
  type: "summary",
  lines: 1_234_567,
  bytes: 146_000_000,
  seconds: 1.234,
  lines_per_second: 1_000_459.5,
  templates: 46,
  anomalies: 12,
  by_detector: { keyword: 2, new_template: 10, spike: 0 },
  truncated_lines: 1,
  invalid_utf8: 0,
  dropped: 0,
  rss_bytes_max: 178_000_000,
  continuation_lines: 30,
  flagged_lines: 1204,
  comparison: {
    rules: { lines: 1200, anomalies: 8 },
    ml: { lines: 10, anomalies: 6 },
    both: { lines: 6, anomalies: 2 },
  },
  suppressed: 0,
  past_lines: 0,
  by_level: { INFO: 1_234_000, ERROR: 567, "": 0 },
  sources: [
    { source: "/var/log/app.log", format: "json", lines: 1_234_000, bytes: 145_900_000, matched: 1 },
    { source: "-", format: "plain", lines: 567, bytes: 100_000, matched: 0.5 },
  ],
  workers: 2,
  worker_restarts: 0,
  first_time: "2026-11-22T18:00:00.000Z",
  last_time: "2026-11-22T19:00:00.000Z",
};
