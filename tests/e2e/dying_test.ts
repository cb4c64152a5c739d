/** What goes wrong while the dashboard has the terminal: it is given back, and what went wrong is said behind it. */
import { assert, assertEquals } from "@std/assert";
import { terminalTest as test } from "./terminal.ts";

for (
  const [what, signal, message] of [
    ["an error that nobody catches", "SIGUSR1", "nobody catches this error"],
    ["a promise that nobody waits for", "SIGUSR2", "nobody waits for this promise"],
  ] as const
) {
  test(`${what} ends it with 1 and its message, and the terminal is as it was`, async (terminal) => {
    const { pane } = terminal;
    pane.shell("clear; ./oddline-mortal --from-start app.log; echo code $?");
    await pane.shows("Everything lost");
    assert(pane.state().alternate);
    Deno.kill(terminal.pid, signal);
    const text = await terminal.ended(1);
    assert(text.includes(message), text);
    assert(!text.includes("╭"), text);
  });
}

for (
  const [mark, message] of [
    ["#kills-once#", "a worker died and was replaced: "],
    ["#kills-later#", "a worker died and was replaced: "],
    ["#kills-always#", "lines could not be parsed, two workers died of them"],
  ] as const
) {
  test(`a worker that dies of ${mark} is said, reading goes on, and q leaves a clean terminal`, async (terminal) => {
    const { pane, folder } = terminal;
    pane.shell("clear; ./oddline-mortal --from-start app.log; echo code $?");
    await pane.shows("Everything lost");
    const append = (line: string) => Deno.writeTextFileSync(folder.at("app.log"), `${line}\n`, { append: true });
    append(`[2026-02-03 10:01:01] [INFO] [api] Request ${mark} served`);
    await pane.shows("died");
    assertEquals([pane.state().alternate, pane.state().cursor], [true, false]);
    append("[2026-02-03 10:01:02] [FATAL] [database] Nothing is left");
    await pane.shows("Nothing is left");
    pane.press("q");
    const text = await terminal.ended(0);
    assert(text.includes(`oddline: ${message}`), text);
  });
}
