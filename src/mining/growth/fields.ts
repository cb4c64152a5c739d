/**
 * Messages made of fields (`uid=0 tty=ssh ruser=`): fields may be absent, and a field's literal value may turn out to
 * be a parameter. Messages with the same words are one when their keys overlap, the literal values that both have
 * agree, and only fields between commas are missing in one of them.
 */
import { type Anchor, isKey, isSlot, isTextKey } from "./anchors.ts";
import type { Templates } from "./evidence.ts";
import { OPEN } from "./openings.ts";
import { RecentMap } from "./recent_map.ts";
import { SLOT } from "../masks/token.ts";
import { isCapitals, isState, statesWeight, weightOf } from "../masks/vocabulary.ts";
import type { Weights } from "./weights.ts";

/** Sets of words, and variants of one, that are kept. */
const GROUPS_MAX = 1 << 14;
const ROWS_MAX = 256;
const VALUES_MAX = 64;
/** Beside so many words and keys, two constants that name no states are a choice (`proto=SMTP`, `proto=ESMTP`). */
const CHOICE_CONTEXT_MIN = 6;

/** A message as words and fields. */
interface FieldMessage {
  readonly words: readonly string[];
  /** The key that it begins with, if it does: its value says what the message is about. */
  readonly subject: string | undefined;
  /** Keys with a parameter as value. */
  readonly open: Set<string>;
  /** Those of them whose value is a number, or the like, by its form. */
  readonly slots: Set<string>;
  readonly literals: Map<string, string>;
  /** Keys between commas. */
  readonly optional: Set<string>;
  /** All texts in order, values of fields left out. */
  readonly signature: string;
}

interface Row {
  readonly message: FieldMessage;
  template: number;
}

/** What is known of all messages with one signature. */
interface KeyEvidence {
  /** Keys whose values are parameters. */
  readonly wild: Set<string>;
  readonly values: Map<string, Set<string>>;
  rows: Row[];
  /** Template by the literal values that remain. */
  byRest: Map<string, number>;
}

export class Fields {
  readonly #templates: Templates;
  readonly #weights: Weights;
  readonly #byWords = new RecentMap<string, Row[]>(GROUPS_MAX);
  readonly #bySignature = new RecentMap<string, KeyEvidence>(GROUPS_MAX);

  constructor(templates: Templates, weights: Weights) {
    this.#templates = templates;
    this.#weights = weights;
  }

  /** The template of a message with these anchors, as far as its fields tell; -1 when they do not. */
  match(anchors: readonly Anchor[]): number {
    const message = readFields(anchors);
    if (message === undefined) return -1;
    const known = this.#bySignature.get(message.signature);
    if (known !== undefined && known.wild.size > 0) {
      const template = known.byRest.get(restOf(message, known.wild));
      if (template !== undefined) return this.#templates.find(template);
    }
    const row = this.#byWords.get(message.words.join(" "))?.find((other) => isSameEvent(other.message, message));
    return row === undefined ? -1 : this.#templates.find(row.template);
  }

  /** Takes up a message of a template. */
  add(anchors: readonly Anchor[], template: number): void {
    const message = readFields(anchors);
    if (message === undefined) return;
    this.#addEvidence(message, template);
    const rows = group(this.#byWords, message.words.join(" "), () => [] as Row[]);
    for (const row of rows) {
      if (isSameEvent(row.message, message) && this.#templates.find(row.template) !== this.#templates.find(template)) {
        this.#templates.union([row.template, template]);
      }
    }
    if (rows.length < ROWS_MAX) rows.push({ message, template });
  }

  /** Renames templates; what is known of those whose name becomes negative is forgotten. */
  rename(nameOf: (template: number) => number): void {
    this.#byWords.update((rows) => {
      const kept = renamed(rows, nameOf);
      return kept.length === 0 ? undefined : kept;
    });
    this.#bySignature.update((known) => {
      known.rows = renamed(known.rows, nameOf);
      if (known.wild.size > 0) this.#joinRows(known);
      return known.rows.length === 0 ? undefined : known;
    });
  }

  #addEvidence(message: FieldMessage, template: number): void {
    const known = group(this.#bySignature, message.signature, () => ({
      wild: new Set<string>(),
      values: new Map<string, Set<string>>(),
      rows: [],
      byRest: new Map<string, number>(),
    }));
    if (known.rows.length >= ROWS_MAX) return;
    if (!known.rows.some((row) => isEqual(row.message.literals, message.literals))) {
      known.rows.push({ message, template });
    }
    for (const key of message.open) addValue(known.values, key, SLOT);
    for (const [key, value] of message.literals) addValue(known.values, key, value);
    const words = message.words.length;
    for (const [key, values] of known.values) {
      if (known.wild.has(key) || values.size < 2 || key === message.subject) continue;
      const context = words + known.values.size - 1;
      if (this.#areValues(values, words, context)) known.wild.add(key);
    }
    if (known.wild.size > 0) this.#joinRows(known);
  }

  /** Whether these values of a key make it a parameter, where so many words, and words and keys, stay. */
  #areValues(values: ReadonlySet<string>, words: number, context: number): boolean {
    const weights = this.#weights;
    const isChoice = [...values].every((value) => isCapitals(value) && !isState(value));
    if (isChoice && context >= CHOICE_CONTEXT_MIN) return true;
    let weight = statesWeight(values, weights);
    for (const value of values) weight += weightOf(value, weights);
    const isNumber = values.has(SLOT) && words >= 2;
    return weight >= (isNumber ? weights.number : weights.field + weights.context / context);
  }

  /** Rows that differ in wild keys alone are of one template. */
  #joinRows(known: KeyEvidence): void {
    known.byRest = new Map();
    for (const { message, template } of known.rows) {
      const rest = restOf(message, known.wild);
      const first = known.byRest.get(rest);
      if (first === undefined) known.byRest.set(rest, template);
      else if (this.#templates.find(first) !== this.#templates.find(template)) this.#templates.union([first, template]);
    }
  }
}

