/**
 * Outputs that nobody reads, such as a pipe to a program that hangs. Reading waits for them, as it should; here that is
 * said. A run that was told to end does not wait for them: what it could not write has not been saved as told either,
 * so the next run tells of it.
 */
import type { Outlet } from "../../report/events/hold_back.ts";
import type { Io } from "../io.ts";
import type { Ending } from "./signals.ts";

/** A reader that takes nothing for so long is said to hang. */
const STALLED_MS = 10_000;
/** With what else there is to do at the end this makes three seconds. */
const GRACE_MS = 2500;

/** Ends the process when a signal has come and its outputs stay full. `told` resolves when all is written. */
export function endWhenStuck(ending: Ending, told: () => Promise<void>, { diagnostics }: Io): Disposable {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const look = async () => {
    if (await isOver(told())) return;
    diagnostics.say("error", "nobody reads the output; what it was not given is told of by the next run");
    Deno.exit(ending.code());
  };
  const begin = () => timer = setTimeout(() => void look(), GRACE_MS);
  ending.signal.addEventListener("abort", begin);
  return {
    [Symbol.dispose]() {
      ending.signal.removeEventListener("abort", begin);
      clearTimeout(timer);
    },
  };
}

/** Says when an output has been full for long, and when it is read again. */
export class StallWatch {
  readonly #outlets: readonly Outlet[];
  readonly #io: Pick<Io, "now" | "diagnostics">;
  #fullSinceMs: number | undefined;
  #isSaid = false;

  constructor(outlets: readonly Outlet[], io: Pick<Io, "now" | "diagnostics">) {
    this.#outlets = outlets;
    this.#io = io;
  }

  /** Looks; to be called now and then. */
  look(): void {
    const { now, diagnostics } = this.#io;
    if (!this.#outlets.some(({ full }) => full)) {
      if (this.#isSaid) diagnostics.say("info", "the output is read again");
      this.#fullSinceMs = undefined;
      this.#isSaid = false;
      return;
    }
    this.#fullSinceMs ??= now();
    if (this.#isSaid || now() - this.#fullSinceMs < STALLED_MS) return;
    this.#isSaid = true;
    diagnostics.say("warning", `nobody has read the output for ${STALLED_MS / 1000} s; reading waits for that`);
  }
}

async function isOver(work: Promise<void>): Promise<boolean> {
  const soon = new Promise<boolean>((resolve) => setTimeout(() => resolve(false), 0));
  return await Promise.race([work.then(() => true), soon]);
}
