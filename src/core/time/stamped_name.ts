/**
 * Names that say when a file was made and sort by it, such as `oddline-2026-11-22T18-00-00-000Z.db`: the colons and the
 * point of RFC 3339 are hyphens, since not every file system takes them.
 */

/** What stands around the time in a name. */
export interface StampedName {
  readonly stem: string;
  /** With its full stop. */
  readonly extension: string;
}

/** The name for a moment in milliseconds since the epoch. */
export function stampedName({ stem, extension }: StampedName, ms: number): string {
  return `${stem}-${new Date(ms).toISOString().replace(/[:.]/g, "-")}${extension}`;
}

/** The moment that a name says; undefined where it is no such name. */
export function stampOf(name: string, { stem, extension }: StampedName): number | undefined {
  const start = `${stem}-`;
  if (!name.startsWith(start) || !name.endsWith(extension)) return undefined;
  const stamp = name.slice(start.length, name.length - extension.length);
  const [, date, hours, minutes, seconds, ms] = /^(\d{4}-\d\d-\d\d)T(\d\d)-(\d\d)-(\d\d)-(\d{3})Z$/.exec(stamp) ?? [];
  return date === undefined ? undefined : Date.parse(`${date}T${hours}:${minutes}:${seconds}.${ms}Z`);
}
