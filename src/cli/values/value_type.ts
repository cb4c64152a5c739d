/** How a value is written, on the command line, in the environment and in `oddline.yaml` alike. */

/** What YAML and JSON can say. */
export type Written = string | number | boolean | null | readonly string[];

/** A kind of value. */
export interface ValueType<T> {
  /** What it is called in the documentation. */
  readonly name: string;
  /**
   * Throws SyntaxError for text that is not of this kind and RangeError for a value outside its limits. The message
   * quotes what was found and says what would do; the caller puts the name of the flag, variable or key before it.
   */
  readonly parse: (text: string) => T;
  /** The way back: the value as the file would say it. Absent where that is the value itself, or its text. */
  write?(value: NonNullable<T>): Written;
  /** Every value, where they can be listed. */
  readonly choices?: readonly string[];
  /** Several values with commas between them: a list in the file. */
  readonly isList?: true;
  /** It may be off, which is undefined. */
  readonly canBeOff?: true;
  /** It names files: those that a command reads, or one that it writes. */
  readonly files?: "read" | "written";
  /** The least and the greatest value of numbers. */
  readonly range?: readonly [min: number, max: number];
}

/** The same kind, or off; `false` is how YAML reads `off`. */
export function orOff<T>(type: ValueType<T>): ValueType<T | undefined> {
  const parse = (text: string) => text === "off" || text === "false" ? undefined : type.parse(text);
  return { ...type, name: `${type.name} or off`, canBeOff: true, parse } as ValueType<T | undefined>;
}

/** A value as it would be written in `oddline.yaml`; null where there is none. */
export function writtenValue(type: ValueType<unknown>, value: unknown): Written {
  if (value === undefined || value === null) return type.canBeOff ? "off" : null;
  if (type.write !== undefined) return type.write(value);
  if (Array.isArray(value)) return value.map(String);
  return typeof value === "number" || typeof value === "boolean" ? value : String(value);
}

/** The same in one line of text. */
export function writtenText(written: Written): string {
  return Array.isArray(written) ? written.join(",") : String(written ?? "");
}
