/** What a run is given by its command, and what a viewer of it is: a dashboard in the place of printed events. */
import type { OddlineEvent } from "../../core/anomaly.ts";
import type { FlaggedLine, JudgedLines, PipelineOptions } from "../../pipeline/options.ts";
import type { FollowSource } from "../../sources/following/follow_source.ts";
import type { Source } from "../../sources/source.ts";
import type { Alerting } from "../alerting/alerting.ts";
import type { RunRecorder } from "../history/recorder.ts";
import type { Observation, ObservedRun } from "./observation.ts";
import type { StateKeeper } from "./state_keeper.ts";
import type { Handover } from "../reload/reload.ts";
import type { Ending } from "./signals.ts";
import type { Warnings } from "./warnings.ts";

export interface RunPlan {
  readonly source: Source;
  /** The same source, where it can say positions for the checkpoint. */
  readonly followed?: FollowSource;
  /** When the run stopped, ms, that it goes on from; undefined where it begins by itself. */
  readonly resumedMs?: number | undefined;
  /** Somebody waits for the next line: write at once, give lines without a time their arrival. */
  readonly live: boolean;
  readonly keeper?: StateKeeper;
  /** Records the run in the history. */
  readonly recorder?: RunRecorder | undefined;
  /** Where keeper and recorder say what went wrong. */
  readonly warnings?: Warnings;
  /** Where marks are of what is not to be told of. */
  readonly feedbackPath?: string | undefined;
  /** See `PipelineOptions.learnAs`. */
  readonly learnAs?: (source: string) => string;
  /** Size of what is read, where it is known, for the progress line. */
  readonly bytesTotal?: number;
  /** Tells others of what is found. */
  readonly alerting?: Alerting | undefined;
  /** How well it judges, where the truth is known. */
  readonly truth?: ObservedRun["truth"];
  /** Shows the run instead of printing its events. */
  readonly viewer?: Viewer;
  readonly onEvent?: (event: OddlineEvent) => void;
  readonly onLines?: (lines: JudgedLines) => void;
  readonly onFlagged?: (flagged: FlaggedLine) => void;
  /** Who takes the verdicts on lines and sessions. */
  readonly verdicts?: Pick<PipelineOptions, "onVerdicts" | "onSession" | "scoresByDetector">;
  /** How well it has judged; asked at the end. */
  readonly accuracy?: PipelineOptions["accuracy"];
  /** Called when all was read and judged: not when a signal, or a closed output, ended the run before. */
  readonly onWhole?: () => void;
  /** Who listens for signals; absent: the run itself. */
  readonly ending?: Ending;
  /** How the run hands over to another one that goes on where it stopped; it must have a keeper then. */
  readonly handover?: Handover;
}

/** Shows a run while it goes on, and after its input has ended until the user leaves. */
export interface Viewer {
  /** Aborted when the user leaves. */
  readonly left: AbortSignal;
  /** There is a run to be shown now; up to here nothing was read. */
  open(run: ViewedRun): void;
  /** Something went wrong without ending the run. */
  warn(message: string): void;
  /** Says something until the next key. */
  say(message: string): void;
  /** Writes between two frames what is not seen, such as the bell. */
  aside(text: string): void;
  /** Stays until the user leaves or the signal comes. */
  stay(signal: AbortSignal): Promise<void>;
  /** Gives the terminal back, once. Throws what made it close by itself, if anything did. */
  close(): void;
}

/** What a viewer may ask of a run. */
export interface ViewedRun {
  readonly observation: Observation;
  /** The file of marks was changed: takes it up at once. */
  marksChanged(): void;
  /** While another program has the terminal, Ctrl-C is meant for it. */
  ignoreInterrupts(ignored: boolean): void;
}
