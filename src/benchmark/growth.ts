/**
 * How cost grows: with the input's size, with kinds of lines, sources, the length of lines, workers. One of them grows
 * while the others stay; time and memory are fitted by a power of it (a straight line between logarithms), whose
 * exponent says it all: 1 for time that grows as the input does, 0 for memory that does not.
 */
import { fitPower } from "./power_fit.ts";
import { type GrowthLog, GrowthSource } from "./growth_source.ts";
import { runWhole, type WholeRun, type WholeRunOptions } from "./whole_run.ts";

const DIMENSIONS = ["lines", "workers", "line_bytes", "sources", "templates"] as const;
export type Dimension = typeof DIMENSIONS[number];

/** What one size of the dimension costs. */
export interface GrowthPoint {
  /** Of the dimension. */
  readonly at: number;
  readonly lines: number;
  /** Median of the runs, from the first lines' verdict to the end. */
  readonly seconds: number;
  readonly microseconds_per_line: number;
  readonly templates: number;
  readonly rss_bytes_max: number;
}

/** A dimension's points, and the power of it that goes through them. */
export interface GrowthCurve {
  readonly dimension: Dimension;
  readonly points: readonly GrowthPoint[];
  /** Of the time of the whole input where that grows, else of the time a line takes. */
  readonly time_exponent: number;
  readonly memory_exponent: number;
}

/** How the whole is run, and how far it is to grow. */
export interface GrowthOptions extends WholeRunOptions {
  readonly cores: number;
  /** The longest input. */
  readonly linesMax: number;
  /** Told before each run. */
  readonly onPoint?: (text: string) => void;
}

const LINES = 200_000;
const BASE: GrowthLog = { lines: LINES, templates: 100, sources: 1, lineBytes: 100 };
/** Lines of each source, and of each kind, at least: what is done once for each of them must not be all there is. */
const SOURCE_LINES = 1000;
const KIND_LINES = 5;
/** Runs of a point, of which the median counts; one of the longest inputs. */
const RUNS = 3;
const LONG_LINES = 2_000_000;

const decades = (from: number, to: number) => {
  const steps: number[] = [];
  for (let at = from; at <= to; at *= 10) steps.push(at);
  return steps;
};

/** Measures all dimensions; those that leave the most memory behind come last. */
export async function measureGrowth(options: GrowthOptions): Promise<GrowthCurve[]> {
  const { cores, linesMax } = options;
  const steps: Readonly<Record<Dimension, readonly number[]>> = {
    lines: decades(10_000, linesMax),
    workers: workersUpTo(cores),
    line_bytes: [60, 120, 250, 500, 1000, 2000],
    sources: decades(1, 1000),
    templates: decades(10, 100_000),
  };
  // code is compiled, and the model's library loaded, before anything counts
  await runWhole(new GrowthSource(BASE), options);
  const curves: GrowthCurve[] = [];
  for (const dimension of DIMENSIONS) {
    const points: GrowthPoint[] = [];
    for (const at of steps[dimension]) {
      options.onPoint?.(`${dimension.replace("_", " ")}: ${at}`);
      points.push(await measurePoint(dimension, at, options));
    }
    if (points.length > 1) curves.push(curveOf(dimension, points));
  }
  return curves;
}

/** 1, 2, 4 … and all of them. */
export function workersUpTo(cores: number): number[] {
  const counts: number[] = [];
  for (let count = 1; count < cores; count *= 2) counts.push(count);
  return [...counts, Math.max(1, cores)];
}

/** The curve through some points. */
export function curveOf(dimension: Dimension, points: readonly GrowthPoint[]): GrowthCurve {
  const at = points.map((point) => point.at);
  const time = points.map((point) => dimension === "lines" ? point.seconds : point.microseconds_per_line);
  return {
    dimension,
    points,
    time_exponent: fitPower(at, time).exponent,
    memory_exponent: fitPower(at, points.map(({ rss_bytes_max }) => rss_bytes_max)).exponent,
  };
}

async function measurePoint(dimension: Dimension, at: number, options: GrowthOptions): Promise<GrowthPoint> {
  const log: GrowthLog = {
    ...BASE,
    ...(dimension === "lines" && { lines: at }),
    ...(dimension === "templates" && { templates: at, lines: Math.max(LINES, KIND_LINES * at) }),
    ...(dimension === "sources" && { sources: at, lines: Math.max(LINES, SOURCE_LINES * at) }),
    ...(dimension === "line_bytes" && { lineBytes: at }),
  };
  const pipeline = { ...options.pipeline, workers: dimension === "workers" ? at : 1 };
  const runs: WholeRun[] = [];
  for (let run = 0; run < (log.lines > LONG_LINES ? 1 : RUNS); run++) {
    runs.push(await runWhole(new GrowthSource(log), { ...options, pipeline }));
  }
  const perLine = (run: WholeRun) => run.steadyMs / Math.max(1, run.steadyLines);
  const middle = runs.toSorted((a, b) => perLine(a) - perLine(b))[runs.length >> 1];
  return {
    at,
    lines: middle.lines,
    seconds: perLine(middle) * middle.lines / 1000,
    microseconds_per_line: perLine(middle) * 1000,
    templates: middle.templates,
    rss_bytes_max: Math.max(...runs.map(({ rssBytesMax }) => rssBytesMax)),
  };
}
