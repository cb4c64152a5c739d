/** What a command answers goes to standard output, all of it at once. */
import type { Io } from "./io.ts";

/** Writes a text; rejects with `Deno.errors.BrokenPipe` when the reader has gone. */
export async function print({ stdout }: Pick<Io, "stdout">, text: string): Promise<void> {
  await stdout.write(new TextEncoder().encode(text));
}
