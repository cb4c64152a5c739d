/** The formats that the generator writes. */
import type { LineFormat } from "./format.ts";
import { jsonFormat } from "./json.ts";
import { seedFormat } from "./seed.ts";

export const LINE_FORMATS = ["seed", "json"] as const;
export type LineFormatName = typeof LINE_FORMATS[number];

const BY_NAME: Readonly<Record<LineFormatName, LineFormat>> = { seed: seedFormat, json: jsonFormat };

/** @throws RangeError for a name that is not in LINE_FORMATS */
export function lineFormat(name: LineFormatName): LineFormat {
  const format = Object.hasOwn(BY_NAME, name) ? BY_NAME[name] : undefined;
  if (!format) throw new RangeError(`Cannot write format "${name}": known are ${LINE_FORMATS.join(", ")}`);
  return format;
}
