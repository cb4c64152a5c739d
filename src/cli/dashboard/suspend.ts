/** Ctrl-Z: back to the shell, until it says to go on. */
import type { Terminal } from "./terminal.ts";

/** Gives the terminal back and stops; returns what is to be said where that cannot be done. */
export async function suspend(
  terminal: Pick<Terminal, "settle" | "leave" | "enter">,
  onContinue: () => void,
): Promise<string | undefined> {
  if (Deno.build.os === "windows") return undefined;
  if (Deno.permissions.querySync({ name: "run" }).state !== "granted") {
    return "to stop it here needs a permission: deno run --allow-run …, or the compiled program";
  }
  await terminal.settle();
  terminal.leave();
  const goOn = () => {
    Deno.removeSignalListener("SIGCONT", goOn);
    terminal.enter();
    onContinue();
  };
  Deno.addSignalListener("SIGCONT", goOn);
  Deno.kill(0, "SIGTSTP");
  return undefined;
}
