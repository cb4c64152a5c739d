/** The shape of a message as one sees it, without the colours that stand within. */
import type { ParameterList } from "../../core/parameters.ts";
import { VisibleBytes } from "../../core/visible_bytes.ts";
import { hashShape, type ShapeHash } from "./masking.ts";

export class VisibleShapes {
  readonly #visible = new VisibleBytes();

  /** As `hashShape`; parameters stand where they are in the coloured message. */
  hash(bytes: Uint8Array, start: number, end: number, into: ShapeHash, parameters: ParameterList): void {
    const visible = this.#visible;
    if (!visible.take(bytes, start, end)) return hashShape(bytes, start, end, into, parameters);
    const first = parameters.length;
    hashShape(visible.bytes, 0, visible.length, into, parameters);
    visible.toRaw(parameters, first);
  }
}
