/**
 * What a command is: a row of data for the help, and a promise of its implementation, which is
 * loaded only when it runs.
 */
import { type FlagTable, type Values, withoutKeys } from "./flag.ts";
import type { Io } from "./io.ts";
import type { RawFlags } from "./settings/resolve_values.ts";
import type { Settings } from "./settings/settings.ts";
import type { SharedKey } from "./shared_flags.ts";

/** What a command is given. `F` is the table of its own flags; many have none. */
export interface CommandOptions<F extends FlagTable = Record<never, never>> {
  /** Empty for commands without FILE, except for their argument; "-" is standard input. */
  readonly files: readonly string[];
  /** Settings that may also stand in `oddline.yaml`; those that the command has no flag for have their defaults. */
  readonly settings: Settings;
  /** The values of its own flags. */
  readonly flags: Values<F>;
  /** Reads the configuration again: the settings as they would be now. Throws UsageError. */
  readonly reread: () => Promise<Settings>;
}

/** Runs a command and returns its exit code. Throws UsageError for what only shows when it runs. */
export type Run<F extends FlagTable> = (options: CommandOptions<F>, io: Io) => Promise<number>;

export interface Command {
  /** As it is typed: "scan", "generate add". A parent stands before its children. */
  readonly name: string;
  /** One line, for the list of commands. */
  readonly summary: string;
  /** It reads files, globs and folders, or standard input. */
  readonly takesFiles?: true;
  /** Its one argument, where that is no file. It comes as the only one of `files`. */
  readonly argument?: {
    readonly name: string;
    readonly description: string;
    readonly isOptional?: true;
    /** Every value, where they can be listed. */
    readonly choices?: readonly string[];
  };
  readonly shared: readonly SharedKey[];
  readonly own: FlagTable;
  /** It only looks at what its flags and the configuration name. */
  readonly writesNothing?: true;
  /** Whether, with these flags of its own, it reads no FILE unless one is named. */
  readonly readsNothing?: (own: RawFlags) => boolean;
  /** Lines of the help that show it in use. */
  readonly examples: readonly string[];
  readonly load: () => Promise<(options: CommandOptions<FlagTable>, io: Io) => Promise<number>>;
}

/** A row as it is written: a command that has no flags of a kind says nothing of them. */
interface CommandRow<F extends FlagTable> extends Omit<Command, "shared" | "own" | "load"> {
  readonly shared?: readonly SharedKey[];
  readonly own?: F;
  readonly load: () => Promise<{ readonly run: Run<F> }>;
}

/** Makes a row; the flags of the implementation must be those of the table. */
export function command<F extends FlagTable = Record<never, never>>(row: CommandRow<F>): Command {
  return {
    shared: [],
    ...row,
    own: withoutKeys(row.own ?? {}),
    // The values given to `run` come from `own`, so this is where a table of any flags becomes the table of these.
    load: async () => (await row.load()).run as (options: CommandOptions<FlagTable>, io: Io) => Promise<number>,
  };
}
