/** What prompts say of what they do not understand. */
import { assert } from "@std/assert";
import { App } from "../../src/tui/app.ts";
import { sampleSnapshot, TEXTS } from "./sample.ts";

/** The last rows after these keys. */
function bottomAfter(keys: readonly string[], columns = 80): string {
  const app = new App(sampleSnapshot(), { texts: TEXTS, theme: "dark", depth: 0 });
  for (const key of keys) app.handle({ type: "key", key });
  return app.draw(columns, 24).toString().trimEnd().split("\n").slice(-4).join("\n");
}

Deno.test("a command that there is not is named, with the one that is nearest to it", () => {
  assert(bottomAfter([":", ..."xyzzy", "enter"]).includes("no command xyzzy (: lists all)"));
  assert(bottomAfter([":", ..."puase", "enter"]).includes("no command puase (did you mean pause?)"));
});

Deno.test("what is wrong with a filter is said in whole, above the prompt where it has no room beside it", () => {
  const whole = '"loud" is no level: trace, debug, info, warn, error, fatal';
  const [above, prompt] = bottomAfter(["/", ..."level>=loud"]).split("\n").slice(-2);
  assert(prompt.startsWith("/level>=loud") && prompt.endsWith(whole) && !above.includes(whole));
  const long = `${"connection ".repeat(4)}level>=loud`;
  const rows = bottomAfter(["/", ...long]).split("\n");
  assert(rows.at(-2)?.trim() === whole && rows.at(-1)?.startsWith(`/${long}`), rows.join("\n"));
  const narrow = bottomAfter(["/", ..."level>=loud"], 40).split("\n").slice(-3);
  assert(`${narrow[0].trim()} ${narrow[1].trim()}` === whole, narrow.join("\n"));
});

Deno.test("the palette finds a command by the words of its help too, those that have it in their names first", () => {
  const offered = bottomAfter(["2", ":", ..."clipboard"]);
  assert(offered.includes("copy the line to the clipboard"), offered);
  const both = bottomAfter(["2", ":", ..."file"]);
  assert(both.indexOf("open file") >= 0 && both.indexOf("open file") < both.indexOf("export"), both);
});
