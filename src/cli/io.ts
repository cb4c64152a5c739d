/**
 * The world as a command sees it: two outputs, an environment, a clock. A test gives its own; nobody needs a terminal.
 */
import { errorMessage } from "../core/error_message.ts";
import { sleep } from "../core/time/waiting.ts";
import { Diagnostics, isJournal } from "./diagnostics.ts";
import type { Environment } from "./environment.ts";
import type { OptionalPermission } from "./permissions.ts";

export interface Io {
  readonly stdin: { readonly isTerminal: boolean };
  readonly stdout: {
    readonly isTerminal: boolean;
    /** Writes all of it; rejects with `Deno.errors.BrokenPipe` when the reader has gone. One call at a time. */
    write(bytes: Uint8Array): Promise<void>;
  };
  readonly stderr: {
    readonly isTerminal: boolean;
    /** Never throws: there is nobody left to tell. */
    write(text: string): void;
  };
  /** What the program says about itself goes here. */
  readonly diagnostics: Diagnostics;
  readonly env: Environment;
  /** Folder that relative paths start from. */
  readonly cwd: string;
  /** Width of the terminal. */
  readonly columns: number;
  /** Cores of this machine. */
  readonly cores: number;
  /** IANA name of the machine's zone. */
  readonly timeZone: string;
  /** Milliseconds since the epoch. */
  now(): number;
  /** Does without these permissions from now on. */
  giveUp(permissions: readonly OptionalPermission[]): void;
}

/** Columns to draw for when no terminal says. */
const COLUMNS = 80;

/** The real world. */
export function systemIo(): Io {
  const encoder = new TextEncoder();
  const env = Deno.env.toObject();
  const write = (text: string) => writeStderr(encoder.encode(text));
  const now = () => Date.now();
  return {
    stdin: { isTerminal: Deno.stdin.isTerminal() },
    stdout: { isTerminal: Deno.stdout.isTerminal(), write: writeStdout },
    stderr: { isTerminal: Deno.stderr.isTerminal(), write },
    diagnostics: new Diagnostics({ now, write, isJournal: isJournal(env) }),
    env,
    cwd: Deno.cwd(),
    get columns() {
      return terminalColumns(env);
    },
    get cores() {
      return Math.max(1, navigator.hardwareConcurrency);
    },
    get timeZone() {
      // Deno 2.6 has no Temporal; elsewhere Intl is not asked, whose first answer takes 10 ms
      return globalThis.Temporal?.Now.timeZoneId() ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
    },
    now,
    giveUp: (permissions) => permissions.forEach((name) => Deno.permissions.revokeSync({ name })),
  };
}

async function writeStdout(bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length;) {
    try {
      at += await Deno.stdout.write(bytes.subarray(at));
    } catch (error) {
      // A pipe that another program made non-blocking is full: its reader needs a moment.
      if (error instanceof Deno.errors.BrokenPipe) throw error;
      if (!(error instanceof Deno.errors.WouldBlock)) {
        throw new Error(`standard output cannot be written: ${errorMessage(error)}`, { cause: error });
      }
      await sleep(1);
    }
  }
}

function writeStderr(bytes: Uint8Array): void {
  try {
    for (let at = 0; at < bytes.length;) at += Deno.stderr.writeSync(bytes.subarray(at));
  } catch {
    // Closed or full: what is said on stderr is not worth failing for.
  }
}

function terminalColumns(env: Environment): number {
  try {
    const { columns } = Deno.consoleSize();
    if (columns > 0) return columns;
  } catch {
    // None of the three is a terminal.
  }
  const columns = Number(env.COLUMNS);
  return Number.isInteger(columns) && columns > 0 ? columns : COLUMNS;
}
