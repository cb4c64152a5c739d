/**
 * Which format the first lines of a stream are of. Formats that are known by name come first, when they take nearly
 * all lines; else the header is learnt. A learnt header also wins where it finds times or levels in more lines than
 * the named format does. Lines that it leaves over may have a format of their own (mixed.ts). Slow path, once a
 * stream, some milliseconds for 64 KiB.
 */
import { isColoured } from "../../core/visible_bytes.ts";
import { BUILTIN_FORMATS } from "../builtin/all.ts";
import type { BuiltinFormat } from "../builtin/builtin_format.ts";
import { Clock } from "../times/clock.ts";
import { type HeaderRow, headerRows, learnHeader, speakingRows } from "./columns.ts";
import { ColouredParser } from "../coloured.ts";
import { joinLines, messageRanges, wrappedFormat } from "./detect_wrapped.ts";
import {
  type FormatSpec,
  LineFields,
  type LineParser,
  type ParseContext,
  type PatternSpec,
  type StructuredSpec,
} from "../format.ts";
import { createParser } from "../parser.ts";
import { PatternParser } from "../patterns/pattern_parser.ts";
import { PlainParser } from "../plain.ts";
import { parts } from "../times/timestamp_parts.ts";
import { type LineRange, sampleLines, votingLines } from "./sample.ts";

const { skipBlanks } = parts;

export interface DetectOptions {
  /** Formats of the user's own; one that takes half of the lines is preferred to all others. */
  readonly userFormats?: readonly PatternSpec[];
  readonly timeZone: string;
  /** See `ParseContext.referenceMs`. */
  readonly referenceMs: number;
}

/** A format that is neither wrapped nor mixed. */
type OwnSpec = PatternSpec | StructuredSpec;

const PLAIN: OwnSpec = { kind: "plain", name: "plain" };
/** What messages may be lines of. */
const STRUCTURED: readonly StructuredSpec[] = [{ kind: "json", name: "json" }, { kind: "logfmt", name: "logfmt" }];

/** Share of the lines that a format must take. */
const SHARE_MIN = 0.8;
const USER_SHARE_MIN = 0.5;
/** A named format that finds levels in this share of lines is better than a learnt header without any. */
const LEVELLED_SHARE_MIN = 0.5;
/** Where nothing else fits, a named format that takes this share is better than none. */
const FALLBACK_SHARE_MIN = 0.3;
/**
 * Share of the lines that set colours, from which on these are looked through: of many logs the errors alone are red.
 */
const COLOURED_SHARE_MIN = 0.01;
/** Formats in one stream, at most; and the lines that another one needs, by number and as a share. */
const PARTS_MAX = 3;
const PART_LINES_MIN = 4;
const PART_SHARE_MIN = 0.02;
/** From this share on, lines without a time may be a part: java.util.logging's second lines have the level. */
const LEVELLED_PART_SHARE_MIN = 0.3;
/** How much better a learnt header must be than a named format, in shares of lines. */
const MARGIN = 0.01;

/** What a format makes of lines, as shares of them. */
interface Fit {
  readonly matched: number;
  readonly timed: number;
  readonly levelled: number;
  /** Lines with a message that is not empty. */
  readonly worded: number;
}

interface Candidate {
  readonly spec: OwnSpec;
  readonly fit: Fit;
}

/** The format of a sample of whole lines (up to 64 KiB, maybe one line, maybe none). */
export function detectFormat(sample: Uint8Array, options: DetectOptions): FormatSpec {
  const context: ParseContext = { timeZone: options.timeZone, referenceMs: options.referenceMs };
  const lines = sampleLines(sample);
  if (lines.length === 0) return PLAIN;
  const voting = votingLines(sample, lines);
  const found = wrappedFormat(sample, voting, context, (texts) => innerFormat(texts, options, context)) ??
    unwrappedFormat(sample, voting, options, context);
  return found.kind === "plain" ? indentedFormat(sample, lines, options, context) ?? found : found;
}

/** Share of a sample's lines that are of a format; of those lines that may begin an event. */
export function formatShare(sample: Uint8Array, spec: FormatSpec, options: DetectOptions): number {
  const context: ParseContext = { timeZone: options.timeZone, referenceMs: options.referenceMs };
  const lines = votingLines(sample, sampleLines(sample));
  return lines.length === 0 ? 0 : fitOf(createParser(spec, context), sample, lines).matched;
}

function unwrappedFormat(
  sample: Uint8Array,
  lines: readonly LineRange[],
  options: DetectOptions,
  context: ParseContext,
): FormatSpec {
  return colouredFormat(sample, lines, options, context) ??
    userFormat(sample, lines, options.userFormats ?? [], context) ??
    withFormatOfMessages(mixedFormat(sample, lines, context), sample, lines, context);
}

