/** Alerting beside a run: a dispatcher with a timer and a file, which the run gives its events. */
import { Dispatcher } from "../../alerts/dispatcher.ts";
import type { AlertsSpec } from "../../alerts/alerts_spec.ts";
import type { AlertsView } from "../../core/views/alerts_view.ts";
import type { OddlineEvent } from "../../core/anomaly.ts";
import { errorMessage } from "../../core/error_message.ts";
import { acquireLock, type Lock } from "../../sources/lock.ts";
import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import type { Io } from "../io.ts";
import { alertsPath } from "../settings/kept_files.ts";
import type { Settings } from "../settings/settings.ts";
import { journalFile, journalInMemory } from "./journal_file.ts";
import { systemOutside } from "./outside.ts";
import { prepareNotifiers } from "./prepare_notifiers.ts";

const TICK_MS = 250;
/** How long the end of a run waits for receivers; what is left is sent by the next run. */
const GRACE_MS = 2000;

/** What a run does with alerting. */
export interface Alerting {
  push(event: OddlineEvent): void;
  /** Which incidents of earlier runs this one goes on with; to be said once, before it runs. */
  goOnWith(isOpen: (id: string) => boolean): void;
  /** Puts what came onto the disk; resolves when a power cut would leave it there. */
  settle(): Promise<void>;
  view(): AlertsView;
  close(): Promise<void>;
}

export interface AlertingOptions {
  readonly warn: (message: string) => void;
  /** Writes to the terminal; false when there is none. */
  readonly terminal: (text: string) => boolean;
}

/** Starts alerting. Throws UsageError for a secret that is not there. */
export function openAlerting(
  spec: AlertsSpec,
  settings: Settings,
  io: Io,
  { warn, terminal }: AlertingOptions,
): Alerting {
  const outside = systemOutside(terminal);
  const { notifiers, blocked } = prepareNotifiers(spec, { outside, env: io.env });
  for (const [name, reason] of blocked) {
    warn(`alerts: notifier '${name}' ${reason}; what it is to tell of waits until then`);
  }
  const path = alertsPath(settings);
  const lock = lockOf(path, warn);
  const dispatcher = new Dispatcher(spec, {
    notifiers,
    blocked,
    store: lock?.held ? journalFile(path) : journalInMemory(),
    host: outside.host,
    timeZone: settings.timeZone,
    now: io.now,
    random: Math.random,
    warn,
  });
  const timer = setInterval(() => dispatcher.tick(), TICK_MS);
  return {
    push: (event) => dispatcher.push(event),
    goOnWith: (isOpen) => dispatcher.goOnWith(isOpen),
    settle: () => dispatcher.settle(),
    view: () => dispatcher.view(),
    async close() {
      clearInterval(timer);
      const grace = Promise.withResolvers<void>();
      const graceTimer = setTimeout(grace.resolve, GRACE_MS);
      await dispatcher.close(grace.promise);
      clearTimeout(graceTimer);
      if (lock?.held) lock.release();
    },
  };
}

function lockOf(path: string, warn: (message: string) => void): Lock | undefined {
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    const lock = acquireLock(`${path}.lock`, Deno.pid);
    if (!lock.held) {
      warn(
        `${path}: Oddline with pid ${lock.pid} keeps this queue of alerts; those of this run are kept in memory only`,
      );
    }
    return lock;
  } catch (error) {
    warn(
      `${path}: the queue of alerts cannot be kept (${errorMessage(error)}); ` +
        "it is in memory only; use --db FILE for another place",
    );
    return undefined;
  }
}
