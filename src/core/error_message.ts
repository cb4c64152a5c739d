/** What was thrown may be anything; this says in words what it was. */

/** The message of an error; of anything else that was thrown, its text. */
export function errorMessage(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
