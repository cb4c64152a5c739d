/**
 * Learns the header of a log of which no format is known: which of its leading columns are the time, the level, a
 * process, a tag, so that the message begins at the same place in every line. What was learnt is said as patterns, the
 * language of all other formats.
 *
 * Lines are cut into tokens (a timestamp is one, and so is text in brackets), each with a class; a column has the class
 * that nearly all lines have there. The header runs up to the last time and what plainly belongs to it: a level within
 * a few columns, separators, brackets, numbers, one tag. (`shared/prototypes/mining` has measured the rules.)
 */
import { type HeaderToken, HeaderTokenizer } from "./header_tokens.ts";
import type { Clock } from "../times/clock.ts";
import type { LineRange } from "./sample.ts";

/** Share of the lines that must agree on a column's class. */
const AGREEMENT = 0.95;
/** For times: lines that begin otherwise are then taken for plain. */
const TIME_AGREEMENT = 0.8;
/** Not every line has a tag where others do. */
const TAG_AGREEMENT = 0.5;
/** Levels in capitals right behind the time are levels also where most lines have other words there. */
const LEVEL_AGREEMENT = 0.2;
/** With this share of lines that have a time, the others do not count. */
const TIMED_SHARE = 0.2;
/** A time stands among the first columns. */
const TIME_COLUMNS = 9;
const COLUMNS_MAX = 14;
/** A column is padded when this share of its tokens has two blanks or more behind. */
const PADDED_SHARE = 0.9;
/** With fewer lines than this, only what cannot be mistaken is taken as header. */
const LINES_MIN = 4;

const BARS = new Set(["|", ",", ";"]);

type ColumnClass = HeaderToken["class"];

interface Column {
  readonly class: ColumnClass;
  readonly tokens: readonly HeaderToken[];
  readonly isPadded: boolean;
  /** Lines without it have what their messages begin with there. */
  readonly isPartial?: boolean;
}

/** The beginning of a line, cut into tokens. */
export interface HeaderRow {
  readonly line: LineRange;
  readonly tokens: readonly HeaderToken[];
  readonly hasTime: boolean;
}

export function headerRows(bytes: Uint8Array, lines: readonly LineRange[], clock: Clock): HeaderRow[] {
  const tokenizer = new HeaderTokenizer(bytes, clock, COLUMNS_MAX);
  return lines.map((line) => {
    const tokens = tokenizer.tokensOf(line);
    return { line, tokens, hasTime: tokens.slice(0, TIME_COLUMNS).some((token) => token.class === "time") };
  });
}

/** The rows that have a say: with enough lines that have a time, the others are continuations. */
export function speakingRows(rows: readonly HeaderRow[]): readonly HeaderRow[] {
  const timed = rows.filter((row) => row.hasTime);
  return timed.length >= TIMED_SHARE * rows.length ? timed : rows;
}

/** Patterns of the header that the rows share, the fullest first; undefined when they share none. */
export function learnHeader(rows: readonly HeaderRow[]): string[] | undefined {
  if (rows.length === 0) return undefined;
  const found = withOneLevel(Array.from({ length: COLUMNS_MAX }, (_, index) => columnAt(rows, index)));
  const columns = rows.length >= LINES_MIN ? withPartialLevel(found, rows.length) : found;
  const end = headerEnd(columns, rows.length >= LINES_MIN);
  return end === 0 ? undefined : patternsOf(columns.slice(0, end));
}

function columnAt(rows: readonly HeaderRow[], index: number): Column {
  const tokens = rows.flatMap((row) => row.tokens[index] ?? []);
  const counts = new Map<ColumnClass, number>();
  for (const token of tokens) counts.set(token.class, (counts.get(token.class) ?? 0) + 1);
  const isPadded = tokens.filter((token) => token.blanksAfter >= 2).length >= PADDED_SHARE * rows.length;
  for (const [name, count] of counts) {
    const agreement = name === "time" ? TIME_AGREEMENT : name === "tag" ? TAG_AGREEMENT : AGREEMENT;
    if (name !== "word" && count >= agreement * rows.length) {
      return { class: name, tokens: tokens.filter((token) => token.class === name), isPadded };
    }
  }
  return { class: "word", tokens, isPadded };
}

/** A second level is a word of the message, such as "error". */
function withOneLevel(columns: readonly Column[]): Column[] {
  const first = columns.findIndex((column) => column.class === "level");
  return columns.map((column, index) =>
    column.class === "level" && index > first ? { ...column, class: "word" } : column
  );
}

/**
 * Where no column is of levels, the one behind the time is if enough lines have one there: of the others some name it
 * in another language, and some have none.
 */
function withPartialLevel(columns: readonly Column[], rows: number): readonly Column[] {
  const end = timesEnd(columns);
  if (end === 0 || columns[end]?.class !== "word" || columns.some((column) => column.class === "level")) return columns;
  const tokens = columns[end].tokens.filter(({ class: name, text }) => name === "level" && text === text.toUpperCase());
  if (tokens.length < LEVEL_AGREEMENT * rows) return columns;
  return columns.with(end, { class: "level", tokens, isPadded: false, isPartial: true });
}

/** Where the last time ends that stands among the first columns; 0 for none. */
function timesEnd(columns: readonly Column[]): number {
  return columns.slice(0, TIME_COLUMNS).findLastIndex((column) => column.class === "time") + 1;
}

/** The number of columns that belong to the header. */
function headerEnd(columns: readonly Column[], isSure: boolean): number {
  let end = timesEnd(columns);
  if (end === 0 && columns.slice(0, 2).every((column) => column.class !== "level")) return 0;
  for (let next = nextColumn(columns, end, isSure); next > end; next = nextColumn(columns, end, isSure)) {
    end = next;
    if (columns[end - 1].class === "tag") return columns[end]?.class === "level" ? end + 1 : end;
  }
  if (isSure && end < columns.length && columns[end].isPadded && columns[end].class !== "tag") end++;
  return end;
}

/** Where the header ends with one column more that belongs to it; `end` when none does. */
function nextColumn(columns: readonly Column[], end: number, isSure: boolean): number {
  for (let gap = 0; gap < 4 && end + gap < columns.length; gap++) {
    const column = columns[end + gap];
    if (column.class === "time" || isHeaderLevel(column, gap, isSure)) return end + gap + 1;
    if (gap <= 1 && column.class === "separator") return end + gap + 1;
    if (!isSure) continue;
    if (gap <= 1 && (column.class === "brackets" || column.class === "tag")) return end + gap + 1;
    if (gap === 0 && column.class === "number") return end + 1;
  }
  return end;
}

/** Farther off, a level must be in capitals: "failure" and "error" are words as well. */
function isHeaderLevel(column: Column, gap: number, isSure: boolean): boolean {
  if (column.class !== "level" || gap === 0) return column.class === "level";
  return isSure && column.tokens.every((token) => token.text === token.text.toUpperCase());
}

/** The header as a pattern; then, since lines may leave out what comes after time and level, shorter ones. */
function patternsOf(columns: readonly Column[]): string[] {
  const parts = columnPatterns(columns);
  let needed = 0;
  columns.forEach((column, index) => {
    if (column.class === "time" || column.class === "level") needed = index + 1;
  });
  const patterns = [joined(parts)];
  for (let end = columns.length - 1; end >= needed && patterns.length < 4; end--) {
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
    const free = [name, second, ...Array.from({ length: COLUMNS_MAX }, (_, index) => `${name}_${index + 3}`)];
    const taken = free.find((candidate) => !this.#used.has(candidate)) as string;
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
