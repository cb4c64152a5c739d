/** The ring of the newest lines as the log view asks for it: text, level, what varies, and what was odd. */
import { placeWithoutColours, withoutColours } from "../core/text/colours.ts";
import { LogRing } from "../core/lines/log_ring.ts";
import { ParameterList } from "../core/lines/parameters.ts";
import type { LogLine, LogList, LogOrder } from "../core/views/log_list.ts";
import { decodeText, textOffset } from "../core/lines/text.ts";
import type { AnomalyLog } from "./anomaly_log.ts";
import { EventOrder } from "./event_order.ts";
import { ShapeHash } from "../mining/masks/masking.ts";
import { VisibleShapes } from "../mining/masks/visible_shape.ts";

const TEXT_BYTES_MAX = 16_384;
/** Parameters of one line, at least as many as are ever taken. */
const ROOM = 64;

/** What is known of a template by its index. */
export interface TemplateNames {
  readonly ids: readonly string[];
}

export class LogView implements LogList {
  readonly #ring: LogRing;
  readonly #names: TemplateNames;
  readonly #hash = new ShapeHash();
  readonly #shapes = new VisibleShapes();
  readonly #parameters = new ParameterList({
    parameterStart: new Uint32Array(ROOM),
    parameterEnd: new Uint32Array(ROOM),
    parameterNumber: new Float64Array(ROOM),
    parameterName: new Int32Array(ROOM),
  });
  readonly #anomalies: Pick<AnomalyLog, "newestOf">;
  readonly #order: EventOrder;

  constructor(ring: LogRing, names: TemplateNames, anomalies: Pick<AnomalyLog, "newestOf">) {
    this.#ring = ring;
    this.#anomalies = anomalies;
    this.#names = names;
    this.#order = new EventOrder(ring);
  }

  get first(): number {
    return this.#ring.first;
  }

  get next(): number {
    return this.#ring.next;
  }

  /** Looked into when it is asked for alone, since that costs something. */
  get order(): LogOrder {
    return this.#order.advance();
  }

  subjectAt(number: number) {
    const ring = this.#ring;
    const bytes = ring.bytesOf(number);
    return {
      text: withoutColours(rawText(bytes)),
      severity: ring.severityOf(number),
      source: ring.sourceOf(number),
      template: this.#names.ids[ring.templateOf(number)] ?? "",
      score: ring.scoreOf(number),
      time: ring.timeOf(number),
    };
  }

  at(number: number): LogLine {
    const ring = this.#ring;
    const bytes = ring.bytesOf(number);
    const { time: timeMs, ...subject } = this.subjectAt(number);
    const { source, template, score } = subject;
    const raw = rawText(bytes);
    const placeOf = (byte: number) => placeWithoutColours(raw, textOffset(bytes, byte, raw));
    return {
      ...subject,
      line: ring.lineNumberOf(number),
      timeMs,
      anomaly: score > 0 ? this.#anomalies.newestOf(source, template) : "",
      isContinuation: ring.isContinuation(number),
      messageStart: placeOf(ring.messageOf(number)[0]),
      parameters: this.#parametersOf(bytes, number).map(([start, end]) => [placeOf(start), placeOf(end)]),
    };
  }

  /** Where the bytes of each parameter begin and end. */
  #parametersOf(bytes: Uint8Array, number: number): (readonly [number, number])[] {
    const parameters = this.#parameters;
    parameters.clear();
    parameters.beginLine();
    const [start, end] = this.#ring.messageOf(number);
    this.#shapes.hash(bytes, start, Math.min(end, bytes.length), this.#hash, parameters);
    return Array.from({ length: parameters.length }, (_, k) => [parameters.start[k], parameters.end[k]] as const);
  }
}

function rawText(bytes: Uint8Array): string {
  return decodeText(bytes, 0, Math.min(bytes.length, TEXT_BYTES_MAX));
}
