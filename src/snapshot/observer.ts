/**
 * Looks on while a pipeline runs, and takes pictures of it when asked: the way from batches and events to a `Snapshot`.
 * What it does for every line is a look at its time, a count and a copy; all else is done when somebody looks.
 */
import type { AnomalyEvent, OddlineEvent } from "../core/anomaly.ts";
import { LogRing } from "../core/lines/log_ring.ts";
import type { HealthView } from "../core/views/health_view.ts";
import type { Snapshot } from "../core/views/snapshot.ts";
import type { ParameterView } from "../core/views/template_view.ts";
import { LevelTimeline } from "../core/timelines/timeline.ts";
import { EventTimeAxis } from "../core/timelines/event_time_axis.ts";
import { TREND_BUCKETS, Trends } from "../core/timelines/trends.ts";
import type { JudgedLines } from "../pipeline/options.ts";
import type { Pipeline } from "../pipeline/pipeline.ts";
import { AnomalyLog } from "./anomaly_log.ts";
import { comparisonView, type KnownTruth } from "./comparison_view.ts";
import { Contexts } from "./context.ts";
import { Heat, HEAT_ROWS_MAX } from "./heat.ts";
import { LineCounts } from "./line_counts.ts";
import { LogView } from "./log_view.ts";
import { parameterViews } from "./parameter_views.ts";
import { Rate } from "./rate.ts";
import { RecentPast } from "./recent_past.ts";
import { SessionLines } from "./session_lines.ts";
import { newestClock, SourceWatch, unreadSources } from "./source_watch.ts";
import { templateList } from "./template_view.ts";

/** Templates with a trend: those of the lowest indices, which are the first and mostly the most frequent. */
const TEMPLATE_TRENDS_MAX = 4096;
const SOURCE_TRENDS_MAX = 1024;
/** From this score on a line adds to the heat. */
const HEAT_SCORE_MIN = .5;
/** What is known of the run at the moment of a picture. */
export interface Moment {
  readonly nowMs: number;
  readonly startedMs: number;
  /** As in `Snapshot`. */
  readonly resumedMs: number;
  readonly phase: Exclude<Snapshot["phase"], "starting">;
  readonly health: HealthView;
  readonly suppressed: number;
  /** What went wrong last with each source. */
  readonly sourceErrors: ReadonlyMap<string, string>;
  /** How well it judges, where the truth is known. */
  readonly truth: KnownTruth;
}

