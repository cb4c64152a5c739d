/** `--labels FILE`: what is really odd. */
import { type Labels, parseLabels } from "../../evaluation/mod.ts";
import { UsageError } from "../errors.ts";

/** Reads it. Throws UsageError where that cannot be, or where it is no such file. */
export async function readLabels(path: string): Promise<Labels> {
  let text: string;
  try {
    text = await Deno.readTextFile(path);
  } catch (error) {
    const why = error instanceof Deno.errors.NotFound
      ? "no such file"
      : error instanceof Error
      ? error.message
      : String(error);
    throw new UsageError(`--labels: cannot read '${path}': ${why}`);
  }
  try {
    return parseLabels(text, path);
  } catch (error) {
    if (error instanceof SyntaxError) throw new UsageError(error.message);
    throw error;
  }
}

/** Labels of another log are worse than none: what is wrong with them, once so many lines were read. */
export function labelsProblem({ lineCount }: Labels, lines: number, path: string): string | undefined {
  if (lineCount === undefined || lineCount === lines) return undefined;
  return `${path} has labels for ${lineCount.toLocaleString("en")} lines, but ${
    lines.toLocaleString("en")
  } were read; ` +
    "are they of this log?";
}
