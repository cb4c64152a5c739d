/**
 * One verdict a session (`--session-verdicts`, `evaluate`): its own, or the highest on its lines, with the anomaly that
 * it belongs to. Kept from the first odd thing until the session ends.
 */
import { BoundedMap } from "../../core/collections/bounded_map.ts";
import type { DetectorId } from "../../core/anomaly.ts";
import type { SessionEnd } from "../../detectors/mod.ts";

/** Open sessions with something odd that are remembered; more, and the oldest loses its anomaly's id. */
const SESSIONS_MAX = 100_000;

/** The verdict on a session that is over. */
export interface SessionRow {
  readonly session: string;
  /** 0 where nothing was odd. */
  readonly score: number;
  readonly flagged: boolean;
  /** Whose score it is, "" where nothing was odd. */
  readonly detector: DetectorId | "";
  /** Id of the anomaly, "" for none. */
  readonly anomaly: string;
}

interface Said {
  readonly score: number;
  readonly detector: DetectorId;
  readonly anomaly: string;
}

export class Sessions {
  readonly #highest = new BoundedMap<Said>(SESSIONS_MAX);
  readonly #alertThreshold: number;
  readonly #onSession: (row: SessionRow) => void;

  constructor(alertThreshold: number, onSession: (row: SessionRow) => void) {
    this.#alertThreshold = alertThreshold;
    this.#onSession = onSession;
  }

  /** Something odd about an open session: a verdict on it, or on a line of it. */
  note(session: string, said: Said): void {
    const before = this.#highest.get(session);
    if (before !== undefined && before.score >= said.score) return;
    this.#highest.set(session, said);
  }

  /** A session that nobody asks for is over. */
  forget(session: string): void {
    this.#highest.delete(session);
  }

  end({ session, score, detector }: SessionEnd): void {
    const noted = this.#highest.get(session);
    this.#highest.delete(session);
    const isNoted = noted !== undefined && noted.score >= score;
    const highest = isNoted ? noted.score : score;
    this.#onSession({
      session,
      score: highest,
      flagged: highest >= this.#alertThreshold,
      detector: (isNoted ? noted.detector : detector) ?? "",
      anomaly: noted?.anomaly ?? "",
    });
  }
}
