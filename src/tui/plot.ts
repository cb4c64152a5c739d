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
    const tops = topsOf(layers, count - frame.columns + column, { scale, most: frame.rows * 8 });
    const height = tops[tops.length - 1];
    for (let cell = 0; cell * 8 < height; cell++) {
      const { role } = layers[largestIn(tops, cell * 8)];
      frame.text(column, frame.rows - 1 - cell, steps[Math.min(8, height - cell * 8)], { role });
    }
  }
}

/** Where each layer ends, in eighths of a cell from below; what is not nothing is seen, however small. */
function topsOf(
  layers: readonly Layer[],
  index: number,
  { scale, most }: { readonly scale: number; readonly most: number },
): readonly number[] {
  let top = 0;
  return layers.map(({ values }) => {
    if (values[index] > 0) top = Math.min(most, top + Math.max(1, Math.round(values[index] * scale)));
    return top;
  });
}

/** The layer that fills most of the cell which begins at this eighth: a cell shows one colour. */
function largestIn(tops: readonly number[], from: number): number {
  let largest = 0;
  let most = 0;
  for (let k = 0, below = 0; k < tops.length; k++) {
    const part = Math.min(tops[k], from + 8) - Math.max(below, from);
    if (part > most) [largest, most] = [k, part];
    below = tops[k];
  }
  return largest;
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

/**
 * Draws one row of heat, values 0..1, the newest right; brightness and shade both say how much,
 * for eyes without colour.
 */
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

/** The largest of these values; 0 where there is none above it. */
export function largest(values: ArrayLike<number>): number {
  let max = 0;
  for (let k = 0; k < values.length; k++) if (values[k] > max) max = values[k];
  return max;
}
