/**
 * The rows that wait for the next transaction. Few enough to be lost sight of: when a limit is reached the queue is
 * full, and its owner writes at once. Where the database cannot be written for long, the newest anomalies are not kept
 * any more and are counted instead; counts of lines go into wider spans of time and are never lost.
 */
import type { AnomalyEvent, AnomalyUpdate } from "../core/anomaly.ts";
import type { ContextLine } from "../core/views/anomaly_view.ts";
import { PendingAnomalies } from "./pending_anomalies.ts";
import type { AnomalyChange, CountCell, KnownTemplate, MarkList, MetricRow, Unadvised } from "./rows.ts";

/** Rows from which on the queue is written without waiting for the second to end, ... */
const FULL_ROWS = 2048;
/** ... also where all that was learnt has to be saved with it. */
const CROWDED_ROWS = 10_000;
/** Bytes of texts from which on it is written too. */
const FULL_BYTES = 1024 * 1024;
/** Rows of each kind in the queue: what there is when it is crowded, and one batch more. */
const QUEUE_MAX = 45_000;
/** Rows of each kind that are kept while the database cannot be written. */
const ROWS_MAX = 20_000;
/** What spans of cells are merged into, in minutes, when there are too many of them: an hour, a day. */
const WIDER_MINUTES = [60, 1440] as const;

export class PendingRows {
  readonly anomalies: PendingAnomalies;
  readonly changes = new Map<string, AnomalyChange>();
  /** Lines around anomalies that are stored already. */
  readonly contexts = new Map<string, readonly ContextLine[]>();
  /** The same cell may be there twice. */
  cells: CountCell[] = [];
  readonly templates = new Map<string, KnownTemplate>();
  readonly merges = new Map<string, string>();
  readonly metrics: MetricRow[] = [];
  marks: MarkList | undefined;
  /** Rows that there was no room for. */
  lost = 0;

  /** `anomalies`: empty, to be used again. */
  constructor(anomalies = new PendingAnomalies()) {
    this.anomalies = anomalies;
  }

  /** It is time to write. */
  get isFull(): boolean {
    return this.size >= FULL_ROWS || this.anomalies.bytes >= FULL_BYTES;
  }

  /** It is high time to write. */
  get isCrowded(): boolean {
    return this.size >= CROWDED_ROWS;
  }

  /** Rows that wait, those of counts aside: they have their own limit. */
  get size(): number {
    return this.anomalies.size + this.changes.size + this.contexts.size + this.metrics.length;
  }

  /** An anomaly. Where its advice can be made again, only what that is made of is stored. */
  begin(event: AnomalyEvent, unadvised?: Unadvised): void {
    if (this.anomalies.size < QUEUE_MAX) this.anomalies.add(event, unadvised);
    else this.lost++;
  }

  update(update: AnomalyUpdate): void {
    if (this.anomalies.update(update)) return;
    const { id, count, score, last_time: lastTime, closed, continuation } = update;
    const before = this.changes.get(id);
    if (before === undefined && this.changes.size >= QUEUE_MAX) {
      this.lost++;
      return;
    }
    this.changes.set(id, { count, score, lastTime, closed, continuation: continuation ?? before?.continuation });
  }

  /** The lines around an anomaly, as far as they are known. */
  surround(id: string, context: readonly ContextLine[]): void {
    if (this.anomalies.surround(id, context)) return;
    if (this.contexts.size < QUEUE_MAX) this.contexts.set(id, context);
    else this.lost++;
  }

  measure(metric: MetricRow): void {
    if (this.metrics.length >= ROWS_MAX) {
      this.metrics.shift();
      this.lost++;
    }
    this.metrics.push(metric);
  }

  /** Takes up what came after, because this could not be written. */
  append(later: PendingRows): void {
    later.anomalies.forEach((anomaly) => {
      if (this.anomalies.size < ROWS_MAX) this.anomalies.take(anomaly);
      else this.lost++;
    });
    for (const [id, change] of later.changes) {
      if (this.changes.size >= ROWS_MAX && !this.anomalies.has(id)) {
        this.lost++;
        continue;
      }
      const { lastTime, ...others } = change;
      this.update({ type: "anomaly_update", id, last_time: lastTime, ...continued(others) });
    }
    for (const [id, context] of later.contexts) this.surround(id, context);
    this.cells.push(...later.cells);
    for (const [id, template] of later.templates) this.templates.set(id, template);
    for (const [from, into] of later.merges) this.merges.set(from, into);
    for (const metric of later.metrics) this.measure(metric);
    this.marks = later.marks ?? this.marks;
    this.lost += later.lost;
    for (const minutes of WIDER_MINUTES) if (this.cells.length > ROWS_MAX) this.#widen(minutes);
  }

  /** Adds up cells of the same source and template within so many minutes. */
  #widen(minutes: number): void {
    const cells = new Map<string, CountCell>();
    for (const cell of this.cells) {
      const wider = cell.minutes >= minutes ? cell : widened(cell, minutes);
      const key = `${wider.startMinute} ${wider.minutes} ${wider.template} ${wider.source}`;
      const before = cells.get(key);
      if (before === undefined) cells.set(key, { ...wider });
      else {
        before.lines += wider.lines;
        before.continued += wider.continued;
      }
    }
    this.cells = [...cells.values()];
  }
}

/** The same lines in a wider span. */
function widened(cell: CountCell, minutes: number): CountCell {
  const startMinute = cell.startMinute < 0 ? -1 : Math.floor(cell.startMinute / minutes) * minutes;
  return { ...cell, startMinute, minutes };
}

function continued({ continuation, ...others }: Omit<AnomalyChange, "lastTime">) {
  return continuation === undefined ? others : { ...others, continuation };
}
