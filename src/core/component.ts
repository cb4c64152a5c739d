/**
 * What part of a system a line is of, as the system that Oddline replaces has it: its own lines name the component
 * third, `[time] [LEVEL] [component] message`; all others have the name of their file.
 */

const NAMED = /^\[[^\]]*\] \[\w+\] \[([^\]]+)\]/;

/** The component of a line (whole, as it stands in its source). */
export function componentOf(line: string, source: string): string {
  return NAMED.exec(line)?.[1] ?? source.slice(source.lastIndexOf("/") + 1);
}
