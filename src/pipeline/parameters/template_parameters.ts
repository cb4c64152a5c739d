/** What is known of the parameters of a template, for those who show it: plain data, made when it is asked for. */
import type { TemplateMiner } from "../../mining/template_miner.ts";
import { type Wildcard, wildcardsOf } from "../../mining/parameters/places.ts";
import type { ParameterSlots } from "./parameter_slots.ts";

/** Numbers that stood at a place; quantiles within 3 % of themselves. */
export interface ParameterNumbers {
  readonly count: number;
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  readonly deviation: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
}

/** Words that stood at a place: the most frequent, and about how many different ones. */
export interface ParameterWords {
  readonly count: number;
  readonly cardinality: number;
  readonly top: readonly { readonly value: string; readonly count: number }[];
  /** The first of them. */
  readonly first: string;
}

/** A parameter of a template: a field of its lines, or what stands for a wildcard. */
export interface TemplateParameter {
  /** The field's name, or the word before the wildcard; "" for what begins the message. */
  readonly name: string;
  /** Which of the template's wildcards it belongs to, from 1; null for a field. */
  readonly wildcard: number | null;
  readonly numbers: ParameterNumbers | undefined;
  readonly words: ParameterWords | undefined;
  /** It was made from a sample of the template's lines: even the range is then of that. */
  readonly isSample: boolean;
}

/** Fields first, in the order of their coming; then what stands for wildcards, in their order. */
export function parametersOf(slots: ParameterSlots, miner: TemplateMiner, template: number): TemplateParameter[] {
  const wildcards = wildcardsOf(miner.texts[template]);
  const { places, names, statistics } = slots;
  const taken = new Set<number>();
  const found: { readonly order: number; readonly parameter: TemplateParameter }[] = [];
  for (const slot of [...places.slotsOf(template)].sort((a, b) => a - b)) {
    const summary = statistics.summary(slot);
    if (summary === undefined) continue;
    const field = places.name[slot];
    const at = field === 0 ? nextWildcard(wildcards, places.anchor[slot], taken) : -1;
    // a place whose word has become a wildcard since is not filled any more
    if (field === 0 && at < 0) continue;
    const { numbers, words, isSample } = summary;
    found.push({
      order: at,
      parameter: {
        name: field === 0 ? wildcards[at].label : names.get(field) ?? "",
        wildcard: field === 0 ? at + 1 : null,
        numbers: numbers && {
          count: numbers.count,
          min: numbers.min,
          max: numbers.max,
          mean: numbers.mean,
          deviation: numbers.deviation,
          p50: numbers.quantile(.5),
          p95: numbers.quantile(.95),
          p99: numbers.quantile(.99),
        },
        words: words && {
          count: words.count,
          cardinality: words.cardinality,
          top: words.top.map(({ value, count }) => ({ value, count })),
          first: words.first,
        },
        isSample,
      },
    });
  }
  return found.sort((a, b) => a.order - b.order).map(({ parameter }) => parameter);
}

/** The first wildcard after a word that no parameter has yet, or the last one; -1 where there is none. */
function nextWildcard(wildcards: readonly Wildcard[], anchor: number, taken: Set<number>): number {
  const isFree = (wildcard: Wildcard, index: number) => wildcard.anchor === anchor && !taken.has(index);
  const free = wildcards.findIndex(isFree);
  taken.add(free);
  return free >= 0 ? free : wildcards.findLastIndex((wildcard) => wildcard.anchor === anchor);
}
