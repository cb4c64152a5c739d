/** The list of anomalies with its filter, one of them in detail, and what can be said of it: seen, muted, normal. */
import { button, byId, clock, element, number, percent, setText, tableCell, tableRow } from "./elements.js";

const MARKS = [
  ["acknowledged", "this", "seen"],
  ["muted", "template", "mute its template for an hour"],
  ["normal", "template", "its template is normal"],
];
/** While a filter stands, how often what it finds is asked for again. */
const SEARCH_EVERY_MS = 5000;

let newest = [];
/** What the filter found among all that are known; undefined where there is none. */
let found;
let searchedMs = -Infinity;
/** What the list shows, as JSON: it is made anew only when that changes, so that a selection in it stays. */
let drawn = "";

byId("filter").addEventListener("input", search);
byId("close").addEventListener("click", () => byId("detail").close());

/** Takes the newest anomalies, of a picture taken at so many ms. */
export function drawAnomalies(anomalies, nowMs) {
  newest = anomalies;
  if (found === undefined) drawList(newest);
  else if (nowMs - searchedMs >= SEARCH_EVERY_MS) {
    searchedMs = nowMs;
    search();
  }
}

/** Looks for the filter's text among all anomalies that are still known, not only among those that are listed. */
async function search() {
  const text = byId("filter").value.trim();
  if (text === "") {
    found = undefined;
    return drawList(newest);
  }
  const answer = await fetch(`/api/v1/anomalies?text=${encodeURIComponent(text)}`);
  // what was typed meanwhile is looked for by itself
  if (!answer.ok || byId("filter").value.trim() !== text) return;
  const { anomalies } = await answer.json();
  found = anomalies.filter(({ mark }) => mark !== "normal" && mark !== "muted");
  drawList(found);
}

function drawList(anomalies) {
  const json = JSON.stringify(anomalies);
  if (json === drawn) return;
  drawn = json;
  byId("none").hidden = anomalies.length > 0;
  const body = byId("anomalies").tBodies[0];
  const focused = document.activeElement?.dataset?.id;
  body.replaceChildren(...anomalies.map(anomalyRow));
  if (focused !== undefined) [...body.rows].find((row) => row.dataset.id === focused)?.focus();
}

function anomalyRow(anomaly) {
  const what = [element("div", anomaly.reason), element("code", anomaly.message)];
  if (anomaly.recommendation !== "") what.push(element("div", anomaly.recommendation, "note"));
  const row = tableRow(
    clock(anomaly.time),
    element("td", anomaly.score.toFixed(2), anomaly.severity),
    tableCell(element("div", anomaly.component), element("div", `${anomaly.source}:${anomaly.line}`, "note")),
    anomaly.detector.replaceAll("_", " "),
    number.format(anomaly.count),
    tableCell(...what),
  );
  row.tabIndex = 0;
  row.dataset.id = anomaly.id;
  row.addEventListener("click", () => showDetail(anomaly.id));
  row.addEventListener("keydown", ({ key }) => key === "Enter" && showDetail(anomaly.id));
  return row;
}

async function showDetail(id) {
  const answer = await fetch(`/api/v1/anomalies/${encodeURIComponent(id)}`);
  const anomaly = await answer.json();
  const body = byId("detail-body");
  if (!answer.ok) body.replaceChildren(element("p", anomaly.error));
  else body.replaceChildren(...detailOf(anomaly));
  setText("said", "");
  if (!byId("detail").open) byId("detail").showModal();
}

function detailOf(anomaly) {
  const { component, source, line, detector, score, count, template, recommendation } = anomaly;
  const context = element("pre");
  for (const each of anomaly.context) {
    context.append(element("div", `${each.line}  ${each.text}`, each.is_odd ? "is-odd" : ""));
  }
  const parts = anomaly.parts.map(({ label, share }) => `${percent.format(share)} ${label}`).join(", ");
  const lines = count === 1 ? "1 line" : `${number.format(count)} lines`;
  const marks = element("div", "", "buttons");
  marks.append(...MARKS.map(([mark, scope, text]) => button(text, () => ask(markPath(anomaly), { mark, scope }))));
  return [
    element("p", anomaly.reason),
    element("p", `${component}, ${source}:${line}, ${clock(anomaly.time)}`, "note"),
    element("p", `${detector.replaceAll("_", " ")}, score ${score.toFixed(2)}, ${lines}`, "note"),
    element("p", recommendation),
    element("p", parts, "note"),
    marks,
    element("code", template),
    context,
  ];
}

function markPath({ id }) {
  return `/api/v1/anomalies/${encodeURIComponent(id)}/mark`;
}

/** Asks for a mark, or for the last one to be taken back, and says what came of it. */
async function ask(path, asked) {
  const answer = await fetch(path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(asked),
  });
  const { said, error } = await answer.json();
  setText("said", said ?? error);
  if (answer.ok && path.endsWith("/mark")) {
    byId("said").append(button("take it back", () => ask("/api/v1/marks/undo", {})));
  }
}
