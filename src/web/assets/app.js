/** The live page: takes pictures of the run as they come and draws them. */
import { drawAnomalies } from "./anomalies.js";
import { drawBars, drawColumns, drawTimeline } from "./charts.js";
import {
  byId,
  clock,
  compact,
  element,
  megabytes,
  number,
  percent,
  setText,
  span,
  tableCell,
  tableRow,
  wholePercent,
} from "./elements.js";

const TEMPLATES_EVERY_MS = 10_000;
const CONNECT_EVERY_MS = 10_000;

let templatesMs = -Infinity;

connect();

function connect() {
  const source = new EventSource("/api/v1/stream");
  source.onmessage = ({ data }) => {
    const run = JSON.parse(data);
    draw(run);
    if (run.time === null || Date.parse(run.time) - templatesMs < TEMPLATES_EVERY_MS) return;
    templatesMs = Date.parse(run.time);
    drawTemplates();
  };
  source.onerror = () => {
    setText("status", "not connected; trying again");
    // a browser gives up by itself where it was turned away, such as when too many look
    if (source.readyState === EventSource.CLOSED) setTimeout(connect, CONNECT_EVERY_MS);
  };
}

function draw(run) {
  setText("status", `${run.phase}, event time ${clock(run.event_time)}`);
  document.title = run.anomalies_last_hour > 0 ? `(${run.anomalies_last_hour}) Oddline` : "Oddline";
  drawFigures(run);
  drawRate(run.timeline);
  drawHealth(run.health);
  drawComparison(run.comparison);
  drawAnomalies(run.anomalies, Date.parse(run.time));
  drawAlerts(run.alerts);
  drawSources(run);
}

function drawFigures({ totals, health, ...run }) {
  const figures = [
    ["Lines", number.format(totals.lines)],
    ["Lines a second", number.format(run.lines_per_second)],
    ["Anomalies", number.format(totals.anomalies)],
    ["In the last hour", number.format(run.anomalies_last_hour)],
    ["Share of odd lines", percent.format(run.anomaly_share)],
    ["Templates", number.format(totals.templates)],
    ["Memory", megabytes(health.memory_bytes)],
    ["Processor", health.cpu_share === null ? "–" : wholePercent.format(health.cpu_share)],
    ["Workers", `${health.workers.length}${health.worker_restarts > 0 ? ` (${health.worker_restarts} replaced)` : ""}`],
    ["Queue", `${health.queue} of ${health.queue_max}`],
    ["Held back", number.format(totals.suppressed)],
    ["Cut, dropped", `${number.format(totals.truncated_lines)}, ${number.format(totals.dropped)}`],
    ["Running for", span(run.uptime_seconds)],
  ];
  byId("figures").replaceChildren(...figures.map(([name, value]) => {
    const box = element("div");
    box.append(element("dt", name), element("dd", value));
    return box;
  }));
}

function drawRate({ start, bucket_ms, lines, flagged }) {
  drawTimeline("rate", lines, flagged);
  const end = start === null ? null : Date.parse(start) + bucket_ms * lines.length;
  const most = compact.format(Math.max(0, ...lines));
  setText("rate-span", `${clock(start)} to ${clock(end)}, ${span(bucket_ms / 1000)} a column, at most ${most} lines`);
}

function drawHealth({ memory_bytes, memory_trend, workers, history_trouble }) {
  byId("history-state").hidden = history_trouble === "";
  setText("history-state", `The history cannot be written: ${history_trouble}`);
  const most = Math.max(memory_bytes, ...memory_trend);
  drawColumns("memory", memory_trend, Math.max(1, most) * 1.2);
  setText("memory-text", `now ${megabytes(memory_bytes)}, at most ${megabytes(most)}`);
  drawBars("workers", workers.map((load, k) => [`worker ${k + 1}`, load, wholePercent.format(load)]));
}

function drawComparison({ rules_lines, ml_lines, both_lines, detectors }) {
  const bars = [["rules", rules_lines], ["ML", ml_lines], ["both", both_lines]];
  drawShares("comparison", bars);
  drawShares("detectors", detectors.map(({ id, anomalies }) => [id.replaceAll("_", " "), anomalies]));
}

function drawShares(id, counts) {
  const most = Math.max(1, ...counts.map(([, count]) => count));
  drawBars(id, counts.map(([name, count]) => [name, count / most, number.format(count)]));
}

function drawAlerts(alerts) {
  const problems = (alerts?.notifiers ?? []).filter(({ problem }) => problem !== "");
  setText(
    "alerts-state",
    alerts === null
      ? "Nobody is told: there is no alerts: in oddline.yaml."
      : `${alerts.sent} sent, ${alerts.waiting} waiting, ${alerts.dead} given up` +
        problems.map(({ name, problem }) => `; ${name} ${problem}`).join(""),
  );
  byId("alerts").replaceChildren(
    ...(alerts?.last_hour ?? []).map(({ time, route, severity, title }) =>
      element("li", `${clock(time)} ${route}: ${title}`, severity)
    ),
  );
}

function drawSources({ sources, sources_total }) {
  const rows = sources.map(({ source, state, error, format, lines, lines_per_second, anomalies }) =>
    tableRow(
      source,
      error === "" ? state : element("td", `${state}: ${error}`, "critical"),
      format,
      number.format(lines),
      number.format(lines_per_second),
      number.format(anomalies),
    )
  );
  if (sources_total > sources.length) rows.push(tableRow(`and ${sources_total - sources.length} more`));
  byId("sources").tBodies[0].replaceChildren(...rows);
}

async function drawTemplates() {
  const answer = await fetch("/api/v1/templates?limit=20");
  if (!answer.ok) return;
  const { templates } = await answer.json();
  byId("templates").tBodies[0].replaceChildren(
    ...templates.map(({ count, anomalies, template }) =>
      tableRow(number.format(count), number.format(anomalies), tableCell(element("code", template)))
    ),
  );
}
