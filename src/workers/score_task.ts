/**
 * The score task: rows of features go through a model in ONNX Runtime, which is loaded when a model first comes. Pure:
 * a row's score depends on the row and the model alone, not on the rows beside it.
 */
import { checkProbes, probeRows } from "../forest/probes.ts";
import { readOnnx } from "../forest/onnx_model.ts";
import { createSession, type OnnxSession } from "../forest/onnx_session.ts";
import type { ModelReference, ScoreMessage } from "./messages.ts";

/** Rows that ONNX Runtime gets at a time: the fastest size by bench/forest_bench.ts. */
const BATCH_ROWS = 64;

export class ScoreTask {
  /** The model of the rows that came last: it is let go before the next is loaded, which then takes its memory. */
  #loaded: { readonly sum: string; readonly session: OnnxSession } | undefined;

  /** The scores of a message's rows. Throws when the model cannot be loaded or is not what it says. */
  async score({ model, rows, columns }: Pick<ScoreMessage, "model" | "rows" | "columns">): Promise<Float32Array> {
    const session = await this.#sessionOf(model);
    const scores = new Float32Array(rows.length / columns);
    for (let row = 0; row < scores.length; row += BATCH_ROWS) {
      scores.set(await session.run(rows.subarray(row * columns, (row + BATCH_ROWS) * columns), columns), row);
    }
    return scores;
  }

  /** Lets go of the model. It lies outside of the thread's heap, and would stay when the thread ends. */
  async release(): Promise<void> {
    const loaded = this.#loaded;
    this.#loaded = undefined;
    await loaded?.session.release();
  }

  async #sessionOf({ sum, onnx }: ModelReference): Promise<OnnxSession> {
    if (this.#loaded?.sum === sum) return this.#loaded.session;
    if (onnx === undefined) throw new Error("the model did not come with its first rows");
    if (this.#loaded !== undefined) await this.release();
    const session = await createSession(onnx);
    const forest = readOnnx(onnx);
    checkProbes(forest, await session.run(probeRows(forest), forest.columns));
    this.#loaded = { sum, session };
    return session;
  }
}
