/**
 * Marks that are made in the dashboard: written to the file of marks, so that they hold from now on and in later runs,
 * and taken back again. The anomalies that a mark means are taken off the lists at once.
 */
import type { AnomalyEvent } from "../../core/anomaly.ts";
import { patternProblem } from "../../core/pattern.ts";
import type { AnomalyMark, AnomalyView } from "../../core/views/anomaly_view.ts";
import { MARKS_MAX, newMark, type Scope, Suppressor } from "../../feedback/mod.ts";
import type { Effect, MarkScope } from "../../tui/screen.ts";
import { changeMarks, type FeedbackFileOptions } from "./feedback_file.ts";

/** Marks that can be taken back. */
const UNDO_MAX = 100;
const PATTERN_LENGTH_MAX = 400;

export type MarkEffect = Extract<Effect, { readonly type: "mark" }>;

/** An anomaly that can be marked. */
export interface Markable extends Pick<AnomalyView, "event" | "timeMs" | "lastTimeMs"> {
  mark: AnomalyMark;
}

export interface MarkingOptions extends FeedbackFileOptions {
  /** The file of marks; undefined where none is kept. */
  readonly path: string | undefined;
  /** The anomalies that are known. */
  anomalies(): Iterable<Markable>;
  /** The file was changed. */
  changed(): void;
}

interface Done {
  /** Id of the mark in the file; undefined where nothing was written. */
  readonly id: string | undefined;
  readonly before: readonly (readonly [anomaly: Markable, mark: AnomalyMark])[];
}

export class Marking {
  readonly #options: MarkingOptions;
  readonly #done: Done[] = [];

  constructor(options: MarkingOptions) {
    this.#options = options;
  }

  /** Marks an anomaly, and all that the mark means beside it. Returns what to say of it. */
  async mark({ anomaly: id, mark, scope, forMs }: MarkEffect): Promise<string> {
    const all = [...this.#options.anomalies()];
    const chosen = all.find(({ event }) => event.id === id);
    if (chosen === undefined) return "this anomaly is not known any more";
    if (mark === "acknowledged" || mark === "new" || scope === "this") {
      this.#take(undefined, [chosen], mark);
      return mark === "new"
        ? "new again"
        : mark === "acknowledged"
        ? "seen; a takes it back"
        : "hidden; u takes it back";
    }
    const meant = scopeOf(chosen.event, scope);
    if (typeof meant === "string") return meant;
    const { path, now } = this.#options;
    const nowMs = Math.max(now(), Number.isNaN(chosen.lastTimeMs) ? 0 : chosen.lastTimeMs);
    const made = newMark(meant, { nowMs, forMs, reason: "marked in the dashboard" }, []);
    const suppressor = new Suppressor([made], { startedMs: nowMs });
    const hidden = all.filter((each) => each.mark !== "normal" && each.mark !== "muted" && isMeant(suppressor, each));
    if (!hidden.includes(chosen)) hidden.push(chosen);
    let written: string | undefined;
    if (path !== undefined) {
      await changeMarks(path, (marks) => {
        if (marks.length >= MARKS_MAX) throw new Error(`${path} holds ${MARKS_MAX} marks; remove some first`);
        const added = newMark(meant, { nowMs, forMs, reason: "marked in the dashboard" }, marks);
        written = added.id;
        return [...marks, added];
      }, this.#options);
      this.#options.changed();
    }
    this.#take(written, hidden, mark);
    const what = mark === "normal" ? "normal from now on" : "muted for an hour";
    const others = hidden.length === 1 ? "" : ` (${hidden.length} anomalies)`;
    return `${what}: ${scopeText(meant)}${others}${path === undefined ? ", until this run ends" : ""}; u takes it back`;
  }

  /** Takes the last mark back. */
  async undo(): Promise<string> {
    const last = this.#done.pop();
    if (last === undefined) return "nothing to take back";
    const { path } = this.#options;
    if (last.id !== undefined && path !== undefined) {
      await changeMarks(path, (marks) => marks.filter(({ id }) => id !== last.id), this.#options);
      this.#options.changed();
    }
    for (const [anomaly, mark] of last.before) anomaly.mark = mark;
    return "the last mark was taken back";
  }

  #take(id: string | undefined, anomalies: readonly Markable[], mark: AnomalyMark): void {
    this.#done.push({ id, before: anomalies.map((anomaly) => [anomaly, anomaly.mark] as const) });
    if (this.#done.length > UNDO_MAX) this.#done.shift();
    for (const anomaly of anomalies) anomaly.mark = mark;
  }
}

function isMeant(suppressor: Suppressor, { event, timeMs }: Markable): boolean {
  const { detector, template_id: templateId, source, message } = event;
  return suppressor.isSuppressed({ detector, templateId, source, timeMs, text: () => message });
}

/** The conditions of a mark, or why there can be none. */
function scopeOf({ template_id, source, detector, message, template }: AnomalyEvent, scope: MarkScope): Scope | string {
  switch (scope) {
    case "template":
      return template_id === "" ? { detector, source } : { template: template_id };
    case "source":
      return { detector, source };
    default: {
      const match = likeness(message, template);
      return patternProblem(match) ?? { match };
    }
  }
}

/**
 * A regular expression for lines like this one: the same words with any numbers in their place, from where its template
 * begins, since times and the like stand before it.
 */
function likeness(message: string, template: string): string {
  const head = template.split("<*>")[0].trimEnd();
  const at = head.length < 3 ? -1 : message.indexOf(head);
  const text = message.slice(Math.max(0, at)).slice(0, PATTERN_LENGTH_MAX);
  return text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&").replace(/\d+/g, "\\d+");
}

function scopeText({ template, match, source, detector }: Scope): string {
  if (template !== undefined) return `template ${template}`;
  if (match !== undefined) return "lines like it";
  return `${detector?.replaceAll("_", " ")} in ${source?.slice(source.lastIndexOf("/") + 1)}`;
}
