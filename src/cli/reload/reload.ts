/**
 * SIGHUP without a controlling terminal: the configuration is read again. What has changed is taken up by handing over:
 * the run saves what it has learnt and how far it has read, as at its end, and the next one goes on from there with the
 * new settings, in the same process. So a reload is as safe as a restart, and as thorough. A configuration with a
 * mistake changes nothing.
 */
import type { Summary } from "../../core/anomaly.ts";
import { errorMessage } from "../../core/error_message.ts";
import type { Pipeline } from "../../pipeline/pipeline.ts";
import { prepareNotifiers } from "../alerting/prepare_notifiers.ts";
import { systemOutside } from "../alerting/outside.ts";
import { ConfigError } from "../errors.ts";
import type { Io } from "../io.ts";
import { pipelineOptions } from "../settings/pipeline_options.ts";
import type { Settings, TellingSettings } from "../settings/settings.ts";
import { type Changes, changesOf } from "./changes.ts";
import type { LastingSource } from "./lasting_source.ts";
import { summed } from "./summed.ts";

/** From one run to the next. */
export interface Handover {
  /** Aborted when the run is to hand over. */
  readonly signal: AbortSignal;
  /** What the runs before have counted, with what this one has. */
  summed(summary: Summary): Summary;
  /** The run has saved everything, and another one may go on. */
  handOver(summary: Summary, pipeline: Pipeline): void;
}

export interface ReloadOptions {
  readonly settings: Settings;
  /** Reads flags, environment and file again. Throws UsageError. */
  readonly reread: () => Promise<Settings>;
  readonly io: Io;
  /** Standard input, where that is what is read: its lines are counted on. */
  readonly stdin?: LastingSource | undefined;
}

export class Reload {
  /** What holds now. */
  settings: Settings;
  /** Whether what a run has learnt is kept, so that another can go on; set by the run. */
  isKept = () => false;
  readonly #reread: () => Promise<Settings>;
  readonly #io: Io;
  readonly #stdin: LastingSource | undefined;
  #handingOver = new AbortController();
  #isHandedOver = false;
  #before: Summary | undefined;
  #isReading = false;
  /** Notifiers of what was read last that may not do what they have to. */
  #blocked: readonly string[] = [];

  constructor({ settings, reread, io, stdin }: ReloadOptions) {
    this.settings = settings;
    this.#reread = reread;
    this.#io = io;
    this.#stdin = stdin;
  }

  /** For the next run. */
  begin(): Handover {
    this.#handingOver = new AbortController();
    this.#isHandedOver = false;
    return {
      signal: this.#handingOver.signal,
      summed: (summary) => summed(this.#before, summary),
      handOver: (summary, pipeline) => {
        const [stream] = pipeline.streams.values();
        if (stream !== undefined) this.#stdin?.goOn(stream.nextLine);
        this.#before = summed(this.#before, summary);
        this.#isHandedOver = true;
      },
    };
  }

  /** The run that has ended has handed over to another. */
  get isHandedOver(): boolean {
    return this.#isHandedOver;
  }

  /** Reads the configuration again, and has the run hand over if that changes anything. Says what came of it. */
  async request(): Promise<void> {
    if (this.#isReading) return;
    this.#isReading = true;
    try {
      this.#take(changesOf(this.settings, await this.#read()));
    } catch (error) {
      const problems = error instanceof ConfigError ? error.problems : [errorMessage(error)];
      for (const problem of problems) this.#io.diagnostics.say("error", problem);
      this.#io.diagnostics.say("error", "SIGHUP: the configuration is wrong; what was before stands");
    } finally {
      this.#isReading = false;
    }
  }

  /** Reads and checks. */
  async #read(): Promise<Settings> {
    const settings = await this.#reread();
    pipelineOptions(settings);
    this.#blocked = blockedNotifiers(settings, this.#io);
    return settings;
  }

  #take({ takenUp, left, settings, needsBeginning }: Changes): void {
    const { diagnostics } = this.#io;
    if (left.length > 0) diagnostics.say("warning", `SIGHUP: ${left.join(", ")} can only be changed by a restart`);
    if (takenUp.length === 0) {
      if (left.length === 0) diagnostics.say("info", "SIGHUP: the configuration has not changed");
      return;
    }
    if (needsBeginning && !this.isKept()) {
      const what = takenUp.join(", ");
      diagnostics.say(
        "warning",
        `SIGHUP: nothing of this run is kept, so ${what} cannot be taken up without losing it`,
      );
      return;
    }
    this.settings = settings;
    diagnostics.configure({ level: settings.logLevel, path: settings.logFile });
    diagnostics.say("info", `SIGHUP: taken up: ${takenUp.join(", ")}`);
    if (takenUp.includes("alerts")) this.#sayBlocked();
    if (needsBeginning) this.#handingOver.abort();
  }

  #sayBlocked(): void {
    for (const name of this.#blocked) {
      this.#io.diagnostics.say(
        "warning",
        `SIGHUP: notifier '${name}' needs a restart: what nothing asks for at the start of a run, such as the network ` +
          "or to start programs, is given up there for good",
      );
    }
  }
}

/** Throws UsageError where a secret is not there. */
function blockedNotifiers({ alerts }: TellingSettings, { env }: Io): string[] {
  if (alerts === undefined) return [];
  return [...prepareNotifiers(alerts, { outside: systemOutside(() => false), env }).blocked.keys()];
}
