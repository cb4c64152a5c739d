/** `--labels FILE`: what is really odd. */
import { errorMessage } from "../../core/error_message.ts";
import { countText } from "../../core/text/number_text.ts";
import { type Labels, parseLabels } from "../../evaluation/mod.ts";
import { UsageError } from "../errors.ts";

/** Reads it. Throws UsageError where that cannot be, or where it is no such file. */
export async function readLabels(path: string): Promise<Labels> {
  let text: string;
  try {
    text = await Deno.readTextFile(path);
  } catch (error) {
    const why = error instanceof Deno.errors.NotFound ? "no such file" : errorMessage(error);
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
  const [labelled, read] = [lineCount, lines].map(countText);
  return `${path} has labels for ${labelled} lines, but ${read} were read; are they of this log?`;
}
