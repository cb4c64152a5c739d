/**
 * Ending on a signal: the first one lets the command save what it has and finish, a second one ends it at once. The
 * exit code is the shell's, 128 + the signal's number.
 */
import { closeSync, openSync } from "node:fs";

const CODES = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

export interface Ending {
  /** Aborted by the first signal. */
  readonly signal: AbortSignal;
  /** The exit code that the signal asks for; undefined while none came. */
  code(): number | undefined;
  /** While another program has the terminal, Ctrl-C is meant for it. */
  ignoreInterrupts(ignored: boolean): void;
  [Symbol.dispose](): void;
}

/** Listens for signals until disposed of. With `onHangup` SIGHUP asks for that, and does not end the run. */
export function listenForEnd({ onHangup }: { readonly onHangup?: (() => void) | undefined } = {}): Ending {
  const controller = new AbortController();
  let code: number | undefined;
  let isIgnored = false;
  const listeners = Object.entries(CODES).map(([name, number]) => {
    const listener = () => {
      if (isIgnored && name === "SIGINT") return;
      if (onHangup !== undefined && name === "SIGHUP") return onHangup();
      if (code !== undefined) Deno.exit(number);
      code = number;
      controller.abort();
    };
    Deno.addSignalListener(name as Deno.Signal, listener);
    return () => Deno.removeSignalListener(name as Deno.Signal, listener);
  });
  return {
    signal: controller.signal,
    code: () => code,
    ignoreInterrupts: (ignored) => {
      isIgnored = ignored;
    },
    [Symbol.dispose]: () => listeners.forEach((remove) => remove()),
  };
}

/**
 * Whether the program belongs to a terminal: then SIGHUP says that it is gone, else to read the configuration again. A
 * service has none to open (ENXIO). Through `node:fs`, since Deno's own would want all permissions.
 */
export function hasControllingTerminal(): boolean {
  try {
    closeSync(openSync("/dev/tty", "r"));
    return true;
  } catch {
    return false;
  }
}
