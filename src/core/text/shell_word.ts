/** Text within commands that a user pastes or that a shell reads. */

/** One word for a POSIX shell, in which nothing is special. */
export function shellWord(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
