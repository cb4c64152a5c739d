/**
 * Notifiers as the user writes them in `oddline.yaml`. Texts may hold `${env:NAME}` and
 * `${file:PATH}`, see `secrets.ts`.
 */

export const PRESETS = ["json", "slack", "alertmanager", "pagerduty"] as const;
export type Preset = typeof PRESETS[number];

/** A value of JSON whose texts have `{name}` in them for what an alert says. */
export type Template = string | number | boolean | null | readonly Template[] | { readonly [key: string]: Template };

interface Common {
  readonly name: string;
}

/** Sends JSON to an address. */
export interface WebhookSpec extends Common {
  readonly type: "webhook";
  readonly url: string;
  readonly method: "POST" | "PUT";
  readonly headers: Readonly<Record<string, string>>;
  readonly preset: Preset;
  /** Instead of a preset's body. */
  readonly template?: Template;
  /** PagerDuty's routing key. */
  readonly key?: string;
  readonly timeoutMs: number;
}

/** Runs a program. */
export interface CommandSpec extends Common {
  readonly type: "command";
  /** The program and its arguments; no shell, and nothing of a log in them. */
  readonly command: readonly string[];
  readonly timeoutMs: number;
}

/** Appends to a file. */
export interface FileSpec extends Common {
  readonly type: "file";
  readonly path: string;
}

/** Sends to a syslog server. */
export interface SyslogSpec extends Common {
  readonly type: "syslog";
  /** `udp://HOST:PORT`, `tcp://HOST:PORT`, or `unix:PATH` of a stream socket. */
  readonly address: string;
  /** RFC 5424, 0..23. */
  readonly facility: number;
}

/** Rings and notifies on the user's terminal. */
export interface TerminalSpec extends Common {
  readonly type: "terminal";
  readonly bell: boolean;
  /** OSC 9: a notification of the desktop, in terminals that know it. */
  readonly notification: boolean;
}

export type NotifierSpec = WebhookSpec | CommandSpec | FileSpec | SyslogSpec | TerminalSpec;
/** How a notifier tells. */
export type NotifierType = NotifierSpec["type"];
