/**
 * Which format the first lines of a stream are of. What wraps or colours them is taken off first; then the user's own
 * formats come, and then the one that the lines have (own_format.ts). Lines that it leaves over may have a format of
 * their own (mixed.ts), and so may messages. Slow path, once a stream, some milliseconds for 64 KiB.
 */
import { isColoured } from "../../core/lines/visible_bytes.ts";
import { ColouredParser } from "../coloured.ts";
import {
  type FormatSpec,
  LineFields,
  type ParseContext,
  type PatternSpec,
  PLAIN,
  type StructuredSpec,
} from "../format.ts";
import { createParser } from "../parser.ts";
import { PlainParser } from "../plain.ts";
import { parts } from "../times/timestamp_parts.ts";
import { messageRanges, wrappedFormat } from "./detect_wrapped.ts";
import { bestOf, fitOf, type OwnSpec } from "./fit.ts";
import { ownFormat, SHARE_MIN } from "./own_format.ts";
import { type Sample, sampleOf, sampleOfTexts } from "./sample.ts";

const { skipBlanks } = parts;

export interface DetectOptions extends Readonly<ParseContext> {
  /** Formats of the user's own; one that takes half of the lines is preferred to all others. */
  readonly userFormats?: readonly PatternSpec[];
}

/** What messages may be lines of. */
const STRUCTURED: readonly StructuredSpec[] = [{ kind: "json", name: "json" }, { kind: "logfmt", name: "logfmt" }];

/** Share of the lines that a format of the user's must take. */
const USER_SHARE_MIN = 0.5;
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

/** The format of whole lines (up to 64 KiB, maybe one line, maybe none). */
export function detectFormat(bytes: Uint8Array, options: DetectOptions): FormatSpec {
  const sample = sampleOf(bytes);
  if (sample.lines.length === 0) return PLAIN;
  const found = wrappedFormat(sample, options, (texts) => innerFormat(texts, options)) ??
    unwrappedFormat(sample, options);
  return found.kind === "plain" ? indentedFormat(sample, options) ?? found : found;
}

/** Share of whole lines that are of a format; of those lines that may begin an event. */
export function formatShare(bytes: Uint8Array, spec: FormatSpec, options: DetectOptions): number {
  const sample = sampleOf(bytes);
  return sample.lines.length === 0 ? 0 : fitOf(createParser(spec, options), sample).matched;
}

/** Wrapped lines are not looked for once more within. */
function innerFormat(texts: readonly Uint8Array[], options: DetectOptions): FormatSpec {
  const sample = sampleOfTexts(texts);
  return sample.lines.length === 0 ? PLAIN : unwrappedFormat(sample, options);
}

function unwrappedFormat(sample: Sample, options: DetectOptions): FormatSpec {
  return colouredFormat(sample, options) ?? userFormat(sample, options) ??
    withFormatOfMessages(mixedFormat(sample, options), sample, options);
}

/** Of lines that set colours, the format that they have without. */
function colouredFormat({ bytes, lines }: Sample, options: DetectOptions): FormatSpec | undefined {
  const coloured = lines.filter(({ start, end }) => isColoured(bytes, start, end));
  if (coloured.length === 0 || coloured.length < COLOURED_SHARE_MIN * lines.length) return undefined;
  const parser = new ColouredParser(new PlainParser());
  const inner = innerFormat(lines.map(({ start, end }) => parser.plainText(bytes, start, end)), options);
  return inner.kind === "plain" ? undefined : { kind: "coloured", name: `${inner.name}+colours`, inner };
}

/** Of lines that are all indented, the format that they have behind their blanks, where that finds their times. */
function indentedFormat({ bytes, lines }: Sample, options: DetectOptions): FormatSpec | undefined {
  const behind = lines.map(({ start, end }) => ({ start: skipBlanks(bytes, start, end), end }));
  if (behind.some(({ start }, k) => start === lines[k].start)) return undefined;
  const inner = innerFormat(behind.map(({ start, end }) => bytes.subarray(start, end)), options);
  const { timed } = fitOf(createParser(inner, options), { bytes, lines: behind });
  return timed < SHARE_MIN ? undefined : { kind: "indented", name: `${inner.name}+indent`, inner };
}

function userFormat(sample: Sample, options: DetectOptions): FormatSpec | undefined {
  const { userFormats = [] } = options;
  const best = bestOf(userFormats.map((spec) => ({ spec, fit: fitOf(createParser(spec, options), sample) })));
  return best !== undefined && best.fit.matched >= USER_SHARE_MIN ? best.spec : undefined;
}

/** The lines' format; where it leaves lines that are plainly of another, both. */
function mixedFormat({ bytes, lines }: Sample, context: ParseContext): FormatSpec {
  const parts: { spec: OwnSpec; lines: number }[] = [];
  for (let left = lines; parts.length < PARTS_MAX;) {
    const spec = ownFormat({ bytes, lines: left }, context);
    const parser = createParser(spec, context);
    const { matched, timed, levelled } = fitOf(parser, { bytes, lines: left });
    // only a time at its place proves that what is left over has a format of its own; of many lines, a level does
    const proof = left.length < LEVELLED_PART_SHARE_MIN * lines.length ? timed : Math.max(timed, levelled);
    if (spec.kind === "plain" || parts.length > 0 && Math.min(matched, proof) < SHARE_MIN) break;
    parts.push({ spec, lines: matched * left.length });
    const fields = new LineFields();
    left = left.filter(({ start, end }) => !parser.parse(bytes, start, end, fields));
    if (left.length < PART_LINES_MIN || left.length < PART_SHARE_MIN * lines.length) break;
  }
  if (parts.length === 0) return PLAIN;
  if (parts.length === 1) return parts[0].spec;
  const specs = parts.toSorted((a, b) => b.lines - a.lines).map(({ spec }) => spec);
  return { kind: "mixed", name: specs.map(({ name }) => name).join("+"), parts: specs };
}

/** The lines' format with that of their messages, where these are lines of JSON or logfmt themselves. */
function withFormatOfMessages(spec: FormatSpec, sample: Sample, context: ParseContext): FormatSpec {
  if (spec.kind !== "pattern") return spec;
  const messages = messageRanges(spec, sample, context);
  if (messages.length < SHARE_MIN * sample.lines.length) return spec;
  const inner = STRUCTURED.find((each) => {
    const { matched, levelled } = fitOf(createParser(each, context), { bytes: sample.bytes, lines: messages });
    return matched >= SHARE_MIN && (each.kind === "json" || levelled >= SHARE_MIN);
  });
  return inner === undefined ? spec : { kind: "headed", name: `${spec.name}+${inner.name}`, head: spec, inner };
}
