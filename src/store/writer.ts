/**
 * Writes rows, what the run has counted by then, and the checkpoint that belongs to them, in one transaction. What a
 * run has counted is written as it is and not added up, so that it does not matter how often a transaction was tried.
 */
import type { StatementSync } from "node:sqlite";
import type { Summary } from "../core/anomaly.ts";
import { BoundedMap } from "../core/collections/bounded_map.ts";
import type { ContextLine } from "../core/views/anomaly_view.ts";
import { msOfTime } from "../core/time/time_text.ts";
import { type Database, inTransaction } from "./database.ts";
import { mergeSamples } from "./feature_sample.ts";
import type { PendingAnomaly } from "./pending_anomalies.ts";
import type { PendingRows } from "./pending_rows.ts";
import { RowNumbers } from "./row_numbers.ts";
import type { Checkpoint, FeatureSample, MarkList, NewRun, RunCounts } from "./rows.ts";

/** Anomalies that more lines around may come for, also once they are over. */
const SURROUNDED_MAX = 4096;

/** What goes into one transaction. */
export interface Writing {
  readonly rows: PendingRows;
  readonly counts: RunCounts;
  readonly nowMs: number;
  readonly checkpoint?: Checkpoint | undefined;
  readonly sample?: FeatureSample | undefined;
  readonly scores?: readonly number[] | undefined;
  readonly summary?: Summary | undefined;
  /** The run is over. */
  readonly isEnd: boolean;
  /** Rows that could not be stored so far. */
  readonly lost: number;
}

export class HistoryWriter {
  readonly #database: Database;
  readonly #run: NewRun;
  readonly #statements = new Map<string, StatementSync>();
  readonly #numbers = new RowNumbers((sql) => this.#statement(sql));
  /** The numbers of the anomalies that were stored last with lines around them. */
  readonly #surrounded = new BoundedMap<number>(SURROUNDED_MAX);
  #number: number | undefined;
  #chain: number | undefined;

  /** `chain`: the first of the runs that this one goes on from. */
  constructor(database: Database, run: NewRun, chain: number | undefined) {
    this.#database = database;
    this.#run = run;
    this.#chain = chain;
  }

  /** Throws what SQLite throws; nothing is written then. */
  write(writing: Writing): void {
    const [number, chain] = [this.#number, this.#chain];
    try {
      inTransaction(this.#database, () => this.#write(writing));
    } catch (error) {
      [this.#number, this.#chain] = [number, chain];
      this.#numbers.clear();
      this.#surrounded.clear();
      throw error;
    }
    this.#numbers.trim();
  }

  #write({ rows, counts, nowMs, checkpoint, sample, scores, summary, isEnd, lost }: Writing): void {
    this.#number ??= this.#begin();
    this.#statement(UPDATE_RUN).run(
      nowMs,
      isEnd ? nowMs : null,
      counts.lines,
      counts.bytes,
      counts.anomalies,
      counts.flaggedLines,
      counts.truncatedLines,
      counts.invalidUtf8,
      orNull(counts.firstTime),
      orNull(counts.lastTime),
      lost,
      listText(scores),
      summary === undefined ? null : JSON.stringify(summary),
      this.#number,
    );
    this.#writeTemplates(rows);
    this.#writeAnomalies(rows, nowMs);
    this.#writeNumbers(rows);
    if (rows.marks !== undefined) this.#writeMarks(rows.marks, nowMs);
    if (sample !== undefined) this.#addSample(sample);
    if (checkpoint !== undefined) this.#putCheckpoint(checkpoint);
  }

  /** The state may be megabytes, and SQLite keeps what was bound to a statement until something else is. */
  #putCheckpoint({ path, lineage, savedMs, state }: Checkpoint): void {
    const statement = this.#statement(PUT_CHECKPOINT);
    statement.run(path, lineage, this.#chain ?? this.#number ?? 0, savedMs, state);
    statement.run(path, lineage, 0, 0, null);
  }

  /** Its row, which is there already where the database was closed after a failure and opened again. */
  #begin(): number {
    const known = this.#statement("SELECT number, chain FROM runs WHERE id = ?").get(this.#run.id);
    if (known !== undefined) {
      this.#chain = Number(known.chain);
      return Number(known.number);
    }
    const { id, command, files, pid, workers, startedMs } = this.#run;
    const { lastInsertRowid } = this.#statement(ADD_RUN)
      .run(id, this.#chain ?? 0, command, JSON.stringify(files), pid, workers, startedMs, startedMs);
    const number = Number(lastInsertRowid);
    if (this.#chain === undefined) {
      this.#chain = number;
      this.#statement("UPDATE runs SET chain = number WHERE number = ?").run(number);
    }
    return number;
  }

  #writeTemplates({ templates, merges }: PendingRows): void {
    for (const [id, { text, example }] of templates) this.#numbers.putTemplate(id, text, example);
    for (const [from, into] of merges) {
      // also those that had been taken for this one, so that each names the one that stands
      this.#statement("UPDATE templates SET merged_into = ?1 WHERE id = ?2 OR merged_into = ?2").run(into, from);
    }
  }

