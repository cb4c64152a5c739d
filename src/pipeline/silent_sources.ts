/**
 * Which of the sources that are followed have fallen silent. A log says nothing of its own silence: one that is read to
 * its end shows it by the line after it (features/rates/silence.ts), and who follows it may wait for that for ever. So
 * while nothing comes, the clock of a source is taken to go on with the wall's, and the same is asked of it.
 */
import { FINDING, Findings } from "../features/findings.ts";
import { findSilences } from "../features/rates/silence.ts";
import { WINDOW_MS } from "../features/rates/windows.ts";
import type { KnownSources } from "../features/statistics/known_sources.ts";
import type { SourceState, StreamState } from "./streams/stream_state.ts";

/** It is looked for so often. */
const LOOK_MS = 10_000;
/** After a longer pause the machine has slept, or its clock was set: what would have come meanwhile is not known. */
const PAUSE_MS_MAX = 3 * LOOK_MS;
/** No source is looked at before it was silent for so long. */
const SILENT_MS_MIN = 5 * WINDOW_MS;
/** Lines that are older when they are read do not come as they are written, and their clock not with the wall's. */
const LATE_MS = WINDOW_MS;

/** What has come no more, by the clock of its source. */
export interface Silent {
  readonly state: StreamState;
  /** Index of the template that it is about; -1 for the source as a whole. */
  readonly template: number;
  readonly silentMs: number;
  /** Lines that usually come in a minute. */
  readonly usualLines: number;
  readonly clock: number;
}

interface Heard {
  readonly state: StreamState;
  readonly readMs: number;
}

export class SilentSources {
  readonly #known: KnownSources;
  readonly #tell: (silent: Silent) => void;
  /** When lines of each source were read last, where they come as they are written, and it was not told of since. */
  readonly #heard = new Map<SourceState, Heard>();
  readonly #findings = new Findings();
  #lookedMs = NaN;

  constructor(known: KnownSources, tell: (silent: Silent) => void) {
    this.#known = known;
    this.#tell = tell;
  }

  /** Lines of a stream were read at this time. */
  heard(state: StreamState, readMs: number): void {
    const { source } = state;
    if (Math.abs(readMs - source.clock) <= LATE_MS) this.#heard.set(source, { state, readMs });
    else this.#heard.delete(source);
  }

  /** Tells of what is silent, when it is time to look. Returns after how long that is the next time, ms. */
  look(nowMs: number): number | undefined {
    if (this.#heard.size === 0) {
      this.#lookedMs = NaN;
      return undefined;
    }
    const pauseMs = nowMs - this.#lookedMs;
    if (pauseMs >= 0 && pauseMs < LOOK_MS) return LOOK_MS - pauseMs;
    if (pauseMs < 0 || pauseMs > PAUSE_MS_MAX) this.#heard.clear();
    this.#lookedMs = nowMs;
    for (const heard of this.#heard.values()) {
      if (nowMs - heard.readMs >= SILENT_MS_MIN) this.#lookAt(heard, nowMs);
    }
    return LOOK_MS;
  }

  #lookAt({ state, readMs }: Heard, nowMs: number): void {
    const { source } = state;
    const clock = source.clock + nowMs - readMs;
    const findings = this.#findings;
    findings.clear();
    findSilences(this.#known.entries.numbers, this.#known.source(source.learntAs), 0, clock, findings);
    for (let k = 0; k < findings.count; k++) {
      const template = findings.template[k];
      this.#tell({ state, template, clock, ...findings.numbers(k, FINDING.silence) });
      if (template < 0) this.#heard.delete(source);
    }
  }
}
