/** The whole pipeline over a source: how many lines a second, and how much memory. */
import type { OddlineEvent } from "../core/anomaly.ts";
import type { PipelineOptions } from "../pipeline/options.ts";
import { Pipeline } from "../pipeline/pipeline.ts";
import type { Source } from "../sources/source.ts";

export interface WholeRunOptions {
  /** All but what differs from run to run. */
  readonly pipeline: Omit<PipelineOptions, "source" | "sink">;
  readonly now: () => number;
  /** Resident memory of the process, bytes. */
  readonly rss: () => number;
  /** Takes the events, as an output would; without one they are let go. */
  readonly sink?: (event: OddlineEvent) => void;
}

export interface WholeRun {
  readonly lines: number;
  readonly bytes: number;
  /** From the start to the end: workers are started and the model is loaded within it. */
  readonly ms: number;
  /** The same from the moment at which the first lines were judged: what comes again and again. */
  readonly steadyLines: number;
  readonly steadyMs: number;
  readonly templates: number;
  readonly rssBytesMax: number;
}

/** Reads the source to its end. */
export async function runWhole(source: Source, options: WholeRunOptions): Promise<WholeRun> {
  const { now, rss, pipeline: given, sink = () => {} } = options;
  let rssBytesMax = 0;
  let first: { readonly ms: number; readonly lines: number } | undefined;
  const start = now();
  const pipeline = new Pipeline({
    ...given,
    source,
    sink,
    onProgress({ lines }) {
      rssBytesMax = Math.max(rssBytesMax, rss());
      if (lines > 0) first ??= { ms: now(), lines };
    },
  });
  await pipeline.run(new AbortController().signal);
  pipeline.finish();
  const end = now();
  const { lines, bytes } = pipeline.totals;
  return {
    lines,
    bytes,
    ms: end - start,
    steadyLines: lines - (first?.lines ?? 0),
    steadyMs: end - (first?.ms ?? start),
    templates: pipeline.miner.size,
    rssBytesMax,
  };
}
