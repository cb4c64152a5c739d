/**
 * The interface of all notifiers, and the world outside as they see it. A notifier makes of an alert what its receiver
 * takes, and says whether it got there; when to try again is not its business.
 */
import type { Alert } from "./alert.ts";

/** What became of one try. The reason never holds a secret, since it is printed and stored. */
export type Outcome =
  | { readonly sent: true }
  /** `isFinal`: trying again would not help. `retryAfterMs`: the receiver asked for so long a pause. */
  | { readonly sent: false; readonly reason: string; readonly isFinal: boolean; readonly retryAfterMs?: number };

/** It got there. */
export const SENT: Outcome = { sent: true };

export interface Notifier {
  /** Sends it. Rejects where it cannot be sent now; `createNotifier` makes an outcome of that, without its secrets. */
  notify(alert: Alert): Promise<Outcome>;
}

/** Where a syslog server listens. */
export type SyslogAddress =
  | { readonly transport: "udp" | "tcp"; readonly host: string; readonly port: number }
  | { readonly transport: "unix"; readonly path: string };

/**
 * What notifiers do outside of the program; each rejects with an error when it cannot, at the latest after its timeout.
 */
export interface Outside {
  /** Name of this machine. */
  readonly host: string;
  /** Makes a request; redirections are not followed, since they could carry secrets to somebody else. */
  request(request: {
    readonly url: string;
    readonly method: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
    readonly timeoutMs: number;
  }): Promise<{ readonly status: number; readonly retryAfterMs?: number }>;
  /** Runs a program without a shell, with this on its standard input. */
  run(
    argv: readonly string[],
    options: { readonly stdin: string; readonly timeoutMs: number },
  ): Promise<{ readonly code: number; readonly stderr: string }>;
  /** Appends to a file. */
  append(path: string, text: string): Promise<void>;
  /** Sends a message, framed as the transport asks for. */
  syslog(address: SyslogAddress, message: string, timeoutMs: number): Promise<void>;
  /** Writes to the user's terminal; false when there is none. */
  terminal(text: string): boolean;
}

/** Values that may be secrets, and must not be in anything that is said. */
export type Scrub = (text: string) => string;
