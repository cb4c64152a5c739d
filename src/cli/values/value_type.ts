/** How a value is written, on the command line, in the environment and in `oddline.yaml` alike. */

/** A kind of value. */
export interface ValueType<T> {
  /** What it is called in the documentation. */
  readonly name: string;
  /**
   * Throws SyntaxError for text that is not of this kind and RangeError for a value outside its limits. The message
   * quotes what was found and says what would do; the caller puts the name of the flag, variable or key before it.
   */
  readonly parse: (text: string) => T;
  /** Every value, where they can be listed. */
  readonly choices?: readonly string[];
  /** Several values with commas between them: a list in the file. */
  readonly isList?: true;
  /** It names files: those that a command reads, or one that it writes. */
  readonly files?: "read" | "written";
  /** The least and the greatest value of numbers. */
  readonly range?: readonly [min: number, max: number];
}

/** Reads `off` as undefined, and anything else as `parse` does; `false` is how YAML reads `off`. */
export function orOff<T>(parse: (text: string) => T): (text: string) => T | undefined {
  return (text) => text === "off" || text === "false" ? undefined : parse(text);
}
