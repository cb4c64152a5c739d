/** Elements with text in them, and figures as a reader of this browser writes them. Texts are set as text, never as HTML. */

export const number = new Intl.NumberFormat(undefined, { maximumFractionDigits: 1 });
export const compact = new Intl.NumberFormat(undefined, { notation: "compact", maximumFractionDigits: 1 });
export const percent = new Intl.NumberFormat(undefined, { style: "percent", maximumFractionDigits: 3 });
export const wholePercent = new Intl.NumberFormat(undefined, { style: "percent", maximumFractionDigits: 0 });

export function byId(id) {
  return document.getElementById(id);
}

export function setText(id, text) {
  byId(id).textContent = text;
}

export function element(name, text = "", className = "") {
  const made = document.createElement(name);
  made.textContent = text;
  if (className !== "") made.className = className;
  return made;
}

/** A row of a table: texts, or elements that are cells already. */
export function tableRow(...cells) {
  const row = element("tr");
  row.append(...cells.map((cell) => typeof cell === "string" ? element("td", cell) : cell));
  return row;
}

/** A cell with elements in it. */
export function tableCell(...within) {
  const cell = element("td");
  cell.append(...within);
  return cell;
}

export function button(text, act) {
  const made = element("button", text);
  made.type = "button";
  made.addEventListener("click", act);
  return made;
}

/** A moment in the browser's own zone. */
export function clock(time) {
  return time === null || time === undefined ? "–" : new Date(time).toLocaleString();
}

export function span(seconds) {
  if (seconds < 120) return `${Math.round(seconds)} s`;
  if (seconds < 7200) return `${Math.round(seconds / 60)} min`;
  if (seconds < 172_800) return `${number.format(seconds / 3600)} h`;
  return `${number.format(seconds / 86_400)} days`;
}

export function megabytes(bytes) {
  return `${number.format(bytes / 1e6)} MB`;
}
