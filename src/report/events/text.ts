/** Events for people: an odd line with its reason under it, what became of it, and the summary at the end. */
import type { AnomalyEvent, AnomalySeverity, AnomalyUpdate, OddlineEvent } from "../../core/anomaly.ts";
import { BoundedMap } from "../../core/collections/bounded_map.ts";
import { compactFields } from "../../core/lines/line_fields.ts";
import { shownLine, withoutColours } from "../../core/text/colours.ts";
import { showControls } from "../../core/text/escape.ts";
import { type TimeText, timeTextIn } from "../local_time.ts";
import { plural, scoreText } from "../../core/text/number_text.ts";
import { summaryText } from "../summary.ts";
import type { Paint } from "../theme.ts";
import { columnsOf, cutToColumns } from "../../core/text/width.ts";

/** One mark a severity, told apart without colour. */
export const MARKS: Readonly<Record<AnomalySeverity, string>> = { critical: "▲", warning: "●", info: "○" };

/** How events are shown. */
export interface TextOptions {
  readonly paint: Paint;
  readonly timeZone: string;
  /** Width to cut lines to; Infinity when it is not a terminal. */
  readonly columns: () => number;
  /** Leaves out the summary (`--quiet`). */
  readonly quiet: boolean;
}

/** Anomalies that may still be updated and whose place is remembered; older ones are called by their id. */
const OPEN_MAX = 10_000;
/** Columns of the message below which the folders of the source's path are left out. */
const MESSAGE_COLUMNS_MIN = 40;
/** Lines of a stack trace that are shown. */
const CONTINUATION_LINES = 4;
/** Kinds of advice that are remembered as said. */
const ADVISED_MAX = 1000;
const INDENT = "    ";

interface Open {
  readonly place: string;
  readonly detector: string;
  /** The count that was last printed. */
  printed: number;
}

/** Writes events as text. Remembers open anomalies, since an update names only an id. */
export class TextFormat {
  readonly #options: TextOptions;
  readonly #time: TimeText;
  readonly #open = new BoundedMap<Open>(OPEN_MAX);
  readonly #advised = new Set<string>();

  constructor(options: TextOptions) {
    this.#options = options;
    this.#time = timeTextIn(options.timeZone);
  }

  /** The event's text with its line feeds; "" for what people do not need to see. */
  format(event: OddlineEvent): string {
    switch (event.type) {
      case "anomaly":
        return this.#anomaly(event);
      case "anomaly_update":
        return this.#update(event);
      case "template_merged":
        // People know a template by its text, not by its id.
        return "";
      case "summary":
        return this.#options.quiet ? "" : summaryText(event, this.#options.paint, this.#time);
    }
  }

  #anomaly(event: AnomalyEvent): string {
    const { paint } = this.#options;
    const columns = this.#options.columns();
    const place = `${showControls(event.source)}:${event.line}`;
    const detector = event.detector.replaceAll("_", " ");
    const start = `${this.#time(event.time)} ${scoreText(event.score)} `;
    const count = event.count > 1 ? ` ×${event.count}` : "";
    const room = columns - columnsOf(start) - 2 - columnsOf(detector) - 3 - count.length;
    const shownPlace = room - columnsOf(place) < MESSAGE_COLUMNS_MIN ? place.slice(place.lastIndexOf("/") + 1) : place;
    this.#open.set(event.id, { place: shownPlace, detector, printed: event.count });
    const message = messageIn(event.message, Math.max(MESSAGE_COLUMNS_MIN / 2, room - columnsOf(shownPlace)));
    const head = `${paint("muted", start)}${paint(event.severity, MARKS[event.severity])} ${
      paint("strong", shownPlace)
    }`;
    const reason = cutToColumns(showControls(event.reason), columns - INDENT.length);
    return `${head} ${paint(event.severity, detector)}  ${message}${paint("strong", count)}\n` +
      (reason === "" ? "" : `${INDENT}${paint("muted", reason)}\n`) + this.#advice(event);
  }

  /** What to look at next, said once of each advice: who wants it with every anomaly reads NDJSON. */
  #advice({ evidence: { recommendation, commands } }: AnomalyEvent): string {
    if (typeof recommendation !== "string" || this.#advised.has(recommendation)) return "";
    if (this.#advised.size >= ADVISED_MAX) this.#advised.clear();
    this.#advised.add(recommendation);
    const { paint } = this.#options;
    const room = this.#options.columns() - INDENT.length - 2;
    const [first, second] = Array.isArray(commands) ? commands.map(String) : [];
    const typed = [first, second].filter((command) => command !== undefined).map((command) => `$ ${command}`);
    return [`→ ${recommendation}`, ...typed.map((text) => `  ${text}`)]
      .map((line) => `${INDENT}${paint("muted", cutToColumns(showControls(line), room))}\n`).join("");
  }

  #update(update: AnomalyUpdate): string {
    const { paint } = this.#options;
    const open = this.#open.get(update.id);
    const printed = open?.printed ?? 1;
    // Each tenfold, and the end: who wants every step reads NDJSON.
    const worth = update.count >= printed * 10 || (update.closed && update.count > printed);
    if (update.closed) this.#open.delete(update.id);
    let text = "";
    if (worth) {
      if (open !== undefined) open.printed = update.count;
      const start = `${this.#time(update.last_time)} ${scoreText(update.score)}`;
      const tail = `${update.closed ? " over" : ""}${detectorsText(update)}`;
      const what = open === undefined ? showControls(update.id) : `${open.place} ${open.detector}`;
      text += `${paint("muted", `${start}   ${what}`)}  ${paint("strong", `×${update.count}`)}` +
        `${tail === "" ? "" : paint("muted", tail)}\n`;
    }
    return text + this.#continuation(update.continuation ?? []);
  }

  #continuation(lines: readonly string[]): string {
    const { paint } = this.#options;
    const room = this.#options.columns() - INDENT.length - 2;
    const shown = lines.slice(0, CONTINUATION_LINES).map((line) => `│ ${cutToColumns(shownLine(line), room)}`);
    const more = lines.length - shown.length;
    if (more > 0) shown.push(`│ ${plural(more, "more line")}`);
    return shown.map((line) => `${INDENT}${paint("muted", line)}\n`).join("");
  }
}

/** Those that have flagged lines of it, where others than the first one have. */
function detectorsText({ detectors }: AnomalyUpdate): string {
  return detectors === undefined ? "" : `, by ${detectors.map((id) => id.replaceAll("_", " ")).join(", ")}`;
}

/** The line as it is where there is room for it; of one that is made of fields else its message first. */
function messageIn(line: string, columns: number): string {
  const whole = shownLine(line);
  if (columnsOf(whole) <= columns) return whole;
  return cutToColumns(shownLine(compactFields(withoutColours(line)) ?? line), columns);
}
