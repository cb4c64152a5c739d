/**
 * What a finder passes over in folders and among a pattern's files. Nobody misses what is binary or hidden; but who
 * names a folder expects its logs to be read, so one that cannot be is told of.
 */

/** Why what may be a log is left out, and what would do. */
const LEFT_OUT = {
  "not readable": "permission denied; run as a user who may read all (sudo, or the group that owns them)",
  "utf-16": "UTF-16; convert first: iconv -f UTF-16 -t UTF-8 FILE | oddline scan -",
} as const;
const REASONS = Object.keys(LEFT_OUT) as (keyof typeof LEFT_OUT)[];

export class PassedOver {
  /** By reason, of the path that is being looked at. */
  #counts = new Map<string, number>();
  /** What is to be told of, by reason. */
  readonly #leftOut = new Map<keyof typeof LEFT_OUT, Set<string>>();

  /** A path that the user named is looked at next. */
  begin(): void {
    this.#counts = new Map();
  }

  /** For a reason that everybody expects. */
  count(reason: string): void {
    this.#counts.set(reason, (this.#counts.get(reason) ?? 0) + 1);
  }

  /** For one that is told of. */
  leaveOut(reason: keyof typeof LEFT_OUT, path: string): void {
    this.count(reason);
    const paths = this.#leftOut.get(reason) ?? new Set();
    this.#leftOut.set(reason, paths.add(path));
  }

  /** Tells of what was left out since the last call: one message for each reason, with the first path. */
  tell(onWarning: (message: string, path: string) => void): void {
    for (const reason of REASONS) {
      const [first, ...others] = this.#leftOut.get(reason) ?? [];
      if (first === undefined) continue;
      const more = others.length === 0 ? "" : ` and ${others.length} more`;
      onWarning(`${first}${more}: left out: ${LEFT_OUT[reason]}`, first);
    }
    this.#leftOut.clear();
  }

  /** What was passed over since `begin`, for a message that nothing was found. */
  get text(): string {
    const reasons = [...this.#counts].map(([reason, count]) => `${count} ${reason}`);
    return reasons.length === 0 ? "" : ` (passed over: ${reasons.join(", ")})`;
  }
}
