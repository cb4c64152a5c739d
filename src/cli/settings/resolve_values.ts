/** Where each value comes from: the command line before the environment, before the file, before the default. */
import { UsageError } from "../errors.ts";
import { fileKey, flagName, type FlagTable, type Values, variableName } from "../flag.ts";
import type { Environment } from "../environment.ts";

/** Where a value was set. */
export type Origin =
  | { readonly kind: "flag"; readonly name: string }
  | { readonly kind: "environment"; readonly name: string }
  | { readonly kind: "file"; readonly path: string; readonly line: number }
  | { readonly kind: "default" };

/** What was given on the command line, as it was written: text, or true for a switch; several for a repeated flag. */
export type RawFlags = ReadonlyMap<string, string | true>;

/** Values from `oddline.yaml`, already read, by the keys of the table. */
export interface FileValues {
  readonly path: string;
  readonly values: ReadonlyMap<string, { readonly value: unknown; readonly line: number }>;
}

export interface Layers {
  readonly flags: RawFlags;
  readonly env: Environment;
  readonly file: FileValues | undefined;
  /** The command whose own flags these are: its name is part of the variables'. Absent for shared flags. */
  readonly command?: string;
  /** The keys that may be set; all others keep their defaults. Absent for all. */
  readonly keys?: readonly string[];
}

export interface Resolved<F extends FlagTable> {
  readonly values: Values<F>;
  /** By the snake_case name. */
  readonly origins: ReadonlyMap<string, Origin>;
}

/** Reads a table's values from the layers. Throws UsageError for a value that its type does not take. */
export function resolveValues<F extends FlagTable>(table: F, layers: Layers): Resolved<F> {
  const values: Record<string, unknown> = {};
  const origins = new Map<string, Origin>();
  for (const key of Object.keys(table)) {
    const { value, origin } = resolveOne(key, table, layers);
    values[key] = value;
    origins.set(fileKey(key), origin);
  }
  return { values: values as Values<F>, origins };
}

function resolveOne(key: string, table: FlagTable, layers: Layers): { value: unknown; origin: Origin } {
  const flag = table[key];
  if (layers.keys?.includes(key) === false) return { value: flag.default, origin: { kind: "default" } };
  const given = layers.flags.get(key);
  if (given !== undefined) {
    const name = flagName(key);
    return { value: given === true ? true : read(name, flag.type, given), origin: { kind: "flag", name } };
  }
  const variable = variableName(key, layers.command);
  const text = layers.env[variable];
  // An empty variable is one that was not set: that is how shells and unit files take a value back.
  if (text !== undefined && text !== "") {
    return { value: read(variable, flag.type, text), origin: { kind: "environment", name: variable } };
  }
  const found = layers.file?.values.get(key);
  if (found !== undefined && layers.file !== undefined) {
    return { value: found.value, origin: { kind: "file", path: layers.file.path, line: found.line } };
  }
  return { value: flag.default, origin: { kind: "default" } };
}

function read(name: string, type: { readonly parse: (text: string) => unknown }, text: string): unknown {
  try {
    return type.parse(text);
  } catch (error) {
    if (error instanceof RangeError || error instanceof SyntaxError) throw new UsageError(`${name}: ${error.message}`);
    throw error;
  }
}
