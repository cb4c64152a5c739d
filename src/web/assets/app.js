/**
 * The live page: takes pictures of the run as they come and draws them. Every text is set as text, never as HTML, and
 * every chart is made of SVG elements, so that nothing a log holds can become a part of the page.
 */

const SVG = "http://www.w3.org/2000/svg";
const number = new Intl.NumberFormat(undefined, { maximumFractionDigits: 1 });
const compact = new Intl.NumberFormat(undefined, { notation: "compact", maximumFractionDigits: 1 });
const percent = new Intl.NumberFormat(undefined, { style: "percent", maximumFractionDigits: 3 });

const MARKS = [
  ["acknowledged", "this", "seen"],
  ["muted", "template", "mute its template for an hour"],
  ["normal", "template", "its template is normal"],
];

const TEMPLATES_EVERY_MS = 10_000;

let newest;
let templatesMs = -Infinity;

const source = new EventSource("/api/v1/stream");
source.onmessage = ({ data }) => {
  newest = JSON.parse(data);
  draw(newest);
  if (newest.time === null || Date.parse(newest.time) - templatesMs < TEMPLATES_EVERY_MS) return;
  templatesMs = Date.parse(newest.time);
  drawTemplates();
};
source.onerror = () => setText("status", "not connected; trying again");
byId("filter").addEventListener("input", () => newest && drawAnomalies(newest.anomalies));
byId("close").addEventListener("click", () => byId("detail").hidden = true);

function draw(run) {
  setText("status", `${run.phase}, event time ${clock(run.event_time)}`);
  document.title = run.anomalies_last_hour > 0 ? `(${run.anomalies_last_hour}) Oddline` : "Oddline";
  drawFigures(run);
  drawRate(run.timeline);
  drawBars("memory", run.health.memory_trend, Math.max(1, ...run.health.memory_trend) * 1.2);
  drawBars("workers", run.health.workers, 1);
  drawComparison(run.comparison);
  drawAnomalies(run.anomalies);
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
    ["Memory", `${number.format(health.memory_bytes / 1e6)} MB`],
    ["Processor", health.cpu_share === null ? "–" : percent.format(health.cpu_share)],
    ["Workers", `${health.workers.length}${health.worker_restarts > 0 ? ` (${health.worker_restarts} replaced)` : ""}`],
    ["Queue", `${health.queue} of ${health.queue_max}`],
    ["Running for", span(run.uptime_seconds)],
    ["Held back, cut, dropped", `${totals.suppressed}, ${totals.truncated_lines}, ${totals.dropped}`],
  ];
  byId("figures").replaceChildren(...figures.map(([name, value]) => {
    const box = document.createElement("div");
    box.append(element("dt", name), element("dd", value));
    return box;
  }));
}

function drawRate({ start, bucket_ms, lines, flagged }) {
  const svg = byId("rate");
  const most = Math.max(1, ...lines);
  const mostOdd = Math.max(1, ...flagged);
  begin(svg, Math.max(1, lines.length), 100);
  lines.forEach((count, k) => rect(svg, "area", [k, 75 - 75 * count / most, 0.9, 75 * count / most]));
  flagged.forEach((count, k) => rect(svg, "odd", [k, 78, 0.9, count === 0 ? 0 : 4 + 18 * count / mostOdd]));
  const end = start === null ? null : new Date(Date.parse(start) + bucket_ms * lines.length).toISOString();
  setText(
    "rate-span",
    `${clock(start)} to ${clock(end)}, ${span(bucket_ms / 1000)} a bar, at most ${compact.format(most)}`,
  );
}

function drawBars(id, values, most) {
  const svg = byId(id);
  begin(svg, Math.max(1, values.length), 100);
  values.forEach((value, k) => rect(svg, "area", [k, 100 - 100 * value / most, 0.85, 100 * value / most]));
}

function drawComparison({ rules_lines, ml_lines, both_lines, detectors }) {
  drawBars("comparison", [rules_lines, both_lines, ml_lines], Math.max(1, rules_lines, ml_lines));
  const found = detectors.map(({ id, anomalies }) => `${id} ${anomalies}`).join(", ");
  setText(
    "comparison-text",
    `lines by rules ${number.format(rules_lines)}, by both ${number.format(both_lines)}, by ML ${
      number.format(ml_lines)
    }; anomalies: ${found || "none"}`,
  );
}

