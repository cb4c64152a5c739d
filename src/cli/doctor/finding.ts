/** What a look at one thing has found. */
import { errorMessage } from "../../core/error_message.ts";

export interface Finding {
  readonly name: string;
  readonly works: boolean;
  /** What there is; where it does not work, why, and what would do. */
  readonly detail: string;
}

/**
 * Tries something: what it returns is found, and what it throws is why it does not work. `help` says what would do,
 * which may depend on what was thrown.
 */
export async function finding(
  name: string,
  look: () => string | Promise<string>,
  help: string | ((error: unknown) => string),
): Promise<Finding> {
  try {
    return { name, works: true, detail: await look() };
  } catch (error) {
    const reason = errorMessage(error);
    return { name, works: false, detail: `${reason}; ${typeof help === "string" ? help : help(error)}` };
  }
}
