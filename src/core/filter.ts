/**
 * The language in which users say what they want to see, the same in every view:
 *
 *     timeout                      lines with this text, whatever its case
 *     "connection reset" -debug    with this phrase, and without that word
 *     /time(d )?out/               matching a regular expression
 *     level>=warn source=api       of a level, of a source whose name has this in it
 *     template=5f1c detector=spike score>.9 session=blk_1 time>=14:20
 *
 * Terms are joined by "and"; a minus before one negates it. Nothing that a user types can throw while lines are tested.
 */
import { errorMessage } from "./error_message.ts";
import { severityFromWord } from "./severity.ts";

/** What a filter can ask of a line, an anomaly or a template. What is absent never matches. */
export interface FilterSubject {
  readonly text: string;
  readonly severity?: number;
  readonly source?: string;
  readonly template?: string;
  readonly detector?: string;
  readonly session?: string;
  readonly score?: number;
  /** ms since the epoch. */
  readonly time?: number;
}

/** The names that terms begin with. */
const FILTER_FIELDS = ["level", "source", "template", "detector", "session", "score", "time"] as const;
export type FilterField = typeof FILTER_FIELDS[number];

/** How each is mostly compared. */
const USUAL: Readonly<Record<FilterField, Comparator>> = {
  level: ">=",
  source: "=",
  template: "=",
  detector: "=",
  session: "=",
  score: ">=",
  time: ">=",
};

/** The longer before those that they begin with. */
const COMPARATORS = [">=", "<=", "!=", "=", ">", "<", ":"] as const;
type Comparator = typeof COMPARATORS[number];
const COMPARISON = new RegExp(`^([a-z]+)(${COMPARATORS.join("|")})(.*)$`);
type Test = (subject: FilterSubject) => boolean;

/** A filter that was understood. */
export interface Filter {
  /** As it was typed. */
  readonly text: string;
  /** True where nothing is asked. */
  readonly isEmpty: boolean;
  test(subject: FilterSubject): boolean;
  /** The texts and patterns that are asked for, to be marked where they stand. */
  readonly marks: readonly RegExp[];
}

/** What is wrong with a filter, and where. */
export interface FilterError {
  readonly message: string;
  /** Offset in the text of the term that is not understood. */
  readonly at: number;
}

interface Term {
  readonly test: Test;
  readonly mark?: RegExp;
}

/** Severity numbers that a level covers (core/severity.ts): `level=info` is 9 to 12. */
const SEVERITIES_A_LEVEL = 4;

/** A phrase, a pattern, a field whose value is quoted, or anything without blanks; each may be negated. */
const TERM = /(-?)(?:"([^"]*)"?|\/((?:[^/\\]|\\.)+)\/(i?)(?=\s|$)|([a-z]+(?:[><!]?=|[><:])"[^"]*"?|\S+))/g;

/** Understands a filter; `timeOf` reads times of day, such as `14:20`, as ms since the epoch. */
export function parseFilter(
  text: string,
  timeOf: (value: string) => number | undefined = isoTime,
): Filter | FilterError {
  const terms: Term[] = [];
  for (const match of text.matchAll(TERM)) {
    const [, minus, phrase, pattern, flag, word] = match;
    const term = phrase !== undefined
      ? textTerm(phrase)
      : pattern !== undefined
      ? patternTerm(pattern, flag)
      : wordTerm(word, timeOf);
    if ("message" in term) return { message: term.message, at: match.index };
    terms.push(minus === "" ? term : { test: (subject) => !term.test(subject) });
  }
  return {
    text,
    isEmpty: terms.length === 0,
    test: (subject) => terms.every(({ test }) => test(subject)),
    marks: terms.flatMap(({ mark }) => mark === undefined ? [] : [mark]),
  };
}

/** Whether a filter was understood. */
export function isFilter(result: Filter | FilterError): result is Filter {
  return "test" in result;
}