/** Words, keys and literal values of a message; undefined when it has no fields, or none but fields without commas. */
function readFields(anchors: readonly Anchor[]): FieldMessage | undefined {
  if (!anchors.some(({ text }) => isKey(text))) return undefined;
  const texts = anchors.map(({ text }) => text);
  const words: string[] = [];
  const open = new Set<string>();
  const slots = new Set<string>();
  const literals = new Map<string, string>();
  const optional = new Set<string>();
  const signature: string[] = [];
  for (let i = 0; i < texts.length; i++) {
    const text = texts[i];
    if (isSlot(text)) continue;
    if (!isKey(text) || isTextKey(text)) {
      words.push(text);
      signature.push(text);
      continue;
    }
    const isOptional = text.endsWith(",=");
    const key = text.slice(0, isOptional ? -2 : -1);
    if (isOptional) optional.add(key);
    signature.push(`${key}=`);
    const next = texts[i + 1];
    if (next !== undefined && !isSlot(next) && next !== OPEN && !isKey(next)) {
      literals.set(key, next);
      i++;
    } else {
      open.add(key);
      if (next === OPEN) i++;
      else if (next === SLOT) slots.add(key);
    }
  }
  const keys = open.size + literals.size;
  // without words, commas must show that these are the fields of one thing
  if (keys === 0 || words.length === 0 && keys > 1 && optional.size === 0) return undefined;
  const subject = isKey(texts[0]) ? texts[0].replace(/,?=$/, "") : undefined;
  return { words, subject, open, slots, literals, optional, signature: signature.join(" ") };
}

function isSameEvent(a: FieldMessage, b: FieldMessage): boolean {
  for (const [key, value] of a.literals) if ((b.literals.get(key)) !== value) return false;
  for (const [key, value] of b.literals) if (!a.open.has(key) && a.literals.get(key) !== value) return false;
  let [shared, onlyInA, onlyInB] = [0, 0, 0];
  for (const key of keysOf(a)) {
    if (b.open.has(key) || b.literals.has(key)) shared++;
    else if (!mayBeAbsent(key, a, b)) return false;
    else onlyInA++;
  }
  for (const key of keysOf(b)) {
    if (a.open.has(key) || a.literals.has(key)) continue;
    if (!mayBeAbsent(key, b, a)) return false;
    onlyInB++;
  }
  // a field that is absent in the one is optional; where each has some of its own, most must still be the same
  return shared > 0 && (onlyInA === 0 || onlyInB === 0 || shared >= onlyInA + onlyInB);
}

/** Whether a field of the one may be absent in the other: it stands between commas, or has a number as value. */
function mayBeAbsent(key: string, { slots, optional }: FieldMessage, other: FieldMessage): boolean {
  return slots.has(key) || optional.has(key) || other.optional.has(key);
}

function* keysOf(message: FieldMessage): Generator<string> {
  yield* message.open;
  yield* message.literals.keys();
}

function restOf(message: FieldMessage, wild: ReadonlySet<string>): string {
  return [...message.literals].filter(([key]) => !wild.has(key)).map(([key, value]) => `${key}=${value}`).sort().join(
    " ",
  );
}

function isEqual(a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): boolean {
  return a.size === b.size && [...a].every(([key, value]) => b.get(key) === value);
}

function addValue(values: Map<string, Set<string>>, key: string, value: string): void {
  const seen = values.get(key);
  if (seen === undefined) values.set(key, new Set([value]));
  else if (seen.size < VALUES_MAX) seen.add(value);
}

function renamed(rows: readonly Row[], nameOf: (template: number) => number): Row[] {
  return rows.map(({ message, template }) => ({ message, template: nameOf(template) })).filter((row) =>
    row.template >= 0
  );
}

/** The entry of a map, made when it is not there. */
function group<T>(map: RecentMap<string, T>, key: string, make: () => T): T {
  let entry = map.get(key);
  if (entry === undefined) map.set(key, entry = make());
  return entry;
}
