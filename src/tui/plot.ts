/** Small plots made of characters: bars of eighths, sparklines, curves of braille dots, strips of heat. */
import type { Frame } from "./frame.ts";
import { HEAT_STEPS, heatRole, type Look, type Role } from "./style.ts";

const EIGHTHS = " ▁▂▃▄▅▆▇█";
const LEFT_EIGHTHS = " ▏▎▍▌▋▊▉█";
const ASCII_EIGHTHS = " ..::==##";
const SHADES = "·░▒▓█";
const ASCII_SHADES = ".-=%#";
const BRAILLE = 0x2800;
/** The bits of a braille character's dots, by column and by row from below. */
const DOTS = [[0x40, 0x04, 0x02, 0x01], [0x80, 0x20, 0x10, 0x08]] as const;

/** Values, oldest first, as one row of bars from 0 to `max` (default: the largest). NaN leaves a gap. */
export function sparkline(values: ArrayLike<number>, max = largest(values), ascii = false): string {
  const steps = ascii ? ASCII_EIGHTHS : EIGHTHS;
  let text = "";
  for (let k = 0; k < values.length; k++) {
    const value = values[k];
    // what is not nothing is seen, however small
    const step = !(value > 0) || !(max > 0) ? 0 : Math.max(1, Math.min(8, Math.round(value / max * 8)));
    text += steps[step];
  }
  return text;
}

/** A bar to the right, `share` (0..1) of so many columns long. */
export function bar(share: number, columns: number, ascii = false): string {
  const eighths = Math.round(Math.max(0, Math.min(1, share)) * columns * 8);
  if (ascii) return "#".repeat(Math.round(eighths / 8));
  return "█".repeat(eighths >> 3) + ((eighths & 7) === 0 ? "" : LEFT_EIGHTHS[eighths & 7]);
}

/** One layer of a stack of bars. */
export interface Layer {
  readonly role: Role;
  readonly values: ArrayLike<number>;
}

/** Draws bars over the whole frame, one column a value, layers stacked from below; the newest value stands right. */
export function stackedBars(frame: Frame, layers: readonly Layer[], max: number): void {
  const count = layers[0]?.values.length ?? 0;
  const scale = max > 0 ? frame.rows * 8 / max : 0;
  const steps = frame.ascii ? ASCII_EIGHTHS : EIGHTHS;
  for (let column = Math.max(0, frame.columns - count); column < frame.columns; column++) {
    const k = count - frame.columns + column;
    let filled = 0;
    for (const { role, values } of layers) {
      if (!(values[k] > 0)) continue;
      const top = filled + Math.max(1, Math.round(values[k] * scale));
      for (let cell = filled >> 3; cell < frame.rows && cell * 8 < top; cell++) {
        const height = Math.min(8, top - cell * 8);
        // a cell shows one colour: that of the layer which fills most of it
        if (cell * 8 < filled && filled - cell * 8 > height / 2) continue;
        frame.text(column, frame.rows - 1 - cell, steps[height], { role });
      }
      filled = Math.min(frame.rows * 8, top);
    }
  }
}

/** Draws a curve of braille dots over the whole frame, two values a column, the newest right. NaN leaves a gap. */
export function curve(frame: Frame, values: ArrayLike<number>, max: number, look: Look = { role: "series" }): void {
  if (frame.ascii) return stackedBars(frame, [{ role: look.role ?? "series", values }], max);
  const levels = frame.rows * 4;
  for (let column = 0; column < frame.columns; column++) {
    for (let row = 0; row < frame.rows; row++) {
      let dots = 0;
      for (const side of [0, 1] as const) {
        const at = values.length - (frame.columns - column) * 2 + side;
        const value = values[at];
        if (!(value >= 0) || !(max > 0)) continue;
        // what lies between two values is drawn with the later, so that it is one curve
        const level = levelOf(value, max, levels);
        const before = values[at - 1] >= 0 ? levelOf(values[at - 1], max, levels) : level;
        const [from, to] = before < level ? [before + 1, level] : [level, Math.max(level, before - 1)];
        for (let dot = from; dot <= to; dot++) {
          if (dot >> 2 === frame.rows - 1 - row) dots |= DOTS[side][dot & 3];
        }
      }
      if (dots !== 0) frame.text(column, row, String.fromCharCode(BRAILLE + dots), look);
    }
  }
}

function levelOf(value: number, max: number, levels: number): number {
  return Math.min(levels - 1, Math.round(value / max * (levels - 1)));
}

/** Draws one row of heat, values 0..1, the newest right; brightness and shade both say how much, for eyes without colour. */
export function heatStrip(frame: Frame, row: number, values: ArrayLike<number>): void {
  const shades = frame.ascii ? ASCII_SHADES : SHADES;
  for (let column = 0; column < frame.columns; column++) {
    const value = values[values.length - frame.columns + column];
    if (!(value >= 0)) continue;
    const step = Math.min(HEAT_STEPS - 1, Math.floor(value * HEAT_STEPS));
    const shade = Math.min(shades.length - 1, Math.ceil(step / 2));
    frame.text(column, row, shades[shade], { role: heatRole(step) });
  }
}

function largest(values: ArrayLike<number>): number {
  let max = 0;
  for (let k = 0; k < values.length; k++) if (values[k] > max) max = values[k];
  return max;
}
