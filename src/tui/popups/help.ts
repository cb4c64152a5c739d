/** The help over a screen, made from the keymap. */
import type { Frame } from "../frame.ts";
import { type Binding, commandOf, LIST_BINDINGS } from "../keymap.ts";
import { centred } from "./popup.ts";

/** A part of the help. */
export interface HelpPart {
  readonly title: string;
  readonly bindings: readonly Binding[];
}

const KEY_COLUMNS = 14;
const HELP_COLUMNS = 76;

/** Draws the help in the middle, from row `offset` of it on; returns how many rows it has and shows. */
export function renderHelp(frame: Frame, parts: readonly HelpPart[], offset: number): { rows: number; shown: number } {
  const lines = parts.flatMap(({ title, bindings }) => [
    { title },
    ...bindings.map(({ keys, help }) => ({ keys: keysText(keys), help })),
    { title: "" },
  ]);
  const columns = Math.min(HELP_COLUMNS, frame.columns);
  const rows = Math.min(lines.length + 1, frame.rows);
  const popup = centred(frame, columns, rows);
  popup.fill();
  const inner = popup.box("keys", { role: "focus" }, "any key closes, j and k scroll").inset(1, 0);
  for (let k = 0; k < inner.rows; k++) {
    const line = lines[offset + k];
    if (line === undefined) break;
    if ("title" in line) inner.text(0, k, line.title, { role: "title", bold: true });
    else {
      inner.text(0, k, line.keys, { role: "key" }, KEY_COLUMNS - 1);
      inner.text(KEY_COLUMNS, k, line.help, { role: "muted" });
    }
  }
  return { rows: lines.length, shown: inner.rows };
}

/** The first of these keys, and as many more as there is room for. */
function keysText([first, ...others]: readonly string[]): string {
  return others.reduce((text, key) => text.length + 1 + key.length < KEY_COLUMNS ? `${text} ${key}` : text, first);
}

/** Where the help stands after a key; undefined where the key closes it. `end` is as far as it can be scrolled. */
export function helpOffset(key: string, offset: number, end: number): number | undefined {
  const by = HELP_ROWS[commandOf(key, LIST_BINDINGS) ?? ""];
  return by === undefined ? undefined : Math.max(0, Math.min(end, offset + by));
}

const HELP_ROWS: Readonly<Record<string, number>> = { down: 1, up: -1, "page down": 10, "page up": -10 };
