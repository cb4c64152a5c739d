/**
 * A flag as data. Its key, in camelCase, is its only name; all others follow from it: `maxLineBytes` is the flag
 * `--max-line-bytes`, the variable `ODDLINE_MAX_LINE_BYTES`, and the key `max_line_bytes` of `oddline.yaml`.
 */
import { SWITCH, type ValueType } from "./values/mod.ts";

export interface Flag<T> {
  /** One sentence without a full stop. */
  readonly description: string;
  readonly type: ValueType<unknown>;
  /** What stands for the value in the help; absent for a switch. */
  readonly placeholder?: string;
  readonly default: T;
  /** The default in words, where the value itself would not say it. */
  readonly defaultText?: string;
  /** What it is called on the command line as well: an earlier name. */
  readonly alias?: string;
  /** May be given several times, which makes one list. */
  readonly repeatable: boolean;
  /** Where it may be set; the environment always. */
  readonly places: { readonly commandLine: boolean; readonly file: boolean };
}

/** Flags by their keys. */
export type FlagTable = Readonly<Record<string, Flag<unknown>>>;

/** The values of a table's flags. */
export type Values<F extends FlagTable> = { readonly [K in keyof F]: F[K] extends Flag<infer T> ? T : never };

interface FlagOptions {
  readonly defaultText?: string;
  readonly alias?: string;
  readonly repeatable?: boolean;
  /** Only in the file and the environment. */
  readonly noFlag?: boolean;
  /** Only on the command line and in the environment. */
  readonly noKey?: boolean;
}

/** A flag that always has a value. */
export function setting<T>(
  placeholder: string,
  type: ValueType<T>,
  fallback: T,
  description: string,
  options: FlagOptions = {},
): Flag<T> {
  return { description, type, placeholder, default: fallback, ...rest(options) };
}

/** A flag that has a value only when it is given. */
export function optional<T>(
  placeholder: string,
  type: ValueType<T>,
  description: string,
  options: FlagOptions = {},
): Flag<T | undefined> {
  return { description, type, placeholder, default: undefined, ...rest(options) };
}

/** A switch; off unless it is given. */
export function toggle(description: string, options: FlagOptions = {}): Flag<boolean> {
  return { description, type: SWITCH, default: false, ...rest(options) };
}

function rest(options: FlagOptions): Pick<Flag<unknown>, "defaultText" | "alias" | "repeatable" | "places"> {
  return {
    ...(options.defaultText === undefined ? {} : { defaultText: options.defaultText }),
    ...(options.alias === undefined ? {} : { alias: options.alias }),
    repeatable: options.repeatable ?? false,
    places: { commandLine: options.noFlag !== true, file: options.noKey !== true },
  };
}

/** `maxLineBytes` → `--max-line-bytes`. */
export function flagName(key: string): string {
  return `--${words(key).join("-")}`;
}

/** `maxLineBytes` → `ODDLINE_MAX_LINE_BYTES`; a command's own flag has the command's name in it. */
export function variableName(key: string, command = ""): string {
  return ["ODDLINE", ...command.split(" ").filter((word) => word !== ""), ...words(key)].join("_").toUpperCase();
}

/** `maxLineBytes` → `max_line_bytes`. */
export function fileKey(key: string): string {
  return words(key).join("_");
}

/** What the documentation says of a default; "" where there is none. */
export function defaultText(flag: Flag<unknown>): string {
  if (flag.defaultText !== undefined) return flag.defaultText;
  if (flag.default === undefined || flag.default === false) return "";
  return String(flag.default);
}

function words(key: string): string[] {
  return key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`).split("-");
}
