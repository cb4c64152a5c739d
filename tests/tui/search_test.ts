/** Searching through many lines: bit by bit, saying so, and without making more of a line than a filter asks for. */
import { assert, assertEquals } from "@std/assert";
import { App } from "../../src/tui/app.ts";
import { asRead, sampleSnapshot, TEXTS } from "./sample.ts";

const LINES = 40_000;
const NEEDLE = 17;

Deno.test("a search says that it goes on until all lines were looked at, which takes a few frames", () => {
  const { logs } = sampleSnapshot();
  const made = new Set<number>();
  const textOf = (number: number) => number === NEEDLE ? "the needle" : "hay";
  const list = {
    first: 0,
    next: LINES,
    order: asRead(LINES),
    at: (number: number) => {
      made.add(number);
      return { ...logs.at(number % 400), text: textOf(number), messageStart: 0, parameters: [] };
    },
    subjectAt: (number: number) => ({ ...logs.subjectAt(number % 400), text: textOf(number) }),
  };
  const app = new App(sampleSnapshot({ logs: list }), { texts: TEXTS, theme: "dark", depth: 0 });
  for (const key of ["4", "/", ..."needle", "enter"]) app.handle({ type: "key", key });
  const first = app.draw(80, 24).toString();
  assert(first.includes("searching …") && !first.includes("no line that is kept"), first);
  let frames = 1;
  let text = first;
  for (; app.isUnfinished && frames < 10; frames++) text = app.draw(80, 24).toString();
  assert(text.includes("the needle"), text);
  assert(frames < 5, `${frames} frames`);
  assertEquals([...made], [NEEDLE]);
});

Deno.test("what is searched for in vain is said to be nowhere, once that is known", () => {
  const app = new App(sampleSnapshot(), { texts: TEXTS, theme: "dark", depth: 0 });
  for (const key of ["4", "/", ..."needle", "enter"]) app.handle({ type: "key", key });
  assert(app.draw(80, 24).toString().includes("no line that is kept matches"));
  assert(!app.isUnfinished);
});
