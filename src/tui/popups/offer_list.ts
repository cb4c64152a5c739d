/** The list of what a prompt offers, above its row. */
import { columnsOf } from "../../core/text/width.ts";
import type { Frame } from "../frame.ts";

/** What a prompt offers, and what it means; "" where it says so itself. */
export interface Offer {
  readonly text: string;
  readonly note: string;
}

/** Draws what a prompt offers in a list above row `bottom`. */
export function renderOffer(frame: Frame, offered: readonly Offer[], chosen: number, bottom: number): void {
  if (offered.length === 0) return;
  const rows = Math.min(offered.length, 10, bottom);
  const first = Math.max(0, Math.min(chosen - rows + 1, offered.length - rows));
  const textColumns = Math.max(...offered.map(({ text }) => columnsOf(text))) + 2;
  const noteColumns = Math.max(...offered.map(({ note }) => columnsOf(note)));
  const columns = Math.min(frame.columns, textColumns + (noteColumns === 0 ? 0 : noteColumns + 2));
  for (let k = 0; k < rows; k++) {
    const isChosen = first + k === chosen;
    const line = frame.part({ column: 0, row: bottom - rows + k, columns, rows: 1 }, isChosen ? "selection" : "popup");
    line.fill();
    const { text, note } = offered[first + k];
    line.text(1, 0, text, { role: isChosen ? "strong" : "plain" });
    line.text(textColumns + 1, 0, note, { role: "muted" });
  }
}