/** The lines' format; where it leaves lines that are plainly of another, both. */
function mixedFormat(sample: Uint8Array, lines: readonly LineRange[], context: ParseContext): FormatSpec {
  const parts: { spec: OwnSpec; lines: number }[] = [];
  for (let left = lines; parts.length < PARTS_MAX;) {
    const spec = withDateOrder(ownFormat(sample, left, context), sample, left, context);
    const parser = createParser(spec, context);
    const { matched, timed, levelled } = fitOf(parser, sample, left);
    // only a time at its place proves that what is left over has a format of its own; of many lines, a level does
    const proof = left.length < LEVELLED_PART_SHARE_MIN * lines.length ? timed : Math.max(timed, levelled);
    if (spec.kind === "plain" || parts.length > 0 && Math.min(matched, proof) < SHARE_MIN) break;
    parts.push({ spec, lines: matched * left.length });
    const fields = new LineFields();
    left = left.filter(({ start, end }) => !parser.parse(sample, start, end, fields));
    if (left.length < PART_LINES_MIN || left.length < PART_SHARE_MIN * lines.length) break;
  }
  if (parts.length === 0) return PLAIN;
  if (parts.length === 1) return parts[0].spec;
  const specs = parts.toSorted((a, b) => b.lines - a.lines).map(({ spec }) => spec);
  return { kind: "mixed", name: specs.map(({ name }) => name).join("+"), parts: specs };
}

/** The lines' format with that of their messages, where these are lines of JSON or logfmt themselves. */
function withFormatOfMessages(
  spec: FormatSpec,
  sample: Uint8Array,
  lines: readonly LineRange[],
  context: ParseContext,
): FormatSpec {
  if (spec.kind !== "pattern") return spec;
  const messages = messageRanges(spec, sample, lines, context);
  const inner = messages.length < SHARE_MIN * lines.length ? undefined : STRUCTURED.find((each) => {
    const { matched, levelled } = fitOf(createParser(each, context), sample, messages);
    return matched >= SHARE_MIN && (each.kind === "json" || levelled >= SHARE_MIN);
  });
  return inner === undefined ? spec : { kind: "headed", name: `${spec.name}+${inner.name}`, head: spec, inner };
}

/** Of lines that set colours, the format that they have without. */
function colouredFormat(
  sample: Uint8Array,
  lines: readonly LineRange[],
  options: DetectOptions,
  context: ParseContext,
): FormatSpec | undefined {
  const coloured = lines.filter(({ start, end }) => isColoured(sample, start, end));
  if (coloured.length === 0 || coloured.length < COLOURED_SHARE_MIN * lines.length) return undefined;
  const parser = new ColouredParser(new PlainParser());
  const inner = innerFormat(lines.map(({ start, end }) => parser.plainText(sample, start, end)), options, context);
  return inner.kind === "plain" ? undefined : { kind: "coloured", name: `${inner.name}+colours`, inner };
}

/** Of lines that are all indented, the format that they have behind their blanks, where that finds their times. */
function indentedFormat(
  sample: Uint8Array,
  lines: readonly LineRange[],
  options: DetectOptions,
  context: ParseContext,
): FormatSpec | undefined {
  const begins = lines.map(({ start, end }) => ({ start: skipBlanks(sample, start, end), end }));
  if (begins.some(({ start }, k) => start === lines[k].start)) return undefined;
  const inner = innerFormat(begins.map(({ start, end }) => sample.subarray(start, end)), options, context);
  const { timed } = fitOf(createParser(inner, context), sample, begins);
  return timed < SHARE_MIN ? undefined : { kind: "indented", name: `${inner.name}+indent`, inner };
}

function userFormat(
  sample: Uint8Array,
  lines: readonly LineRange[],
  formats: readonly PatternSpec[],
  context: ParseContext,
): FormatSpec | undefined {
  const candidates = formats.map((spec) => ({ spec, fit: fitOf(createParser(spec, context), sample, lines) }));
  const best = bestOf(candidates);
  return best !== undefined && best.fit.matched >= USER_SHARE_MIN ? best.spec : undefined;
}

/** Wrapped lines are not looked for once more within. */
function innerFormat(texts: readonly Uint8Array[], options: DetectOptions, context: ParseContext): FormatSpec {
  const sample = joinLines(texts);
  const lines = sampleLines(sample);
  return lines.length === 0 ? PLAIN : unwrappedFormat(sample, votingLines(sample, lines), options, context);
}

