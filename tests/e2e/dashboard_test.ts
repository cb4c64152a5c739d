/** The dashboard in a real terminal: that it opens, answers and ends there, and leaves the terminal as it was. */
import { assert, assertEquals } from "@std/assert";
import { EXECUTABLE } from "./program.ts";
import { CLEAN, terminalTest as test } from "./terminal.ts";

test("it opens, follows the terminal's size, answers keys, and q leaves the summary and a clean terminal", async (terminal) => {
  const { pane } = terminal;
  pane.shell("clear; ./oddline --from-start app.log; echo code $?");
  await pane.shows("Everything lost");
  assertEquals(pane.state(), { cursor: false, alternate: true, wraps: false, mouse: true });
  pane.resize(70, 20);
  await pane.shows(/\n╰[^\n]{68}╯\n.*q leaves/);
  pane.press("2");
  await pane.shows("the line is of level FATAL");
  pane.press("n", "1");
  await pane.shows("normal from now on");
  pane.press("q");
  assert((await terminal.ended(0)).includes("anomalies"));
  const marks = JSON.parse(Deno.readTextFileSync(terminal.folder.at("state/oddline/oddline.feedback.json")));
  assertEquals(marks.marks.length, 1);
});

test("logs come through standard input while keys come from the terminal; at its end the picture stays", async (terminal) => {
  const { pane } = terminal;
  pane.shell("clear; cat app.log | ./oddline; echo code $?");
  await pane.shows(/10:01:00 end/);
  pane.press("4");
  await pane.shows("Request 39 served");
  pane.press("C-c");
  await terminal.ended(0);
});

test("ctrl-z goes back to the shell, and fg comes back", async (terminal) => {
  const { pane } = terminal;
  pane.shell("clear; ./oddline-with-all --from-start app.log; echo code $?");
  await pane.shows("Everything lost");
  pane.press("C-z");
  await pane.shows(/[Ss]topped|code 1\d\d/);
  assertEquals(pane.state(), CLEAN);
  pane.shell("clear; fg; echo code $?");
  await pane.shows("Everything lost");
  pane.press("q");
  await terminal.ended(0);
});

test("o opens the file at the line in the pager, which has the terminal meanwhile", async (terminal) => {
  const { pane, folder } = terminal;
  folder.write("pager", '#!/bin/sh\necho "the pager was given $*"\nread -r answer < /dev/tty\n');
  Deno.chmodSync(folder.at("pager"), 0o755);
  pane.shell(`clear; PAGER=${folder.at("pager")} ./oddline-with-all --from-start app.log; echo code $?`);
  await pane.shows("Everything lost");
  pane.press("2", "o");
  await pane.shows("the pager was given +41 app.log");
  pane.press("Enter");
  await pane.shows("the line is of level FATAL");
  pane.press("q");
  await terminal.ended(0);
});

test("without the permission to start programs o says so, and copies the place", async (terminal) => {
  if (EXECUTABLE !== undefined) {
    return console.log("skipped: the executable may start programs where there is a dashboard");
  }
  const { pane } = terminal;
  pane.shell("clear; ./oddline --from-start app.log; echo code $?");
  await pane.shows("Everything lost");
  pane.press("2", "o");
  await pane.shows("starting a program needs the permission --allow-run: app.log:41 was copied instead");
  pane.press("q");
  await terminal.ended(0);
});

test("columns that were chosen are there again at the next run, and what it told of is marked as past", async (terminal) => {
  const { pane } = terminal;
  pane.shell("clear; ./oddline --from-start app.log; echo code $?");
  await pane.shows("Everything lost");
  pane.press("2", "C");
  await pane.shows("columns of anomalies");
  // without the first column, the time
  pane.press("Space", "Escape");
  // not before the list of columns is gone: Escape and q at once would be alt-q
  await pane.shows(/^(?![^]*columns of anomalies)[^]*│score +source/);
  pane.press("q");
  await terminal.ended(0);
  pane.shell("clear; ./oddline app.log; echo code $?");
  // the overview comes first, whatever was looked at last
  await pane.shows("odd in earlier runs");
  pane.press("2");
  const text = await pane.shows(/│score +source[^]*△/);
  assert(text.includes("earlier run"), text);
  pane.press("q");
  await terminal.ended(0);
});

for (const [signal, code] of [["TERM", 143], ["HUP", 129]] as const) {
  test(`SIG${signal} ends it with ${code}, and the terminal is as it was`, async (terminal) => {
    const { pane } = terminal;
    pane.shell(`clear; ./oddline --from-start app.log; echo code $?`);
    await pane.shows("Everything lost");
    Deno.kill(terminal.pid, `SIG${signal}`);
    await terminal.ended(code);
  });
}

test("a terminal that cannot be drawn on gets events, and is told why once", async (terminal) => {
  const { pane } = terminal;
  pane.shell("clear; TERM=dumb ./oddline --from-start --exit-at-end app.log; echo code $?");
  const text = await terminal.ended(0);
  assertEquals(text.split("there is no terminal for the dashboard").length, 2);
  assert(text.includes("the line is of level FATAL"));
});
