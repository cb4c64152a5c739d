/** Amounts in few columns: what is read at a glance, not added up. */

const SUFFIXES = ["", " k", " M", " G", " T"] as const;

/** `1234567` → "1.23 M"; four digits at most and a suffix. */
export function compactCount(count: number): string {
  if (!(count >= 0)) return "–";
  let value = count;
  let suffix = 0;
  while (value >= 9999.5 && suffix < SUFFIXES.length - 1 || suffix > 0 && value >= 999.5) {
    value /= 1000;
    suffix++;
  }
  if (suffix === 0) return value >= 10 || Number.isInteger(value) ? String(Math.round(value)) : value.toFixed(1);
  return `${value < 9.995 ? value.toFixed(2) : value < 99.95 ? value.toFixed(1) : Math.round(value)}${
    SUFFIXES[suffix]
  }`;
}

/** Such a number and its noun: "1 line", "1.23 M lines". */
export function compactPlural(count: number, noun: string, nouns = `${noun}s`): string {
  return `${compactCount(count)} ${count === 1 ? noun : nouns}`;
}

/** Bytes as "182 MB". */
export function compactBytes(bytes: number): string {
  return `${compactCount(bytes).replace(/ ?([kMGT]?)$/, (_, suffix) => ` ${suffix}B`)}`;
}

/** Lines a second, or in a longer time where they are few: "668/s", "22/min", "3/h", "2/d". */
export function rateText(linesPerSecond: number): string {
  if (!(linesPerSecond > 0)) return "–";
  if (linesPerSecond >= 1) return `${compactCount(linesPerSecond)}/s`;
  if (linesPerSecond >= 1 / 60) return `${compactCount(linesPerSecond * 60)}/min`;
  return linesPerSecond >= 1 / 3600
    ? `${compactCount(linesPerSecond * 3600)}/h`
    : `${compactCount(linesPerSecond * 86_400)}/d`;
}

/** A span of time as "850 ms", "12 s", "2m 10s", "3h 04m", "2d 3h". */
export function spanText(ms: number): string {
  if (!(ms >= 0)) return "–";
  if (ms < 1000) return `${Math.round(ms)} ms`;
  const seconds = Math.floor(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes}m ${two(seconds % 60)}s`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours}h ${two(minutes % 60)}m` : `${Math.floor(hours / 24)}d ${hours % 24}h`;
}

/** The last part of a path, for narrow columns; standard input by its name. */
export function baseName(path: string): string {
  if (path === "-") return "stdin";
  return path.slice(path.lastIndexOf("/") + 1) || path;
}

function two(value: number): string {
  return String(value).padStart(2, "0");
}
