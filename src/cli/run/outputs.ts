/**
 * What a run writes: events or odd lines on standard output, events in a file, and all of them where others are told.
 */
import type { EventSink } from "../../core/anomaly.ts";
import { redactEvent, type RedactText } from "../../core/text/redact.ts";
import type { FlaggedLine, JudgedLines } from "../../pipeline/options.ts";
import { openSink } from "../../report/events/event_format.ts";
import type { ProgressLine } from "../../report/progress.ts";
import { openRawSink } from "../../report/events/raw.ts";
import { RawLines } from "../../report/events/raw_lines.ts";
import type { Outlet } from "../../report/events/hold_back.ts";
import type { Unadvised } from "../../store/rows.ts";
import { openEventFile } from "../events/event_file.ts";
import type { Io } from "../io.ts";
import type { Settings } from "../settings.ts";
import { createAdviser } from "./adviser.ts";
import type { RunPlan } from "./plan.ts";

/** Takes an event, of an anomaly with what its advice can be made of again. */
export type EventListener = (...told: [...Parameters<EventSink>, unadvised?: Unadvised]) => void;

export interface RunOutputs {
  /** Those that can be full. */
  readonly outlets: readonly Outlet[];
  /** Aborted when nobody reads standard output any more. */
  readonly gone: AbortSignal | undefined;
  /** Takes an event of the pipeline. */
  readonly emit: EventSink;
  /** Takes a flagged line; undefined where nobody wants them. */
  readonly onFlagged: ((flagged: FlaggedLine) => void) | undefined;
  /** Takes the lines that were judged, for those that continue a flagged one. */
  readonly onLines: ((lines: JudgedLines) => void) | undefined;
  /** Who gets each event too, as it was printed: to be added to before the run begins. */
  readonly listeners: EventListener[];
  /** Looks after the event file; to be called now and then. */
  look(): void;
  /**
   * Resolves when all events up to now are written, and those in the file, and told to somebody, would
   * survive a power cut.
   */
  told(): Promise<void>;
  /** Writes the rest. Throws when something could not be written. */
  close(): Promise<void>;
}

/** How events are made into what is written. */
export interface RunOutputOptions {
  readonly progress: ProgressLine;
  readonly redact: RedactText | undefined;
  /** Says what went wrong without ending the run. */
  readonly tell: (message: string) => void;
  /** Aborted when the run is told to end. */
  readonly ended: AbortSignal;
}

/** Opens the outputs. Throws what Deno throws where the event file cannot be opened. */
export function openOutputs(
  settings: Settings,
  io: Io,
  plan: RunPlan,
  { progress, redact, tell, ended }: RunOutputOptions,
): RunOutputs {
  const { live, viewer, alerting } = plan;
  const write = (bytes: Uint8Array) => io.stdout.write(bytes);
  const { isTerminal } = io.stdout;
  const format = settings.format ?? (isTerminal ? "text" : "ndjson");
  const raw = format === "raw" ? openRawSink(write, { isTerminal, live }) : undefined;
  const rawLines = raw && new RawLines((text) => raw.push(redact === undefined ? text : redact(text)));
  const printed = format === "raw" ? undefined : openSink(write, {
    format,
    isTerminal,
    color: settings.color,
    env: io.env,
    timeZone: settings.timeZone,
    columns: () => io.columns,
    quiet: settings.quiet,
    live,
    beforeWrite: () => progress.clear(),
  });
  const file = settings.eventsPath === undefined
    ? undefined
    : openEventFile(settings.eventsPath, { live, rotation: settings.eventRotation, now: io.now, warn: tell, ended });
  const outlets = [raw, printed, file?.sink].filter((outlet) => outlet !== undefined);
  const listeners: RunOutputs["listeners"] = [];
  const advise = createAdviser(settings.recommendations, { isMadeUp: plan.truth !== undefined });
  return {
    outlets,
    gone: (raw ?? printed)?.gone,
    listeners,
    emit(said) {
      const advised = said.type === "anomaly" ? advise(said) : undefined;
      const whole = advised?.event ?? said;
      const event = redact === undefined ? whole : redactEvent(whole, redact);
      // of what was taken out of an event the same advice could not be made
      const unadvised = redact === undefined ? advised?.unadvised : undefined;
      // a dashboard leaves the summary behind when it closes
      if (viewer === undefined || event.type === "summary") printed?.push(event);
      file?.sink.push(event);
      for (const listener of listeners) listener(event, unadvised);
    },
    onFlagged: rawLines === undefined ? plan.onFlagged : (flagged) => {
      rawLines.onFlagged(flagged);
      plan.onFlagged?.(flagged);
    },
    onLines: rawLines?.onLines,
    look: () => file?.look(),
    async told() {
      for (const outlet of outlets) await outlet.drained();
      await file?.sync();
      await alerting?.settle();
    },
    async close() {
      rawLines?.flush();
      await raw?.close();
      await printed?.close();
      await file?.close();
    },
  };
}
