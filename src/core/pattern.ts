/** Regular expressions that a user wrote: rules, marks, lines that continue an event. */
import { errorMessage } from "./error_message.ts";

/** Why a text is no JavaScript regular expression; undefined when it is one. */
export function patternProblem(source: string): string | undefined {
  try {
    new RegExp(source);
    return undefined;
  } catch (error) {
    const why = errorMessage(error);
    return `is not a regular expression: ${why.replace(/^Invalid regular expression: /, "")}`;
  }
}