/** What may be typed at the end of a filter: whole terms, for the part of a term that stands there. */
export function completeFilter(
  text: string,
  known: Readonly<Partial<Record<FilterField, readonly string[]>>>,
): string[] {
  const begun = text.slice(text.lastIndexOf(" ") + 1).replace(/^-/, "");
  const [, field, comparator, value] = COMPARISON.exec(begun) ?? [];
  if (field === undefined) {
    return begun === "" ? [] : FILTER_FIELDS.filter((name) => name.startsWith(begun)).map((name) => name + USUAL[name]);
  }
  const values = known[field as FilterField] ?? [];
  return values.filter((each) => each.toLowerCase().includes(value.toLowerCase()))
    .map((each) => field + comparator + (/\s/.test(each) ? `"${each}"` : each));
}

function textTerm(text: string): Term {
  const wanted = text.toLowerCase();
  return {
    test: (subject) => subject.text.toLowerCase().includes(wanted),
    ...(text !== "" && { mark: new RegExp(RegExp.escape(text), "gi") }),
  };
}

function patternTerm(source: string, flag: string): Term | { readonly message: string } {
  try {
    const pattern = new RegExp(source, flag);
    return { test: (subject) => pattern.test(subject.text), mark: new RegExp(source, `g${flag}`) };
  } catch (error) {
    return { message: errorMessage(error) };
  }
}

function wordTerm(word: string, timeOf: (value: string) => number | undefined): Term | { readonly message: string } {
  const [, field, comparator, quoted] = COMPARISON.exec(word) ?? [];
  if (field === undefined) return textTerm(word);
  if (!FILTER_FIELDS.includes(field as FilterField)) {
    // `a=b` stands in many lines; who orders things means a field
    return comparator === ">=" || comparator === "<="
      ? { message: `"${field}" is none of ${FILTER_FIELDS.join(", ")}` }
      : textTerm(word);
  }
  const value = quoted.replace(/^"|"$/g, "");
  if (value === "") return { message: `${field}${comparator} wants a value` };
  switch (field as FilterField) {
    case "level": {
      const severity = severityFromWord(value);
      if (severity === 0) return { message: `"${value}" is no level: trace, debug, info, warn, error, fatal` };
      return numberTerm(comparator as Comparator, ({ severity: own }) => own, severity, SEVERITIES_A_LEVEL);
    }
    case "score": {
      const score = Number(value);
      if (Number.isNaN(score)) return { message: `score is compared with a number from 0 to 1, not with "${value}"` };
      return numberTerm(comparator as Comparator, ({ score: own }) => own, score);
    }
    case "time": {
      const time = timeOf(value);
      if (time === undefined) return { message: `"${value}" is no time, such as 14:20, 15m or 2026-11-22T14:20` };
      return numberTerm(comparator as Comparator, ({ time: own }) => own, time);
    }
    default:
      return nameTerm(field as "source", comparator as Comparator, value);
  }
}

/** Compares numbers; `span` is how many from `value` on count as equal to it. */
function numberTerm(
  comparator: Comparator,
  of: (subject: FilterSubject) => number | undefined,
  value: number,
  span = 0,
): Term {
  const compare: Readonly<Record<Comparator, (own: number) => boolean>> = {
    ">=": (own) => own >= value,
    "<=": (own) => span === 0 ? own <= value : own < value + span,
    ">": (own) => span === 0 ? own > value : own >= value + span,
    "<": (own) => own < value,
    "=": (own) => span === 0 ? own === value : own >= value && own < value + span,
    ":": (own) => span === 0 ? own === value : own >= value && own < value + span,
    "!=": (own) => span === 0 ? own !== value : own < value || own >= value + span,
  };
  const holds = compare[comparator];
  return {
    test: (subject) => {
      const own = of(subject);
      return own !== undefined && holds(own);
    },
  };
}

/** Compares names: `=` and `:` where the value stands anywhere in it, `!=` where it does not. */
function nameTerm(field: "source" | "template" | "detector" | "session", comparator: Comparator, value: string): Term {
  const wanted = value.toLowerCase();
  const isNegated = comparator === "!=";
  return { test: (subject) => (subject[field]?.toLowerCase().includes(wanted) ?? false) !== isNegated };
}

function isoTime(value: string): number | undefined {
  const time = Date.parse(value);
  return Number.isNaN(time) ? undefined : time;
}
