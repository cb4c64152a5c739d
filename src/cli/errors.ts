/** What can go wrong, as exit codes see it. They are turned into one line and a number at the edge only (`main.ts`). */

/** Exit codes. After a signal a command returns 128 + the signal's number itself. */
export const EXIT = {
  fine: 0,
  failed: 1,
  usage: 2,
  anomaliesFound: 3,
} as const;

/** Wrong usage or configuration: exit 2. The message says what is wrong and what would do, without a full stop. */
export class UsageError extends Error {
  override readonly name = "UsageError";
  /** The command whose help says more, such as "oddline scan". */
  readonly see: string | undefined;

  constructor(message: string, see?: string) {
    super(message);
    this.see = see;
  }
}

/** A configuration file with problems, one line each: exit 2. */
export class ConfigError extends UsageError {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join("\n"));
    this.problems = problems;
  }
}

/** The exit code of an error and the lines that tell the user about it; none when the reader of stdout has gone. */
export function explainError(error: unknown, debug: boolean): { readonly code: number; readonly lines: string[] } {
  if (error instanceof Deno.errors.BrokenPipe) return { code: EXIT.fine, lines: [] };
  if (error instanceof ConfigError) {
    return {
      code: EXIT.usage,
      lines: error.problems.map((line) => `oddline: ${line}`),
    };
  }
  if (error instanceof UsageError) {
    const see = error.see === undefined ? "" : `. See ${error.see} --help`;
    return { code: EXIT.usage, lines: [`oddline: ${error.message}${see}`] };
  }
  if (!(error instanceof Error)) return { code: EXIT.failed, lines: [`oddline: ${String(error)}`] };
  // Sources live in a folder of their own and know nothing of exit codes: what they cannot open was named by the user.
  if (error.name === "SourceError") return { code: EXIT.usage, lines: [`oddline: ${error.message}`] };
  if (debug) return { code: EXIT.failed, lines: (error.stack ?? error.message).split("\n") };
  const hint = error.message === "" ? error.name : error.message;
  return { code: EXIT.failed, lines: [`oddline: ${hint} (ODDLINE_DEBUG=1 shows where)`] };
}
