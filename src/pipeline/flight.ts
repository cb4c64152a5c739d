/** A chunk on its way through the pipeline: read, with a worker or done, but not learnt from yet. */
import { type Batch, COUNT } from "../core/lines/batch.ts";
import type { Chunk } from "../sources/source.ts";
import type { ParseRequest } from "../workers/pool.ts";
import type { StreamState } from "./streams/stream_state.ts";

/** Where a chunk is on its way. */
export interface Flight {
  readonly batch: number;
  readonly chunk: Chunk;
  readonly state: StreamState;
  /** The format it is parsed by: the stream's may change while it is on its way. */
  format: number;
  /** The stream's epoch that this is the format of. */
  epoch: number;
  /** Where the part begins that is with the worker. */
  begin: number;
  /** When it was read, ms of the wall clock; NaN where nobody asked. */
  readonly readMs: number;
  /** The worker that parsed it; -1 while it has not. */
  life: number;
}

/** A chunk that was just read. */
export function newFlight(batch: number, chunk: Chunk, state: StreamState, readMs = NaN): Flight {
  return { batch, chunk, state, format: state.formatNumber ?? 0, epoch: state.epoch, begin: 0, readMs, life: -1 };
}

/** Prepares what follows `begin` for going to a worker once more. */
export function goOn(flight: Flight, begin: number): Flight {
  flight.begin = begin;
  flight.life = -1;
  if (flight.epoch !== flight.state.epoch) {
    flight.epoch = flight.state.epoch;
    flight.format = flight.state.formatNumber ?? 0;
  }
  return flight;
}

/** What a worker is asked for it. */
export function requestOf({ batch, chunk, begin, state, format }: Flight): ParseRequest {
  const referenceMs = state.stream.modifiedMs;
  return { batch, begin, end: chunk.length, format, referenceMs, truncated: chunk.truncated };
}

/** Lines of the batch up to the first event after `untilMs`; the stream is over there. */
export function linesUntil({ counts, time }: Batch, state: StreamState, untilMs: number | undefined): number {
  const lines = counts[COUNT.lines];
  if (untilMs === undefined) return lines;
  if (state.isOver) return 0;
  for (let line = 0; line < lines; line++) {
    if (time[line] > untilMs) {
      state.isOver = true;
      return line;
    }
  }
  return lines;
}

/** The offset in the stream up to which all is dealt with, `lines` of the batch's lines being so. */
export function reachedOffset({ counts, start }: Batch, chunk: Chunk, lines: number): number {
  if (lines < counts[COUNT.lines]) return chunk.offset + start[lines];
  const consumed = counts[COUNT.consumed];
  return consumed < chunk.length ? chunk.offset + consumed : chunk.nextOffset;
}
