/**
 * Anomalies on their way to the database, as far as they have gone on by then. Kept in columns, and their texts as
 * bytes: as objects they would live for a second, long enough for the collector to move each of them twice and then to
 * look for it among what is old, which costs as much as to store it.
 */
import type { AdviceRow } from "../advice/mod.ts";
import type { AnomalyEvent, AnomalyUpdate } from "../core/anomaly.ts";
import { enlarged } from "../core/collections/enlarged.ts";
import type { ContextLine } from "../core/views/anomaly_view.ts";
import { msOfTime } from "../core/time/time_text.ts";
import type { Unadvised } from "./rows.ts";
import { TextBytes } from "./text_bytes.ts";

/** Characters of a line that are stored. */
const MESSAGE_MAX = 16_384;
/** Rows that there is room for at first; and room that is not kept once they are written. */
const ROWS_FIRST = 1024;
const KEPT_ROWS_MAX = 16_384;

// what a row holds as numbers: times in ms (NaN for none), words by their place in the list, where its texts begin
const [TIME, LAST_TIME, LINE, OFFSET, SCORE, COUNT, CLOSED] = [0, 1, 2, 3, 4, 5, 6];
const [SOURCE, DETECTOR, SEVERITY, TEMPLATE] = [7, 8, 9, 10];
const [MESSAGE, REASON, EVIDENCE, END] = [11, 12, 13, 14];
/** The place of its advice in the list, or NO_ADVICE. */
const ADVICE = 15;
const WIDTH = 16;
const NO_ADVICE = -1;

/** One of them. */
export interface PendingAnomaly {
  readonly id: string;
  /** ms; NaN where it has none. */
  readonly timeMs: number;
  readonly lastTimeMs: number;
  readonly source: string;
  readonly line: number;
  readonly offset: number;
  readonly detector: string;
  readonly severity: string;
  readonly template_id: string;
  readonly template: string;
  readonly session: string | undefined;
  readonly count: number;
  readonly score: number;
  readonly closed: boolean;
  /** Message, reason and evidence (JSON), one behind the other, and where the second and the third begin. */
  readonly texts: Uint8Array;
  readonly reasonAt: number;
  readonly evidenceAt: number;
  /** What was advised; undefined where the evidence says it. */
  readonly advice: AdviceRow | undefined;
  readonly continuation: readonly string[] | undefined;
  readonly context: readonly ContextLine[] | undefined;
}

export class PendingAnomalies {
  readonly #rowOf = new Map<string, number>();
  #numbers = new Float64Array(ROWS_FIRST * WIDTH);
  readonly #texts = new TextBytes();
  /** What many rows have in common: the names of sources, detectors, severities and templates. */
  readonly #words: string[] = [];
  readonly #wordOf = new Map<string, number>();
  /** By the template's id. */
  readonly #templateTexts = new Map<string, string>();
  /** The few rows that advice is made of. */
  readonly #advice: AdviceRow[] = [];
  // what few rows have
  readonly #sessions = new Map<number, string>();
  readonly #continuations = new Map<number, readonly string[]>();
  readonly #contexts = new Map<number, readonly ContextLine[]>();

  get size(): number {
    return this.#rowOf.size;
  }

  /** Bytes of all texts. */
  get bytes(): number {
    return this.#texts.length;
  }

  has(id: string): boolean {
    return this.#rowOf.has(id);
  }

  /** Takes up an anomaly. Its advice is left out where it can be made again (`withAdvice`). */
  add(event: AnomalyEvent, unadvised?: Unadvised): void {
    const { message, reason } = event;
    const evidence = unadvised?.evidence ?? event.evidence;
    const at = this.#begin(event);
    const numbers = this.#numbers;
    numbers[at + ADVICE] = this.#adviceNumber(unadvised?.row);
    numbers[at + TIME] = numbers[at + LAST_TIME] = msOfTime(event.time);
    numbers[at + CLOSED] = 0;
    this.#texts.add([message.slice(0, MESSAGE_MAX), reason, JSON.stringify(evidence)], numbers, at + MESSAGE);
  }

  /** Takes one over from another queue. */
  take(anomaly: PendingAnomaly): void {
    const { continuation, context, texts, reasonAt, evidenceAt } = anomaly;
    const at = this.#begin(anomaly);
    const numbers = this.#numbers;
    numbers[at + TIME] = anomaly.timeMs;
    numbers[at + LAST_TIME] = anomaly.lastTimeMs;
    numbers[at + CLOSED] = Number(anomaly.closed);
    numbers[at + ADVICE] = this.#adviceNumber(anomaly.advice);
    const start = this.#texts.copy(texts);
    numbers[at + MESSAGE] = start;
    numbers[at + REASON] = start + reasonAt;
    numbers[at + EVIDENCE] = start + evidenceAt;
    numbers[at + END] = start + texts.length;
    const row = at / WIDTH;
    if (continuation !== undefined) this.#continuations.set(row, continuation);
    if (context !== undefined) this.#contexts.set(row, context);
  }

