/** Values as they would be written in `oddline.yaml`: the way back from what the parsers of `values/` make. */
import { addressText, type HttpAddress } from "../http/address.ts";
import type { When } from "../values/mod.ts";

/** What YAML and JSON can say. */
export type Written = string | number | boolean | null | readonly string[];

/** The value of a type of this name (`ValueType.name`); null for none. */
export function writtenValue(typeName: string, value: unknown): Written {
  if (value === undefined) return typeName.endsWith("or off") ? "off" : null;
  const special = SPECIAL[typeName];
  if (special !== undefined) return special(value);
  if (Array.isArray(value)) return value.map(String);
  return typeof value === "number" || typeof value === "boolean" ? value : String(value);
}

/** A value in one line of text. */
export function writtenText(written: Written): string {
  return Array.isArray(written) ? written.join(",") : String(written ?? "");
}

const SPECIAL: Readonly<Record<string, (value: unknown) => Written>> = {
  size: (value) => sizeText(value as number),
  span: (value) => spanText(value as number),
  "span or off": (value) => spanText(value as number),
  "lines, span or off": (value) => intervalText(value as { readonly lines: number } | { readonly ms: number }),
  "time or span before now": (value) => whenText(value as When),
  address: (value) => addressText(value as HttpAddress),
};

const SIZES = [["GiB", 1024 ** 3], ["MiB", 1024 ** 2], ["KiB", 1024]] as const;

function sizeText(bytes: number): string {
  const [unit, size] = SIZES.find(([, size]) => bytes >= size && bytes % size === 0) ?? ["B", 1];
  return `${bytes / size}${unit}`;
}

const SPANS = [["d", 86_400_000], ["h", 3_600_000], ["m", 60_000], ["s", 1000]] as const;

function spanText(ms: number): string {
  const [unit, span] = SPANS.find(([, span]) => ms >= span && ms % span === 0) ?? ["ms", 1];
  return `${ms / span}${unit}`;
}

function intervalText(interval: { readonly lines: number } | { readonly ms: number }): string {
  return "lines" in interval ? String(interval.lines) : spanText(interval.ms);
}

function whenText(when: When): string {
  switch (when.kind) {
    case "at":
      return new Date(when.ms).toISOString();
    case "before":
      return spanText(when.ms);
    case "clock":
      return when.date === undefined ? when.time : `${when.date}T${when.time}`;
  }
}
