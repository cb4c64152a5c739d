/**
 * The score task: rows of features go through a model in ONNX Runtime, which is loaded when a model first comes. Pure: a
 * row's score depends on the row and the model alone, not on the rows beside it.
 */
import { checkProbes, probeRows } from "../forest/probes.ts";
import { readOnnx } from "../forest/onnx_model.ts";
import { createSession, type OnnxSession } from "../forest/onnx_session.ts";
import type { ModelReference, ScoreMessage } from "./messages.ts";

/** Rows that ONNX Runtime gets at a time: the fastest size by bench/forest_bench.ts. */
const BATCH_ROWS = 64;

/** Models that a worker holds: the one in force and the one before it. The pool counts on the same number (pending.ts). */
const MODELS_MAX = 2;

export class ScoreTask {
  readonly #sessions = new Map<string, OnnxSession>();

  /** The scores of a message's rows. Throws when the model cannot be loaded or is not what it says. */
  async score({ model, rows, columns }: Pick<ScoreMessage, "model" | "rows" | "columns">): Promise<Float32Array> {
    const session = await this.#sessionOf(model);
    const scores = new Float32Array(rows.length / columns);
    for (let row = 0; row < scores.length; row += BATCH_ROWS) {
      scores.set(await session.run(rows.subarray(row * columns, (row + BATCH_ROWS) * columns), columns), row);
    }
    return scores;
  }

  async #sessionOf({ sum, onnx }: ModelReference): Promise<OnnxSession> {
    let session = this.#sessions.get(sum);
    if (session !== undefined) return session;
    if (onnx === undefined) throw new Error("the model did not come with its first rows");
    session = await createSession(onnx);
    const forest = readOnnx(onnx);
    checkProbes(forest, await session.run(probeRows(forest), forest.columns));
    this.#sessions.set(sum, session);
    for (const [oldest, { release }] of this.#sessions) {
      if (this.#sessions.size <= MODELS_MAX) break;
      this.#sessions.delete(oldest);
      await release();
    }
    return session;
  }
}
