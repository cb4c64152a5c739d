/**
 * Which one format lines are of. Formats that are known by name come first, when they take nearly all lines; else the
 * header is learnt (columns.ts). A learnt header also wins where it finds times or levels in more lines than the named
 * format does.
 */
import { BUILTIN_FORMATS } from "../builtin/all.ts";
import type { BuiltinFormat } from "../builtin/builtin_format.ts";
import { type ParseContext, type PatternSpec, PLAIN } from "../format.ts";
import { createParser } from "../parser.ts";
import { PatternParser } from "../patterns/pattern_parser.ts";
import { Clock } from "../times/clock.ts";
import { type HeaderRow, headerRows, learnHeader, speakingRows } from "./columns.ts";
import { withDateOrder } from "./date_order.ts";
import { bestOf, type Candidate, fitOf, MARGIN, type OwnSpec } from "./fit.ts";
import type { Sample } from "./sample.ts";

/** Share of the lines that a format must take. */
export const SHARE_MIN = 0.8;

/** A named format that finds levels in this share of lines is better than a learnt header without any. */
const LEVELLED_SHARE_MIN = 0.5;
/** Messages that a learnt header must leave: with fewer it has taken them for columns. */
const WORDED_SHARE_MIN = 0.5;
/** Where nothing else fits, a named format that takes this share is better than none. */
const FALLBACK_SHARE_MIN = 0.3;
/** Lines of which a format that takes that share of all takes one at least. */
const GLANCE_LINES = 32;

/** The format of a sample's lines, with the order of day and month that they show. */
export function ownFormat(sample: Sample, context: ParseContext): OwnSpec {
  return withDateOrder(namedOrLearnt(sample, context), sample, context);
}

function namedOrLearnt(sample: Sample, context: ParseContext): OwnSpec {
  const named = bestOf(namedCandidates(sample, context));
  if (named !== undefined && named.spec.kind !== "pattern" && named.fit.matched >= SHARE_MIN) {
    return isJournald(named.spec, sample) ? { kind: "json", name: "journald" } : named.spec;
  }
  const rows = speakingRows(headerRows(sample, new Clock(context)));
  const speaking: Sample = { bytes: sample.bytes, lines: rows.map((row) => row.line) };
  const again = rows.length === sample.lines.length ? named : bestOf(namedCandidates(speaking, context));
  const learnt = learntCandidate(rows, speaking, context);
  if (again !== undefined && again.fit.matched >= SHARE_MIN && !isBetter(learnt, again)) return again.spec;
  if (again !== undefined && losesLevels(learnt, again)) return again.spec;
  if (learnt !== undefined && learnt.fit.matched >= SHARE_MIN && learnt.fit.worded >= WORDED_SHARE_MIN) {
    return learnt.spec;
  }
  return named !== undefined && named.fit.matched >= FALLBACK_SHARE_MIN ? named.spec : PLAIN;
}

/** The named formats that lines may be of, with how well they fit. Most take none of a few lines, and are done with. */
function namedCandidates(sample: Sample, context: ParseContext): Candidate[] {
  const glance = everyNth(sample, GLANCE_LINES);
  return BUILTIN_FORMATS.flatMap((format) => {
    const parser = createParser(votingSpec(format), context);
    return fitOf(parser, glance).matched === 0 ? [] : [{ spec: format.spec, fit: fitOf(parser, sample) }];
  });
}

/** About so many of a sample's lines, from all over it. */
function everyNth({ bytes, lines }: Sample, count: number): Sample {
  const step = Math.ceil(lines.length / count);
  return { bytes, lines: lines.filter((_, k) => k % step === 0) };
}

function votingSpec({ spec, voting }: BuiltinFormat): OwnSpec {
  return spec.kind === "pattern" && voting !== undefined ? { ...spec, patterns: spec.patterns.slice(0, voting) } : spec;
}

function learntCandidate(rows: readonly HeaderRow[], sample: Sample, context: ParseContext): Candidate | undefined {
  const patterns = learnHeader(rows);
  if (patterns === undefined) return undefined;
  const spec: PatternSpec = { kind: "pattern", name: "columns", patterns };
  return { spec, fit: fitOf(new PatternParser(spec, context), sample) };
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

function isJournald(spec: OwnSpec, { bytes, lines }: Sample): boolean {
  if (spec.kind !== "json") return false;
  return createParser(spec, { timeZone: "UTC", referenceMs: 0 })
    .attributes(bytes, lines[0].start, lines[0].end)
    .some(({ name }) => name === "__REALTIME_TIMESTAMP");
}
