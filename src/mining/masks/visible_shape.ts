/** The shape of a message as one sees it, without the colours that stand within. */
import type { ParameterList } from "../../core/lines/parameters.ts";
import { VisibleBytes } from "../../core/lines/visible_bytes.ts";
import { hashShape, type ShapeHash } from "./masking.ts";

/** What says the shape of a message without colours. */
interface PlainShapes {
  hash(bytes: Uint8Array, start: number, end: number, into: ShapeHash, parameters: ParameterList): void;
}

export class VisibleShapes {
  readonly #visible = new VisibleBytes();
  readonly #plain: PlainShapes;

  constructor(plain: PlainShapes = { hash: hashShape }) {
    this.#plain = plain;
  }

  /** As `hashShape`; parameters stand where they are in the coloured message. */
  hash(bytes: Uint8Array, start: number, end: number, into: ShapeHash, parameters: ParameterList): void {
    const visible = this.#visible;
    if (!visible.take(bytes, start, end)) return this.#plain.hash(bytes, start, end, into, parameters);
    const first = parameters.length;
    hashShape(visible.bytes, 0, visible.length, into, parameters);
    visible.toRaw(parameters, first);
  }
}