/** Looks on at one run. */
export class RunObserver {
  readonly anomalies: AnomalyLog;
  readonly #pipeline: Pipeline;
  readonly #alertThreshold: number;
  readonly #ring = new LogRing();
  readonly #timeline = new LevelTimeline();
  readonly #axis = new EventTimeAxis(TREND_BUCKETS);
  readonly #templateTrends = new Trends(this.#axis, TEMPLATE_TRENDS_MAX, "sum");
  readonly #sourceTrends = new Trends(this.#axis, SOURCE_TRENDS_MAX, "sum");
  readonly #heat = new Heat(new Trends(this.#axis, HEAT_ROWS_MAX, "max"));
  readonly #sources = new SourceWatch(this.#sourceTrends);
  readonly #contexts = new Contexts(this.#ring);
  readonly #counts = new LineCounts({
    timeline: this.#timeline,
    axis: this.#axis,
    sources: this.#sourceTrends,
    templates: this.#templateTrends,
  });
  readonly #recentPast = new RecentPast();
  readonly #logs: LogView;
  readonly #anomaliesOf = new Map<string, number>();
  #sequence = 0;
  #learntLines = 0;
  readonly #lineRate = new Rate();
  readonly #byteRate = new Rate();

  /** `alertThreshold`: from which score on a line is flagged. */
  constructor(pipeline: Pipeline, alertThreshold: number) {
    this.#pipeline = pipeline;
    this.#alertThreshold = alertThreshold;
    const sessions = new SessionLines(this.#ring);
    this.anomalies = new AnomalyLog({
      trendOf: (template) => this.#trendOf(template),
      sessionOf: (event) => sessions.of(event),
    });
    this.#logs = new LogView(this.#ring, pipeline.miner, this.anomalies);
  }

  /** Takes an event of the run. */
  onEvent(event: OddlineEvent): void {
    if (event.type === "anomaly_update") return this.anomalies.update(event);
    if (event.type !== "anomaly") return;
    if (event.detector === "flatline") this.#silent(event);
    const template = event.template_id;
    this.anomalies.begin(event);
    this.#anomaliesOf.set(template, (this.#anomaliesOf.get(template) ?? 0) + 1);
    this.#sources.noteAnomaly(event.source);
  }

  /** Takes the lines of a batch once they were judged; `nowMs` is the wall clock of that moment. */
  onLines({ events, scores, state, past, readMs }: JudgedLines, nowMs: number): void {
    const { lines, columns, template, continuation, time, clock, origin, source } = events;
    const first = this.#ring.next;
    this.#ring.append(columns, { lines, template, continuation, time }, { source, lineNumber: origin.line });
    this.#sources.noteStream(source, state);
    this.#sources.noteLag(source, nowMs - readMs, nowMs);
    const { severity } = columns;
    const { from, isNew } = this.#recentPast.place({ lines, clock, past }, this.#axis.startMs);
    if (isNew) {
      this.#timeline.restart();
      this.#axis.restart();
    }
    this.#counts.count({ from, lines, time, clock, severity, template, sourceRow: this.#sources.rowOf(source) });
    // what is from before the program came was learnt from, and not told of
    if (past) this.#learntLines += lines;
    else {
      for (let i = nextOdd(scores, 0, lines); i < lines; i = nextOdd(scores, i + 1, lines)) {
        this.#odd(events, i, first + i, scores[i]);
      }
    }
    this.#placeBegun(first, events);
  }

  /** A picture of the run as it is now. */
  take({ nowMs, startedMs, resumedMs, phase, health, suppressed, sourceErrors, truth }: Moment): Snapshot {
    const { totals, sources: known, miner, learner, elsewhere } = this.#pipeline;
    const sources = [...known.values()].filter((source) => !elsewhere.hasSource(source));
    this.#lineRate.look(totals.lines, nowMs);
    this.#byteRate.look(totals.bytes, nowMs);
    this.#contexts.settle();
    return {
      sequence: ++this.#sequence,
      nowMs,
      startedMs,
      resumedMs,
      clockMs: newestClock(sources),
      phase,
      totals: {
        lines: totals.lines,
        learntLines: this.#learntLines,
        bytes: totals.bytes,
        anomalies: totals.anomalies,
        flaggedLines: totals.flaggedLines,
        truncatedLines: totals.truncatedLines,
        invalidUtf8: totals.invalidUtf8,
        suppressed,
        dropped: 0,
      },
      linesPerSecond: this.#lineRate.perSecond,
      bytesPerSecond: this.#byteRate.perSecond,
      alertThreshold: this.#alertThreshold,
      sources: [...sources, ...unreadSources(sourceErrors, known)]
        .map((source) => this.#sources.view(source, { nowMs, phase, error: sourceErrors.get(source.name) ?? "" })),
      timeline: this.#timeline,
      axis: this.#axis,
      heat: this.#heat.rows(),
      anomalies: this.anomalies,
      templates: templateList({
        miner,
        elsewhere,
        trends: this.#templateTrends,
        anomalies: this.#anomaliesOf,
        lines: totals.lines,
        parametersOf: (index): readonly ParameterView[] => parameterViews(learner.parameters, miner, index),
      }),
      logs: this.#logs,
      health,
      comparison: comparisonView(this.#pipeline, this.anomalies.linesBy, truth),
    };
  }

  #trendOf(template: string): ArrayLike<number> {
    const { miner } = this.#pipeline;
    const id = miner.finalId(template);
    for (const index of miner.indices()) if (miner.ids[index] === id) return this.#templateTrends.row(index);
    return [];
  }

  /** A source fell silent: that has no lines of its own, and is shown for the source. */
  #silent({ source, time, score }: AnomalyEvent): void {
    if (time === null) return;
    const timeMs = Date.parse(time);
    const row = { source, template: undefined, label: `silent: ${source.slice(source.lastIndexOf("/") + 1)}` };
    this.#heat.add(row, this.#axis.bucketOf(timeMs), { score, timeMs, isFlagged: true });
  }

  #odd(events: JudgedLines["events"], i: number, number: number, score: number): void {
    const index = events.template[i];
    const at = events.time[i] === events.time[i] ? events.time[i] : events.clock[i];
    const { ids, texts } = this.#pipeline.miner;
    this.#ring.score(number, score);
    const isFlagged = score >= this.#alertThreshold;
    if (isFlagged) this.#timeline.addFlagged(at);
    const row = { source: events.source, template: ids[index], label: texts[index] };
    this.#heat.add(row, this.#axis.bucketOf(at), { score, timeMs: at, isFlagged });
  }

  /** Finds the lines of the anomalies that began in this batch, and what stands around them. */
  #placeBegun(first: number, { origin, source, lines, columns }: JudgedLines["events"]): void {
    for (const anomaly of this.anomalies.takeBegun()) {
      const i = anomaly.event.line - origin.line;
      const isHere = anomaly.event.source === source && i >= 0 && i < lines;
      const number = isHere ? first + i : -1;
      if (number < this.#ring.first || number < 0) continue;
      anomaly.severity = columns.severity[i];
      anomaly.around = this.#contexts.of(source, number);
    }
  }
}

/** The first line from `from` on that adds to the heat; `end` where there is none. */
function nextOdd(scores: Float64Array, from: number, end: number): number {
  let i = from;
  while (i < end && scores[i] < HEAT_SCORE_MIN) i++;
  return i;
}