  #writeAnomalies({ anomalies, changes, contexts }: PendingRows, nowMs: number): void {
    const chain = this.#chain ?? 0;
    for (const anomaly of anomalies.list()) this.#addAnomaly(anomaly, nowMs);
    for (const [id, context] of contexts) {
      const number = this.#surrounded.get(id) ?? this.#openNumber(id, chain);
      this.#statement(ADD_CONTEXT).run(contextText(context), number, id);
    }
    for (const [id, { count, score, lastTime, closed, continuation }] of changes) {
      const number = this.#openNumber(id, chain);
      this.#statement(CHANGE_ANOMALY).run(count, score, numberOrNull(msOfTime(lastTime)), closed ? 1 : 0, number);
      if (continuation !== undefined) this.#statement(ADD_CONTINUATION).run(listText(continuation), number);
    }
  }

  /** The newest, where lines of several files with the same beginning go on at a time; null where there is none. */
  #openNumber(id: string, chain: number): number | null {
    return numberOrNull(Number(this.#statement(OPEN_ANOMALY).get(id, chain)?.number ?? NaN));
  }

  #addAnomaly(anomaly: PendingAnomaly, nowMs: number): void {
    const { lastInsertRowid } = this.#statement(ADD_ANOMALY).run(
      anomaly.id,
      this.#chain ?? 0,
      this.#number ?? 0,
      nowMs,
      numberOrNull(anomaly.timeMs),
      this.#numbers.source(anomaly.source),
      anomaly.line,
      anomaly.offset,
      anomaly.detector,
      anomaly.score,
      anomaly.severity,
      this.#numbers.template(anomaly.template_id, anomaly.template),
      anomaly.session ?? null,
      anomaly.count,
      numberOrNull(anomaly.lastTimeMs),
      anomaly.closed ? 1 : 0,
    );
    const number = Number(lastInsertRowid);
    if (anomaly.context !== undefined) this.#surrounded.set(anomaly.id, number);
    this.#statement(ADD_DETAILS).run(
      number,
      anomaly.texts,
      anomaly.reasonAt,
      anomaly.evidenceAt,
      listText(anomaly.continuation),
      contextText(anomaly.context),
      anomaly.advice === undefined ? null : this.#numbers.advice(anomaly.advice),
    );
  }

  #writeNumbers({ cells, metrics }: PendingRows): void {
    const run = this.#number ?? 0;
    for (const { startMinute, minutes, source, template, lines, continued } of cells) {
      this.#statement(ADD_COUNT)
        .run(
          run,
          startMinute,
          minutes,
          this.#numbers.source(source),
          this.#numbers.template(template, ""),
          lines,
          continued,
        );
    }
    for (const metric of metrics) {
      const { timeMs, lines, bytes, anomalies, linesPerSecond, rssBytes, workers, queue, flaggedLines } = metric;
      const [load, cores] = [numberOrNull(metric.workerLoad), numberOrNull(metric.cpuCores)];
      this.#statement(ADD_METRIC)
        .run(run, timeMs, lines, bytes, anomalies, linesPerSecond, rssBytes, workers, queue, load, cores, flaggedLines);
    }
  }

  #writeMarks({ path, marks }: MarkList, nowMs: number): void {
    this.#statement("UPDATE feedback SET removed_ms = ? WHERE path = ? AND removed_ms IS NULL").run(nowMs, path);
    for (const mark of marks) this.#statement(PUT_MARK).run(path, mark.id, JSON.stringify(mark), nowMs);
  }

  /** Joins a sample with the one that is there. */
  #addSample(sample: FeatureSample): void {
    const row = this.#statement("SELECT lines, rows FROM feature_samples WHERE schema = ?").get(sample.schema);
    const merged = row === undefined
      ? sample
      : mergeSamples({ schema: sample.schema, lines: Number(row.lines), rows: row.rows as Uint8Array }, sample);
    this.#statement("INSERT OR REPLACE INTO feature_samples VALUES (?, ?, ?)")
      .run(merged.schema, merged.lines, merged.rows);
  }

  #statement(sql: string): StatementSync {
    let statement = this.#statements.get(sql);
    if (statement === undefined) this.#statements.set(sql, statement = this.#database.prepare(sql));
    return statement;
  }
}

