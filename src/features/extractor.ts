/**
 * The feature pass: goes over the lines of each batch once, in the order of the input, after the learner and before the
 * detectors. It keeps the statistics of what each source normally does, and says of each line how it differs.
 */
import { BATCH_LINES } from "../core/batch.ts";
import { Findings } from "./findings.ts";
import type { FeatureLines, LineFeatures } from "./lines.ts";
import { FeatureRows } from "./rows.ts";

export class FeatureExtractor implements LineFeatures {
  readonly row = new Int32Array(BATCH_LINES);
  readonly rows = new FeatureRows();
  readonly findings = new Findings();

  /** Learns from the lines of a batch, and returns what is unusual in them. It is valid until the next call. */
  extract({ lines }: FeatureLines): LineFeatures {
    this.findings.clear();
    this.rows.reserve(lines);
    const id = this.rows.idOf(0, 0);
    this.row.fill(id, 0, lines);
    return this;
  }
}
