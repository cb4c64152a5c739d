/**
 * Says the columns of a learnt header as patterns, the language of all other formats (patterns/pattern.ts): each column
 * as a field with a name, with the brackets and bars that stand around it in most lines.
 */
import type { HeaderToken } from "./header_tokens.ts";

/** Share of the lines that must agree on what a column is. */
export const AGREEMENT = 0.95;
/** Patterns, at most, of which each takes one column less than the one before. */
const PATTERNS_MAX = 4;
const BARS = new Set(["|", ",", ";"]);

export type ColumnClass = HeaderToken["class"];

/** What stands at one place of the lines' headers. */
export interface Column {
  readonly class: ColumnClass;
  readonly tokens: readonly HeaderToken[];
  readonly isPadded: boolean;
  /** Lines without it have what their messages begin with there. */
  readonly isPartial?: boolean;
}

/** The header as a pattern; then, since lines may leave out what comes after time and level, shorter ones. */
export function patternsOf(columns: readonly Column[]): string[] {
  const parts = columnPatterns(columns);
  let needed = 0;
  columns.forEach((column, index) => {
    if (column.class === "time" || column.class === "level") needed = index + 1;
  });
  const patterns = [joined(parts)];
  for (let end = columns.length - 1; end >= needed && patterns.length < PATTERNS_MAX; end--) {
    if (columns[end].class !== "tag" && !isBar(columns[end])) patterns.push(joined(parts.slice(0, end)));
  }
  const partial = columns.findIndex(({ isPartial }) => isPartial);
  if (partial >= 0) patterns.push(joined(parts.slice(0, partial)));
  else if (parts.some((part) => part.text.includes("{level}"))) {
    const label = parts.map((part) => ({ ...part, text: part.text.replace("{level}", "{label}") }));
    patterns.push(joined(label));
  }
  if (columns.length > 1 && columns[0].class === "time" && !isBar(columns[1])) patterns.push(joined(parts.slice(0, 1)));
  return [...new Set(patterns)];
}

interface PatternPart {
  readonly text: string;
  /** A blank separates it from what follows. */
  readonly blankAfter: boolean;
}

/** Something must separate a text field from the field behind it. */
function joined(parts: readonly PatternPart[]): string {
  const texts = [...parts.map((part) => part.text), "{message}"];
  const needsBlank = (index: number) => TEXT_FIELD_AT_END.test(texts[index]) && texts[index + 1].startsWith("{");
  return texts.map((text, index) => parts[index]?.blankAfter || (parts[index] && needsBlank(index)) ? `${text} ` : text)
    .join("");
}

/** A field whose end only what follows it can say: not one with a type, nor a time, a level, a tag. */
const TEXT_FIELD_AT_END = /\{(?!(?:time|level|tag)\})\w+\}$/;

function columnPatterns(columns: readonly Column[]): PatternPart[] {
  const names = new FieldNamer();
  const main = mainTime(columns);
  const firstTime = columns.findIndex((column) => column.class === "time");
  return columns.map((column, index) => {
    const isTight = share(column.tokens, (token) => token.isGlued) >= 0.5;
    const place = {
      isMain: index === main,
      isAfterTime: index > firstTime,
      isLast: index === columns.length - 1,
      names,
    };
    const text = columnPattern(column, place);
    return { text, blankAfter: !isTight && !isBar(column) && !isBar(columns[index + 1]) };
  });
}

/** Bars stand between columns with blanks beside them or without. */
function isBar(column: Column | undefined): boolean {
  return column?.class === "separator" && share(column.tokens, (token) => BARS.has(token.text)) >= AGREEMENT;
}

interface ColumnPlace {
  readonly isMain: boolean;
  readonly isAfterTime: boolean;
  readonly isLast: boolean;
  readonly names: FieldNamer;
}

function columnPattern(column: Column, { isMain, isAfterTime, isLast, names }: ColumnPlace): string {
  const { prefix, suffix } = mostCommonFrame(column.tokens);
  const framed = (field: string) => escaped(prefix) + field + escaped(suffix);
  switch (column.class) {
    case "time":
      return framed(timePattern(column, isMain, names));
    case "level":
      return framed("{level}");
    case "tag":
      return isLast ? "{tag}" : `{${names.take("source")}}`;
    case "number":
      return `{${names.take("pid", "tid")}}`;
    case "brackets":
      return prefix === "[" && suffix === "]" ? `[{${names.take("thread", "context")}}]` : `{${names.take("context")}}`;
    case "separator": {
      const [text, count] = mostCommon(column.tokens.map((token) => token.text));
      const isLiteral = isBar(column) || isAfterTime && count >= AGREEMENT * column.tokens.length;
      return isLiteral ? escaped(text) : `{${names.take("mark")}}`;
    }
    case "word":
      return `{${names.take(isAfterTime ? "component" : "source")}}`;
  }
}

function timePattern(column: Column, isMain: boolean, names: FieldNamer): string {
  const [kind] = mostCommon(column.tokens.map((token) => token.timeKind));
  if (isMain) return kind === "uptime" || kind === "clock" ? `{time:${kind}}` : "{time}";
  const isDated = kind !== "uptime" && kind !== "clock" && kind !== "date";
  return isDated ? `{${names.take("other_time")}:time}` : `{${names.take("date")}}`;
}

/** The column with the event's time: one that names its zone or needs none, else the first with a date. */
function mainTime(columns: readonly Column[]): number {
  const ranks = columns.map((column) => column.class === "time" ? timeRank(column) : 0);
  const best = Math.max(...ranks);
  return best === 0 ? -1 : ranks.indexOf(best);
}

function timeRank(column: Column): number {
  const [kind] = mostCommon(column.tokens.map((token) => token.timeKind));
  if (kind === "date") return 0;
  if (kind === "uptime" || kind === "clock") return 1;
  return share(column.tokens, (token) => token.isZoned) >= AGREEMENT ? 3 : 2;
}

/** Gives every field a name of its own: "context", "context_2", … */
class FieldNamer {
  readonly #used = new Set<string>();

  take(name: string, second = `${name}_2`): string {
    let taken = this.#used.has(name) ? second : name;
    for (let number = 3; this.#used.has(taken); number++) taken = `${name}_${number}`;
    this.#used.add(taken);
    return taken;
  }
}

function mostCommonFrame(tokens: readonly HeaderToken[]): { prefix: string; suffix: string } {
  const [frame] = mostCommon(tokens.map((token) => `${token.prefix} ${token.suffix}`));
  const [prefix, suffix] = frame.split(" ");
  return { prefix, suffix };
}

function mostCommon(texts: readonly string[]): [text: string, count: number] {
  const counts = new Map<string, number>();
  let best = texts[0] ?? "";
  for (const text of texts) {
    counts.set(text, (counts.get(text) ?? 0) + 1);
    if ((counts.get(text) as number) > (counts.get(best) ?? 0)) best = text;
  }
  return [best, counts.get(best) ?? 0];
}

function share<T>(items: readonly T[], holds: (item: T) => boolean): number {
  return items.length === 0 ? 0 : items.filter(holds).length / items.length;
}

function escaped(text: string): string {
  return text.replaceAll("{", "{{").replaceAll("}", "}}");
}