  /** What became of one. Whether it is there. */
  update({ id, count, score, last_time: lastTime, closed, continuation }: AnomalyUpdate): boolean {
    const row = this.#rowOf.get(id);
    if (row === undefined) return false;
    const numbers = this.#numbers;
    const at = row * WIDTH;
    numbers[at + COUNT] = count;
    numbers[at + SCORE] = score;
    numbers[at + LAST_TIME] = msOfTime(lastTime);
    numbers[at + CLOSED] = Number(closed);
    if (continuation !== undefined) this.#continuations.set(row, continuation);
    return true;
  }

  /** The lines around one. Whether it is there. */
  surround(id: string, context: readonly ContextLine[]): boolean {
    const row = this.#rowOf.get(id);
    if (row === undefined) return false;
    this.#contexts.set(row, context);
    return true;
  }

  /** Gives out all of them, in the order in which they came. Their texts stand until another is added. */
  forEach(give: (anomaly: PendingAnomaly) => void): void {
    this.#rowOf.forEach((row, id) => give(this.#rowAt(id, row)));
  }

  /** Forgets all. */
  clear(): void {
    if (this.#numbers.length > KEPT_ROWS_MAX * WIDTH) this.#numbers = new Float64Array(ROWS_FIRST * WIDTH);
    this.#texts.clear();
    this.#words.length = this.#advice.length = 0;
    for (const map of [this.#rowOf, this.#wordOf, this.#templateTexts]) map.clear();
    for (const map of [this.#sessions, this.#continuations, this.#contexts]) map.clear();
  }

  /** Begins a row, or begins it anew, with what an event and a row have in common. Returns where its numbers stand. */
  #begin(anomaly: AnomalyEvent | PendingAnomaly): number {
    const { id, session, template_id: templateId, template } = anomaly;
    let row = this.#rowOf.get(id);
    if (row === undefined) this.#rowOf.set(id, row = this.#rowOf.size);
    else for (const few of [this.#sessions, this.#continuations, this.#contexts]) few.delete(row);
    const at = row * WIDTH;
    if (at + WIDTH > this.#numbers.length) this.#numbers = enlarged(this.#numbers, this.#numbers.length * 2);
    const numbers = this.#numbers;
    numbers[at + LINE] = anomaly.line;
    numbers[at + OFFSET] = anomaly.offset;
    numbers[at + SCORE] = anomaly.score;
    numbers[at + COUNT] = anomaly.count;
    const before = Math.max(0, at - WIDTH);
    numbers[at + SOURCE] = this.#wordNumber(anomaly.source, numbers[before + SOURCE]);
    numbers[at + DETECTOR] = this.#wordNumber(anomaly.detector, numbers[before + DETECTOR]);
    numbers[at + SEVERITY] = this.#wordNumber(anomaly.severity, numbers[before + SEVERITY]);
    numbers[at + TEMPLATE] = this.#wordNumber(templateId, numbers[before + TEMPLATE]);
    if (!this.#templateTexts.has(templateId)) this.#templateTexts.set(templateId, template);
    if (session !== undefined) this.#sessions.set(row, session);
    return at;
  }

  #rowAt(id: string, row: number): PendingAnomaly {
    const [numbers, words, texts] = [this.#numbers, this.#words, this.#texts];
    const at = row * WIDTH;
    const start = numbers[at + MESSAGE];
    const templateId = words[numbers[at + TEMPLATE]];
    return {
      id,
      timeMs: numbers[at + TIME],
      lastTimeMs: numbers[at + LAST_TIME],
      source: words[numbers[at + SOURCE]],
      line: numbers[at + LINE],
      offset: numbers[at + OFFSET],
      detector: words[numbers[at + DETECTOR]],
      severity: words[numbers[at + SEVERITY]],
      template_id: templateId,
      template: this.#templateTexts.get(templateId) ?? "",
      session: this.#sessions.get(row),
      count: numbers[at + COUNT],
      score: numbers[at + SCORE],
      closed: numbers[at + CLOSED] === 1,
      texts: texts.slice(start, numbers[at + END]),
      reasonAt: numbers[at + REASON] - start,
      evidenceAt: numbers[at + EVIDENCE] - start,
      advice: this.#advice[numbers[at + ADVICE]],
      continuation: this.#continuations.get(row),
      context: this.#contexts.get(row),
    };
  }

  #adviceNumber(row: AdviceRow | undefined): number {
    if (row === undefined) return NO_ADVICE;
    const number = this.#advice.indexOf(row);
    return number >= 0 ? number : this.#advice.push(row) - 1;
  }

  /** `before`: the number of the word that the row before has there, which most rows have too. */
  #wordNumber(word: string, before: number): number {
    if (this.#words[before] === word) return before;
    let number = this.#wordOf.get(word);
    if (number === undefined) {
      number = this.#words.push(word) - 1;
      this.#wordOf.set(word, number);
    }
    return number;
  }
}
