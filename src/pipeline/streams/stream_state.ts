/** What the pipeline keeps of each source (what events are named after) and of each stream (one file of it). */
import type { FormatSpec } from "../../formats/format.ts";
import type { Chunk, Stream } from "../../sources/source.ts";
import type { FormatWatch, SavedFormatWatch } from "./format_watch.ts";
import type { Incident } from "../incidents/incident.ts";
import { MultilineJoiner, type MultilineOptions } from "./multiline.ts";

export class SourceState {
  readonly name: string;
  /** What detectors call it: sources of one such name share what was learnt of them. */
  readonly learntAs: string;
  readonly joiner: MultilineJoiner;
  lines = 0;
  bytes = 0;
  /** Lines that were of the source's format. */
  matched = 0;
  /** The format of its newest stream; undefined before the first line. */
  spec: FormatSpec | undefined;
  /** Whether the stream last learnt from keeps to its format. */
  watch: FormatWatch | undefined;
  /** The same of an earlier run, for the stream that goes on where that stopped. */
  savedWatch: SavedFormatWatch | undefined;
  /** The latest event time seen, in ms; NaN before the first. */
  clock = NaN;
  /** Template of the event that goes on; -1 before the first. */
  eventTemplate = -1;
  /** The incident that began with the event that goes on, while lines that continue it are collected. */
  told: { readonly incident: Incident; readonly lines: string[] } | undefined;

  constructor(name: string, multiline: MultilineOptions, learntAs = name) {
    this.name = name;
    this.learntAs = learntAs;
    this.joiner = new MultilineJoiner(multiline);
  }
}

export class StreamState {
  readonly stream: Stream;
  readonly source: SourceState;
  /** Number of the next line. */
  nextLine: number;
  /** Offset up to which all lines are dealt with. */
  offset: number;
  /** The format's number in the pool; undefined before the first chunk. */
  formatNumber: number | undefined;
  /** Grows when the format changes in the midst of the stream: what was parsed before is parsed again. */
  epoch = 0;
  watch: FormatWatch | undefined;
  /** An event after `untilMs` has come: the rest does not count. */
  isOver = false;
  /** The stream's first bytes, while there were too few to be sure of the format. */
  sample: Uint8Array | undefined;
  sampleLines = 0;

  /**
   * Begins where the stream's first chunk does, which is not at 0 for one that goes on where an earlier run stopped.
   */
  constructor({ stream, offset, firstLine }: Pick<Chunk, "stream" | "offset" | "firstLine">, source: SourceState) {
    this.stream = stream;
    this.source = source;
    this.offset = offset;
    this.nextLine = Math.max(1, firstLine);
  }
}

/** What sources are begun with (`PipelineOptions`). */
interface SourceOptions {
  readonly multiline: MultilineOptions;
  readonly learnAs?: (source: string) => string;
}

interface States {
  readonly sources: Map<string, SourceState>;
  readonly streams: Map<number, StreamState>;
}

/** What is kept of a chunk's stream; begun with its first chunk. */
export function stateOf(
  chunk: Chunk,
  { sources, streams }: States,
  { multiline, learnAs }: SourceOptions,
): StreamState {
  const { stream } = chunk;
  const known = streams.get(stream.id);
  if (known !== undefined) return known;
  const source = sources.get(stream.source) ?? new SourceState(stream.source, multiline, learnAs?.(stream.source));
  const state = new StreamState(chunk, source);
  sources.set(stream.source, source);
  streams.set(stream.id, state);
  return state;
}