function ownFormat(sample: Uint8Array, voting: readonly LineRange[], context: ParseContext): OwnSpec {
  const clock = new Clock(context);
  const all = namedCandidates(sample, voting, context);
  const named = bestOf(all);
  if (named !== undefined && named.spec.kind !== "pattern" && named.fit.matched >= SHARE_MIN) {
    return isJournald(named.spec, sample, voting) ? { kind: "json", name: "journald" } : named.spec;
  }
  const rows = speakingRows(headerRows(sample, voting, clock));
  const lines = rows.map((row) => row.line);
  const again = lines.length === voting.length ? named : bestOf(namedCandidates(sample, lines, context));
  const learnt = learntCandidate(sample, rows, context);
  if (again !== undefined && again.fit.matched >= SHARE_MIN && !isBetter(learnt, again)) return again.spec;
  if (again !== undefined && losesLevels(learnt, again)) return again.spec;
  if (learnt !== undefined && learnt.fit.matched >= SHARE_MIN && learnt.fit.worded >= 0.5) return learnt.spec;
  return named !== undefined && named.fit.matched >= FALLBACK_SHARE_MIN ? named.spec : PLAIN;
}

function isBetter(learnt: Candidate | undefined, named: Candidate): boolean {
  if (learnt === undefined) return false;
  const gain = learnt.fit.matched - named.fit.matched;
  return gain > MARGIN && learnt.fit.levelled >= named.fit.levelled - MARGIN ||
    learnt.fit.timed > named.fit.timed + MARGIN || learnt.fit.levelled > named.fit.levelled + MARGIN;
}

/** The learnt header takes more lines, but has no place for the level that the named format finds in half of them. */
function losesLevels(learnt: Candidate | undefined, named: Candidate): boolean {
  return named.fit.levelled >= LEVELLED_SHARE_MIN && learnt !== undefined && learnt.fit.levelled < MARGIN;
}

function namedCandidates(sample: Uint8Array, lines: readonly LineRange[], context: ParseContext): Candidate[] {
  return BUILTIN_FORMATS.map((format) => ({
    spec: format.spec,
    fit: fitOf(createParser(votingSpec(format), context), sample, lines),
  }));
}

function votingSpec({ spec, voting }: BuiltinFormat): PatternSpec | StructuredSpec {
  return spec.kind === "pattern" && voting !== undefined ? { ...spec, patterns: spec.patterns.slice(0, voting) } : spec;
}

function learntCandidate(
  sample: Uint8Array,
  rows: readonly HeaderRow[],
  context: ParseContext,
): Candidate | undefined {
  const patterns = learnHeader(rows);
  if (patterns === undefined) return undefined;
  const spec: PatternSpec = { kind: "pattern", name: "columns", patterns };
  return { spec, fit: fitOf(new PatternParser(spec, context), sample, rows.map((row) => row.line)) };
}

/** The candidate that takes most lines; the first of equals. */
function bestOf(candidates: readonly Candidate[]): Candidate | undefined {
  let best: Candidate | undefined;
  for (const candidate of candidates) {
    if (best === undefined || candidate.fit.matched > best.fit.matched + MARGIN) best = candidate;
  }
  return best;
}

function fitOf(parser: LineParser, sample: Uint8Array, lines: readonly LineRange[]): Fit {
  const fields = new LineFields();
  let matched = 0;
  let timed = 0;
  let levelled = 0;
  let worded = 0;
  for (const { start, end } of lines) {
    if (!parser.parse(sample, start, end, fields)) continue;
    matched++;
    if (!Number.isNaN(fields.time)) timed++;
    if (fields.severity !== 0) levelled++;
    if (fields.messageEnd > fields.messageStart) worded++;
  }
  const all = lines.length;
  return { matched: matched / all, timed: timed / all, levelled: levelled / all, worded: worded / all };
}

function isJournald(spec: FormatSpec, sample: Uint8Array, lines: readonly LineRange[]): boolean {
  if (spec.kind !== "json") return false;
  return createParser(spec, { timeZone: "UTC", referenceMs: 0 })
    .attributes(sample, lines[0].start, lines[0].end)
    .some(({ name }) => name === "__REALTIME_TIMESTAMP");
}

/**
 * Whether 05/06/2024 is of May or June can only be seen from other lines: when all of them make sense in one order of
 * day, month and year and not in another, that order is fixed for the stream.
 */
function withDateOrder(
  spec: OwnSpec,
  sample: Uint8Array,
  lines: readonly LineRange[],
  context: ParseContext,
): OwnSpec {
  if (spec.kind !== "pattern") return spec;
  const taken = (kind: string) => {
    const patterns = spec.patterns.map((pattern) => pattern.replace("{time}", `{time:${kind}}`));
    return { patterns, share: fitOf(new PatternParser({ ...spec, patterns }, context), sample, lines).timed };
  };
  if (!spec.patterns.some((pattern) => pattern.includes("{time}")) || taken("numeric").share === 0) return spec;
  const orders = ["mdy", "dmy", "ymd"].map(taken).sort((a, b) => b.share - a.share);
  return orders[0].share > orders[1].share ? { ...spec, patterns: orders[0].patterns } : spec;
}