const ADD_RUN = `INSERT INTO runs (id, chain, command, files, pid, workers, started_ms, updated_ms,
  lines, bytes, anomalies, flagged_lines, truncated_lines, invalid_utf8, lost_rows)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0, 0, 0, 0, 0)`;
const UPDATE_RUN = `UPDATE runs SET updated_ms = ?, ended_ms = ?, lines = ?, bytes = ?, anomalies = ?,
  flagged_lines = ?, truncated_lines = ?, invalid_utf8 = ?, first_time_ms = ?, last_time_ms = ?, lost_rows = ?,
  scores = coalesce(?, scores), summary = ?
  WHERE number = ?`;
const ADD_ANOMALY = `INSERT INTO anomalies (id, chain, run, seen_ms, time_ms, source, line, offset, detector, score,
  severity, template, session, count, last_time_ms, closed)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;
// the texts in one piece: to bind each of them takes longer than to cut them
const ADD_DETAILS = `INSERT INTO details (number, message, reason, evidence, continuation, context, advice)
  VALUES (?1, CAST(substr(?2, 1, ?3) AS TEXT), CAST(substr(?2, ?3 + 1, ?4 - ?3) AS TEXT),
    CAST(substr(?2, ?4 + 1) AS TEXT), ?5, ?6, ?7)`;
const OPEN_ANOMALY = "SELECT max(number) AS number FROM anomalies WHERE id = ? AND chain = ? AND closed = 0";
const CHANGE_ANOMALY = "UPDATE anomalies SET count = ?, score = ?, last_time_ms = ?, closed = ? WHERE number = ?";
const ADD_CONTINUATION = "UPDATE details SET continuation = ? WHERE number = ?";
// the number may be another's by now, where all that there was had become too old
const ADD_CONTEXT = `UPDATE details SET context = ?
  WHERE number = (SELECT number FROM anomalies WHERE number = ? AND id = ?)`;
const ADD_COUNT = `INSERT INTO counts (run, start_minute, minutes, source, template, lines, continued)
  VALUES (?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT DO UPDATE SET lines = lines + excluded.lines, continued = continued + excluded.continued`;
const ADD_METRIC = `INSERT INTO metrics (run, time_ms, lines, bytes, anomalies, lines_per_second, rss_bytes, workers,
  queue, worker_load, cpu_cores, flagged_lines) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;
// without a state nothing is put
const PUT_CHECKPOINT = `INSERT OR REPLACE INTO checkpoints (path, lineage, chain, saved_ms, state)
  SELECT ?1, ?2, ?3, ?4, ?5 WHERE ?5 IS NOT NULL`;
const PUT_MARK = `INSERT INTO feedback (path, id, mark, seen_ms) VALUES (?, ?, ?, ?)
  ON CONFLICT DO UPDATE SET mark = excluded.mark, removed_ms = NULL`;

/** Without the source, which is the anomaly's own. */
function contextText(context: readonly ContextLine[] | undefined): string | null {
  return listText(
    context?.map(({ line, timeMs, severity, text }) => ({ line, time_ms: orNull(timeMs), severity, text })),
  );
}

function orNull(ms: number): number | null {
  return Number.isNaN(ms) ? null : Math.trunc(ms);
}

function numberOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

function listText(list: readonly unknown[] | undefined): string | null {
  return list === undefined || list.length === 0 ? null : JSON.stringify(list);
}
