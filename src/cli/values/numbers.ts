/** Values that are numbers, and sizes in bytes. */
import { orOff, type ValueType } from "./value_type.ts";

/** Bytes: `262144`, `256KiB`, `1MB`. */
export const SIZE: ValueType<number> = { name: "size", parse: parseSize, write: sizeText };

/** Bytes, or undefined for off. */
export const SIZE_OR_OFF = orOff(SIZE);

/** A whole number within limits. */
export function wholeNumber(min: number, max = Number.MAX_SAFE_INTEGER): ValueType<number> {
  return { name: "whole number", range: [min, max], parse: (text) => parseWholeNumber(text, min, max) };
}

/** A number within limits. */
export function number(min: number, max = Infinity): ValueType<number> {
  return { name: "number", range: [min, max], parse: (text) => parseNumber(text, min, max) };
}

function parseWholeNumber(text: string, min: number, max: number): number {
  const what = max === Number.MAX_SAFE_INTEGER
    ? `a whole number from ${min} on`
    : `a whole number from ${min} to ${max}`;
  if (!/^[+-]?\d+(_\d+)*$/.test(text)) throw new SyntaxError(`'${text}' is not ${what}`);
  const value = Number(text.replaceAll("_", ""));
  if (value < min || value > max) throw new RangeError(`'${text}' is not ${what}`);
  return value;
}

function parseNumber(text: string, min: number, max: number): number {
  const what = max === Infinity ? `a number from ${min} on` : `a number from ${min} to ${max}`;
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)) throw new SyntaxError(`'${text}' is not ${what}`);
  const value = Number(text);
  if (!(value >= min && value <= max && Number.isFinite(value))) throw new RangeError(`'${text}' is not ${what}`);
  return value;
}

const BYTES: Readonly<Record<string, number>> = {
  "": 1,
  b: 1,
  kb: 1e3,
  mb: 1e6,
  gb: 1e9,
  kib: 1024,
  mib: 1024 ** 2,
  gib: 1024 ** 3,
};

function parseSize(text: string): number {
  const [, amount, unit] = /^(\d+(?:\.\d+)?) ?([a-z]*)$/i.exec(text) ?? [];
  const bytes = BYTES[unit?.toLowerCase() ?? "none"];
  if (amount === undefined || bytes === undefined) {
    throw new SyntaxError(`'${text}' is not a size; write bytes, or such as 256KiB or 1MB`);
  }
  const value = Math.floor(Number(amount) * bytes);
  if (value < 1 || value > Number.MAX_SAFE_INTEGER) throw new RangeError(`'${text}' is out of range for a size`);
  return value;
}

const SIZES = [["GiB", 1024 ** 3], ["MiB", 1024 ** 2], ["KiB", 1024]] as const;

function sizeText(bytes: number): string {
  const [unit, size] = SIZES.find(([, size]) => bytes >= size && bytes % size === 0) ?? ["B", 1];
  return `${bytes / size}${unit}`;
}
