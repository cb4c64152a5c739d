/**
 * Learns the header of a log of which no format is known: which of its leading columns are the time, the level, a
 * process, a tag, so that the message begins at the same place in every line. What was learnt is said as patterns, the
 * language of all other formats.
 *
 * Lines are cut into tokens (a timestamp is one, and so is text in brackets), each with a class; a column has the class
 * that nearly all lines have there. The header runs up to the last time and what plainly belongs to it: a level within
 * a few columns, separators, brackets, numbers, one tag.
 */
import type { Clock } from "../times/clock.ts";
import { AGREEMENT, type Column, type ColumnClass, patternsOf } from "./column_patterns.ts";
import { type HeaderToken, HeaderTokenizer } from "./header_tokens.ts";
import type { LineRange, Sample } from "./sample.ts";

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

/** `org.example.web.Server.start` */
const QUALIFIED_NAME = /^[\p{L}_][\w$]*(?:\.[\w$<>-]+){2,}:?$/u;

/** The beginning of a line, cut into tokens. */
export interface HeaderRow {
  readonly line: LineRange;
  readonly tokens: readonly HeaderToken[];
  readonly hasTime: boolean;
}

/** The beginnings of a sample's lines. */
export function headerRows({ bytes, lines }: Sample, clock: Clock): HeaderRow[] {
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
    if (opensQuote(column)) return end;
    if (column.class === "time" || isHeaderLevel(column, gap, isSure)) return end + gap + 1;
    if (gap <= 1 && column.class === "separator") return end + gap + 1;
    if (!isSure) continue;
    if (gap <= 1 && (column.class === "brackets" || column.class === "tag")) return end + gap + 1;
    if (gap === 0 && (column.class === "number" || isOfQualifiedNames(column))) return end + 1;
  }
  return end;
}

/** A class, maybe with its method, in nearly every line. */
function isOfQualifiedNames({ class: name, tokens }: Column): boolean {
  const names = tokens.filter(({ text }) => QUALIFIED_NAME.test(text));
  return name === "word" && tokens.length > 0 && names.length >= AGREEMENT * tokens.length;
}

/** Quoted text of several words is a message, also where one of its commas looks like the end of a column. */
function opensQuote({ class: name, tokens }: Column): boolean {
  const opening = tokens.filter(({ text }) => /^"(?!.*"$)/.test(text));
  return name === "word" && opening.length > tokens.length / 2;
}

/** Farther off, a level must be in capitals: "failure" and "error" are words as well. */
function isHeaderLevel(column: Column, gap: number, isSure: boolean): boolean {
  if (column.class !== "level" || gap === 0) return column.class === "level";
  return isSure && column.tokens.every((token) => token.text === token.text.toUpperCase());
}
