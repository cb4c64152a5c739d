/** How the program itself is, in four rows. */
import type { HealthView } from "../../core/views/health_view.ts";
import type { Snapshot } from "../../core/views/snapshot.ts";
import { compactBytes, spanText } from "../amounts.ts";
import type { Frame } from "../frame.ts";
import { sparkline } from "../plot.ts";

/** Draws memory, load, queue and model in a box. */
export function renderHealth(frame: Frame, { health, nowMs, startedMs }: Snapshot): void {
  const inner = frame.box("health", { role: "border" }, health.model);
  const half = (inner.columns >> 1) + 1;
  const cpu = Number.isNaN(health.cpuShare) ? "–" : `${Math.round(health.cpuShare * 100)} %`;
  inner.spans(0, 0, [{ text: "memory ", role: "muted" }, { text: compactBytes(health.memoryBytes) }, {
    text: ` ${sparkline(Array.from(health.memoryTrend).slice(-8))}`,
    role: "series",
  }]);
  inner.spans(half, 0, [{ text: "cpu ", role: "muted" }, { text: cpu }]);
  const load = health.workers.map(({ load }) => load);
  inner.spans(0, 1, [{ text: "workers ", role: "muted" }, { text: sparkline(load, 1) || "–", role: "series" }, {
    text: load.length === 0 ? "" : ` ${load.length}`,
  }]);
  inner.spans(half, 1, [{ text: "queue ", role: "muted" }, { text: `${health.queue}/${health.queueMax}` }]);
  inner.spans(0, 2, [{ text: "up ", role: "muted" }, { text: spanText(nowMs - startedMs) }]);
  if (!Number.isNaN(health.modelMs)) {
    inner.spans(half, 2, [{ text: "onnx ", role: "muted" }, { text: `${health.modelMs.toFixed(1)} ms` }]);
  }
  inner.spans(half, 3, [{ text: "dropped ", role: "muted" }, { text: "0" }]);
  const trouble = troubleIn(health);
  if (trouble !== "") {
    inner.part({ column: 0, row: 3, columns: half - 1, rows: 1 }).text(0, 0, trouble, { role: "warning" });
  }
}

/** The gravest alone: there is a row for one, and the screen of the sources has room for all. */
function troubleIn({ historyTrouble, restarts }: HealthView): string {
  if (historyTrouble !== "") return "history fails";
  return restarts > 0 ? `${restarts} worker restarts` : "";
}
