/**
 * `/metrics` for Prometheus (text exposition format 0.0.4), made from one snapshot: a registry of its own for each
 * scrape, so that nothing is left over of sources that are gone. What is not known is left out.
 */
import { Counter, Gauge, Registry } from "prom-client";
import type { AlertsView } from "../core/views/alerts_view.ts";
import { DETECTORS } from "../core/anomaly.ts";
import type { Snapshot, SourceView } from "../core/views/snapshot.ts";
import { shownText } from "../core/text/shown_text.ts";

/** Sources with figures of their own, those with the most lines: each is a series in Prometheus. */
const SOURCES_MAX = 100;
const LABEL_MAX = 500;

/** The text, and its content type. */
export async function metricsText(
  snapshot: Snapshot,
  alerts: AlertsView | undefined,
  redact: (text: string) => string,
): Promise<{ readonly text: string; readonly type: string }> {
  const figures = new Registry();
  const write = new MetricWriter(figures);
  const { totals, health } = snapshot;
  write.counter("lines_total", "Lines read", totals.lines);
  write.counter("bytes_total", "Bytes read", totals.bytes);
  write.counter("flagged_lines_total", "Lines at or above the alert threshold", totals.flaggedLines);
  write.counter("anomalies_total", "Anomalies told of", totals.anomalies);
  write.counter("truncated_lines_total", "Lines that were cut", totals.truncatedLines);
  write.counter("invalid_utf8_lines_total", "Lines that are not UTF-8", totals.invalidUtf8);
  write.counter("suppressed_lines_total", "Flagged lines that were marked normal", totals.suppressed);
  write.gauge("lines_per_second", "Lines read in the last second", snapshot.linesPerSecond);
  write.gauge("templates", "Templates that live", snapshot.templates.length);
  write.gauge("start_time_seconds", "When the run began, Unix time", snapshot.startedMs / 1000);
  write.gauge("event_time_seconds", "The newest event time, Unix time", snapshot.clockMs / 1000);
  write.gauge("memory_bytes", "Resident memory", health.memoryBytes);
  write.gauge("cpu_cores", "Cores in use", health.cpuShare);
  write.gauge("workers", "Worker threads", health.workers.length);
  write.counter("worker_restarts_total", "Workers that died and were replaced", health.restarts);
  write.gauge("queue_batches", "Batches read and not yet judged", health.queue);
  write.gauge("queue_batches_max", "Batches that may be read and not yet judged", health.queueMax);
  write.gauge("model_in_use", "1 while an Isolation Forest judges, 0 without one", health.model === "" ? 0 : 1);
  write.gauge("history_failing", "1 while the history cannot be written", health.historyTrouble === "" ? 0 : 1);
  const found = new Map(snapshot.comparison.detectors.map(({ id, anomalies }) => [id, anomalies]));
  write.labelled("detector_anomalies_total", "Anomalies by the detector that found them", "detector", [
    ...DETECTORS.map((id) => [id, found.get(id) ?? 0] as const),
  ]);
  writeSources(write, snapshot.sources, redact);
  if (alerts !== undefined) writeAlerts(write, alerts);
  return { text: await figures.metrics(), type: figures.contentType };
}

function writeSources(
  write: MetricWriter,
  sources: readonly SourceView[],
  redact: (text: string) => string,
): void {
  const known = [...sources].sort((a, b) => b.lines - a.lines).slice(0, SOURCES_MAX)
    .map(({ name, lines, anomalies }) => ({ name: shownText(redact(name), LABEL_MAX), lines, anomalies }));
  write.gauge("sources", "Sources that are known", sources.length);
  write.gauge("sources_failed", "Sources that cannot be read", sources.filter(({ error }) => error !== "").length);
  write.labelled(
    "source_lines_total",
    "Lines read of a source",
    "source",
    known.map(({ name, lines }) => [name, lines]),
  );
  write.labelled(
    "source_anomalies_total",
    "Anomalies of a source",
    "source",
    known.map(({ name, anomalies }) => [name, anomalies]),
  );
}

function writeAlerts(write: MetricWriter, alerts: AlertsView): void {
  write.counter("alerts_sent_total", "Alerts that got there", alerts.sent);
  write.counter("alerts_dead_total", "Alerts that were given up", alerts.dead);
  write.gauge("alerts_waiting", "Alerts that are to be sent", alerts.waiting);
  const failing = alerts.notifiers.filter(({ problem }) => problem !== "").length;
  write.gauge("notifiers_failing", "Notifiers whose last try was in vain", failing);
}

class MetricWriter {
  readonly #registry: Registry;

  constructor(registry: Registry) {
    this.#registry = registry;
  }

  counter(name: string, help: string, value: number): void {
    if (value >= 0) new Counter({ name: `oddline_${name}`, help, registers: [this.#registry] }).inc(value);
  }

  gauge(name: string, help: string, value: number): void {
    if (Number.isFinite(value)) new Gauge({ name: `oddline_${name}`, help, registers: [this.#registry] }).set(value);
  }

  /** A counter with one label. */
  labelled(name: string, help: string, label: string, values: readonly (readonly [string, number])[]): void {
    const counter = new Counter({ name: `oddline_${name}`, help, labelNames: [label], registers: [this.#registry] });
    for (const [value, count] of values) if (count >= 0) counter.inc({ [label]: value }, count);
  }
}