function drawAnomalies(anomalies) {
  const wanted = byId("filter").value.toLowerCase();
  const shown = anomalies.filter((anomaly) => JSON.stringify(anomaly).toLowerCase().includes(wanted));
  byId("none").hidden = shown.length > 0;
  const body = byId("anomalies").tBodies[0];
  const focused = document.activeElement?.dataset?.id;
  body.replaceChildren(...shown.map((anomaly) => {
    const row = document.createElement("tr");
    row.tabIndex = 0;
    row.dataset.id = anomaly.id;
    row.addEventListener("click", () => showDetail(anomaly.id));
    row.addEventListener("keydown", ({ key }) => key === "Enter" && showDetail(anomaly.id));
    const what = document.createElement("td");
    what.append(element("div", anomaly.reason), element("code", anomaly.message));
    if (anomaly.recommendation !== "") what.append(element("div", anomaly.recommendation, "note"));
    row.append(
      element("td", clock(anomaly.time)),
      element("td", anomaly.score.toFixed(2), anomaly.severity),
      element("td", `${anomaly.source}:${anomaly.line}`),
      element("td", anomaly.detector),
      element("td", number.format(anomaly.count)),
      what,
    );
    return row;
  }));
  if (focused !== undefined) [...body.rows].find((row) => row.dataset.id === focused)?.focus();
}

async function showDetail(id) {
  const answer = await fetch(`/api/v1/anomalies/${encodeURIComponent(id)}`);
  const anomaly = await answer.json();
  const body = byId("detail-body");
  byId("detail").hidden = false;
  if (!answer.ok) {
    body.replaceChildren(element("p", anomaly.error));
    return;
  }
  const context = document.createElement("pre");
  for (const line of anomaly.context) context.append(element("div", line.text, line.is_odd ? "is-odd" : ""));
  const parts = anomaly.parts.map(({ label, share }) => `${percent.format(share)} ${label}`).join(", ");
  body.replaceChildren(
    element("p", `${anomaly.reason} (${anomaly.detector}, ${anomaly.score.toFixed(2)}, ${anomaly.count} lines)`),
    element("p", anomaly.recommendation),
    element("p", parts, "note"),
    element("code", anomaly.template),
    context,
    ...MARKS.map(([mark, scope, text]) => markButton(id, { mark, scope }, text)),
  );
  byId("detail").scrollIntoView({ block: "nearest" });
}

function markButton(id, asked, text) {
  const button = element("button", text);
  button.type = "button";
  button.addEventListener("click", async () => {
    const answer = await fetch(`/api/v1/anomalies/${encodeURIComponent(id)}/mark`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(asked),
    });
    const { said, error } = await answer.json();
    byId("detail-body").replaceChildren(element("p", said ?? error));
  });
  return button;
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
  const rows = sources.map((each) => {
    const row = document.createElement("tr");
    row.append(
      element("td", each.source),
      element(
        "td",
        each.error === "" ? each.state : `${each.state}: ${each.error}`,
        each.error === "" ? "" : "critical",
      ),
      element("td", each.format),
      element("td", number.format(each.lines)),
      element("td", number.format(each.lines_per_second)),
      element("td", number.format(each.anomalies)),
    );
    return row;
  });
  if (sources_total > sources.length) {
    const row = document.createElement("tr");
    row.append(element("td", `and ${sources_total - sources.length} more`));
    rows.push(row);
  }
  byId("sources").tBodies[0].replaceChildren(...rows);
}

async function drawTemplates() {
  const answer = await fetch("/api/v1/templates?limit=20");
  if (!answer.ok) return;
  const { templates } = await answer.json();
  byId("templates").tBodies[0].replaceChildren(...templates.map((each) => {
    const row = document.createElement("tr");
    const text = document.createElement("td");
    text.append(element("code", each.template));
    row.append(element("td", number.format(each.count)), element("td", number.format(each.anomalies)), text);
    return row;
  }));
}

function begin(svg, width, height) {
  svg.replaceChildren();
  svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
  svg.setAttribute("preserveAspectRatio", "none");
}

function rect(svg, name, [x, y, width, height]) {
  const made = document.createElementNS(SVG, "rect");
  made.setAttribute("class", name);
  for (const [key, value] of Object.entries({ x, y, width, height })) {
    made.setAttribute(key, String(Number.isFinite(value) ? Math.max(0, value) : 0));
  }
  svg.append(made);
}

function element(name, text, className = "") {
  const made = document.createElement(name);
  made.textContent = text;
  if (className !== "") made.className = className;
  return made;
}

function byId(id) {
  return document.getElementById(id);
}

function setText(id, text) {
  byId(id).textContent = text;
}

/** In the browser's own zone. */
function clock(time) {
  return time === null || time === undefined ? "–" : new Date(time).toLocaleString();
}

function span(seconds) {
  if (seconds < 120) return `${Math.round(seconds)} s`;
  if (seconds < 7200) return `${Math.round(seconds / 60)} min`;
  return `${number.format(seconds / 3600)} h`;
}
