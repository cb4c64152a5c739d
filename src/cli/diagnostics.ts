/**
 * What Oddline says about itself while it runs: a worker that died, a receiver that does not take alerts, a source that
 * cannot be read. On standard error, unless a file is named; where the system's journal reads standard error, each line
 * begins with its priority (sd-daemon(3)).
 */
import { fstatSync } from "node:fs";
import { errorMessage } from "../core/error_message.ts";
import { showControls } from "../core/text/escape.ts";
import type { Environment } from "./environment.ts";

/** From the gravest on. */
export const DIAGNOSTIC_LEVELS = ["error", "warning", "info", "debug"] as const;
export type DiagnosticLevel = typeof DIAGNOSTIC_LEVELS[number];

/** As syslog counts them (RFC 5424, 6.2.1). */
const PRIORITIES: Readonly<Record<DiagnosticLevel, number>> = { error: 3, warning: 4, info: 6, debug: 7 };

/** Where diagnostics go. */
export interface DiagnosticsOutlet {
  readonly now: () => number;
  /** Writes to standard error. */
  readonly write: (text: string) => void;
  /** The journal reads standard error. */
  readonly isJournal: boolean;
}

/** What is said, and where. */
export interface DiagnosticsSettings {
  /** This and what is graver. */
  readonly level: DiagnosticLevel;
  /** Undefined: standard error. */
  readonly path: string | undefined;
}

export class Diagnostics {
  readonly #outlet: DiagnosticsOutlet;
  #settings: DiagnosticsSettings = { level: "info", path: undefined };
  #hasFailed = false;

  constructor(outlet: DiagnosticsOutlet) {
    this.#outlet = outlet;
  }

  /** From now on as the settings say. */
  configure(settings: DiagnosticsSettings): void {
    this.#settings = settings;
    this.#hasFailed = false;
  }

  /** Standard error, and so the screen, is left alone. */
  get hasFile(): boolean {
    return this.#settings.path !== undefined && !this.#hasFailed;
  }

  /** Says something; one line. */
  say(level: DiagnosticLevel, message: string): void {
    if (DIAGNOSTIC_LEVELS.indexOf(level) > DIAGNOSTIC_LEVELS.indexOf(this.#settings.level)) return;
    const shown = showControls(message);
    if (!this.#append(level, shown)) this.#write(level, `oddline: ${shown}`);
  }

  /** Says why the program ends, on standard error in any case. */
  fail(line: string): void {
    const shown = showControls(line);
    this.#append("error", shown.replace(/^oddline: /, ""));
    this.#write("error", shown);
  }

  #write(level: DiagnosticLevel, text: string): void {
    const { write, isJournal } = this.#outlet;
    write(`${isJournal ? `<${PRIORITIES[level]}>` : ""}${text}\n`);
  }

  /** The file is opened anew each time, so that it may be rotated. Whether that went well. */
  #append(level: DiagnosticLevel, shown: string): boolean {
    const { path } = this.#settings;
    if (path === undefined) return false;
    try {
      const time = new Date(this.#outlet.now()).toISOString();
      Deno.writeTextFileSync(path, `${time} ${level} ${shown}\n`, { append: true, mode: 0o600 });
      this.#hasFailed = false;
      return true;
    } catch (error) {
      const why = errorMessage(error);
      if (!this.#hasFailed) this.#write("warning", `oddline: ${showControls(`${path}: cannot be written (${why})`)}`);
      this.#hasFailed = true;
      return false;
    }
  }
}

/** Whether standard error is the stream to the journal that JOURNAL_STREAM names (systemd.exec(5)). */
export function isJournal(env: Environment): boolean {
  try {
    const { dev, ino } = fstatSync(2);
    return env.JOURNAL_STREAM === `${dev}:${ino}`;
  } catch {
    return false;
  }
}
