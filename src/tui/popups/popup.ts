/** What can lie over a screen, or stand in its last row: a prompt, the help, the choice of columns. One at a time. */
import type { Frame } from "../frame.ts";
import type { PromptState } from "./prompt.ts";

/** The one that is open. */
export type Popup =
  | { readonly type: "filter" | "palette"; readonly prompt: PromptState }
  | { readonly type: "help"; readonly offset: number }
  | { readonly type: "columns"; readonly cursor: number };

/** A part in the middle of the frame, on the ground of popups. */
export function centred(frame: Frame, columns: number, rows: number): Frame {
  const column = Math.max(0, (frame.columns - columns) >> 1);
  const row = Math.max(0, (frame.rows - rows) >> 1);
  return frame.part({ column, row, columns, rows }, "popup");
}
