/** A world without a terminal: what was written is kept as text. */
import { Diagnostics } from "../../src/cli/diagnostics.ts";
import type { Io } from "../../src/cli/io.ts";
import { main } from "../../src/cli/main.ts";

export interface FakeWorld {
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  readonly stdinIsTerminal?: boolean;
}

export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export function fakeIo(world: FakeWorld = {}): { io: Io; outputs: { stdout: string; stderr: string } } {
  const outputs = { stdout: "", stderr: "" };
  const decoder = new TextDecoder();
  const write = (text: string) => void (outputs.stderr += text);
  const now = () => Date.parse("2026-11-22T18:00:00Z");
  const io: Io = {
    stdin: { isTerminal: world.stdinIsTerminal ?? false },
    stdout: {
      isTerminal: false,
      write(bytes) {
        outputs.stdout += decoder.decode(bytes);
        return Promise.resolve();
      },
    },
    stderr: { isTerminal: false, write },
    diagnostics: new Diagnostics({ now, write, isJournal: false }),
    // nothing is recorded on the machine that runs the tests, unless a test says where
    env: world.env !== undefined && "ODDLINE_DB" in world.env
      ? world.env
      : { ODDLINE_NO_HISTORY: "true", ...world.env },
    cwd: world.cwd ?? "/nonexistent",
    columns: 80,
    cores: 2,
    timeZone: "UTC",
    now,
    giveUp: () => {}, // the permissions are those of all tests
  };
  return { io, outputs };
}

/** Runs a command line in process. */
export async function run(argv: readonly string[], world: FakeWorld = {}): Promise<Outcome> {
  const { io, outputs } = fakeIo(world);
  const code = await main(argv, io);
  return { code, ...outputs };
}
