/**
 * The templates with the most lines, as JSON. They are looked for among all that live, of which there may be a hundred
 * thousand: at most once in some seconds, however many browsers ask.
 */
import type { Snapshot } from "../core/views/snapshot.ts";
import { templateView } from "./views.ts";

/** How long an answer stands. */
const STANDS_MS = 5000;

/** Makes what answers for `limit` templates. */
export function topTemplates(redact: (text: string) => string): (snapshot: Snapshot, limit: number) => string {
  let answer = { limit: -1, madeMs: NaN, json: "" };
  return ({ templates, nowMs }, limit) => {
    const isOld = !(nowMs >= answer.madeMs && nowMs < answer.madeMs + STANDS_MS);
    if (answer.limit !== limit || isOld) {
      const views = Array.from({ length: templates.length }, (_, index) => templates.at(index))
        .sort((a, b) => b.count - a.count).slice(0, limit).map((view) => templateView(view, redact));
      answer = { limit, madeMs: nowMs, json: JSON.stringify({ total: templates.length, templates: views }) };
    }
    return answer.json;
  };
}
