/** How the program keeps up: what it has read, its workers one by one, its memory over time. */
import type { HealthView, WorkerView } from "../../core/views/health_view.ts";
import type { Snapshot } from "../../core/views/snapshot.ts";
import { compactBytes, compactCount, spanText } from "../amounts.ts";
import type { Frame, Span } from "../frame.ts";
import { columnsOfFrame, rowsOf, type Size } from "../layout.ts";
import { bar, curve, largest } from "../plot.ts";
import type { Role } from "../style.ts";
import type { View } from "../view.ts";

const LABEL_COLUMNS = 9;
/** Fewer columns than this leave out what is said elsewhere too. */
const ROOMY_COLUMNS = 44;
const WIDE = 110;
const WIDE_PARTS: readonly Size[] = [{ share: 3, min: 46 }, { share: 3, min: 56 }, { share: 4 }];
const NARROW_PARTS: readonly Size[] = [{ share: 1 }, { share: 1 }];

/** Draws it in a box. */
export function renderProgram(frame: Frame, { snapshot }: View): void {
  const inner = frame.box("this program").inset(1, 0);
  const { health } = snapshot;
  if (inner.columns >= WIDE) {
    const [facts, workers, memory] = columnsOfFrame(inner, WIDE_PARTS);
    renderFacts(facts, snapshot);
    renderWorkers(workers, health.workers);
    renderMemory(memory, health);
    return;
  }
  const [facts, right] = columnsOfFrame(inner, NARROW_PARTS);
  renderFacts(facts, snapshot);
  const [workers, memory] = rowsOf(right, [Math.min(health.workers.length, inner.rows >> 1), { share: 1 }]);
  renderWorkers(workers, health.workers);
  renderMemory(memory, health);
}

function renderFacts(frame: Frame, { health, nowMs, startedMs, totals, bytesPerSecond }: Snapshot): void {
  const isRoomy = frame.columns >= ROOMY_COLUMNS;
  const { truncatedLines, invalidUtf8, suppressed } = totals;
  const cpu = Number.isNaN(health.cpuShare)
    ? "–"
    : `${Math.round(health.cpuShare * 100)} %${isRoomy ? " of a core" : ""}`;
  const cut = [
    ...(truncatedLines > 0 ? [`${compactCount(truncatedLines)} cut`] : []),
    ...(invalidUtf8 > 0 ? [`${compactCount(invalidUtf8)} not UTF-8`] : []),
    ...(suppressed > 0 ? [`${compactCount(suppressed)} held back`] : []),
  ];
  const facts: readonly (readonly [label: string, text: string, role?: Role])[] = [
    ["up", `${spanText(nowMs - startedMs)} · cpu ${cpu}`],
    [
      "read",
      `${compactCount(totals.lines)} lines, ${compactBytes(totals.bytes)}${
        !isRoomy ? "" : `, ${compactBytes(bytesPerSecond)}/s`
      }`,
    ],
    ["queue", `${health.queue} of ${health.queueMax} batches`],
    ["dropped", ["0 lines", ...cut].join(", ")],
    ["model", health.model || "none yet"],
    ...(health.historyTrouble === ""
      ? []
      : [["history", `cannot be written: ${health.historyTrouble}`, "warning"] as const]),
    ...(health.restarts > 0
      ? [["restarts", `${health.restarts} workers died and were replaced`, "warning"] as const]
      : []),
  ];
  const room = frame.part({ column: 0, row: 0, columns: frame.columns - 2, rows: frame.rows });
  for (const [row, [label, text, role = "plain"]] of facts.entries()) {
    room.spans(0, row, [{ text: label.padEnd(LABEL_COLUMNS), role: "muted" }, { text, role }]);
  }
}

/** A row a worker: how busy, how many batches it parsed, how many it scored and how long the model took for one. */
function renderWorkers(frame: Frame, workers: readonly WorkerView[]): void {
  const shown = workers.length > frame.rows ? frame.rows - 1 : workers.length;
  for (const [row, { load, batches, scored, modelMs }] of workers.slice(0, shown).entries()) {
    const isRoomy = frame.columns >= ROOMY_COLUMNS;
    const barColumns = isRoomy ? 10 : 4;
    const onnx: Span[] = scored === 0 ? [] : [
      { text: `${isRoomy ? " " : ""} ${modelMs < 9.95 ? modelMs.toFixed(1) : Math.round(modelMs)} ms onnx` },
      { text: isRoomy ? ` ×${compactCount(scored)}` : "", role: "faint" },
    ];
    frame.spans(0, row, [
      { text: `${row + 1} `.padStart(3), role: "muted" },
      { text: bar(load, barColumns, frame.ascii).padEnd(barColumns), role: "series" },
      { text: `${Math.round(load * 100)} %`.padStart(isRoomy ? 6 : 5) },
      { text: ` ${compactCount(batches).padStart(isRoomy ? 6 : 4)} batches`, role: "muted" },
      ...onnx,
    ]);
  }
  if (shown < workers.length) frame.text(0, frame.rows - 1, `and ${workers.length - shown} more`, { role: "faint" });
}

function renderMemory(frame: Frame, { memoryBytes, memoryTrend }: HealthView): void {
  const most = largest(memoryTrend);
  const since = memoryTrend.length < 2 ? "" : ` in ${spanText((memoryTrend.length - 1) * 1000)}`;
  frame.spans(0, 0, [
    { text: "memory ", role: "muted" },
    { text: compactBytes(memoryBytes) },
    { text: ` (most ${compactBytes(most)}${since})`, role: "faint" },
  ]);
  const plot = frame.part({ column: 0, row: 1, columns: frame.columns, rows: frame.rows - 1 });
  curve(plot, memoryTrend, most * 1.1);
}
