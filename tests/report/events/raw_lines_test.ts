/** Odd lines are let through with what continues their events, wherever batches were cut. */
import { assertEquals } from "@std/assert";
import type { FlaggedLine, JudgedLines } from "../../../src/pipeline/options.ts";
import { RawLines } from "../../../src/report/events/raw_lines.ts";

/** Lines of a source from a line on; those that are indented continue an event. */
function batch(source: string, line: number, texts: readonly string[]): Pick<JudgedLines, "events" | "lines"> {
  const bytes = new TextEncoder().encode(texts.join(""));
  const start = texts.map((_, k) => texts.slice(0, k).join("").length);
  const end = start.map((from, k) => from + texts[k].length);
  const continuation = texts.map((text) => Number(text.startsWith(" ")));
  const events = { source, origin: { line }, columns: { bytes, start, end }, continuation };
  return { lines: texts.length, events: events as unknown as JudgedLines["events"] };
}

function flagged(source: string, line: number, text: string, isSuppressed = false): FlaggedLine {
  return { source, line, isSuppressed, text: () => text } as FlaggedLine;
}

Deno.test("a stack trace goes on in its source's next batch, whatever comes between, and stands once", () => {
  const written: string[] = [];
  const raw = new RawLines((text) => written.push(text));
  raw.onFlagged(flagged("a", 2, "lost"));
  raw.onLines(batch("a", 1, ["made", "lost", " at x"]));
  raw.onLines(batch("b", 1, ["fine", " and well"]));
  // a line of a trace may be odd itself, and a session may raise a line that is gone
  raw.onFlagged(flagged("a", 4, " at y"));
  raw.onFlagged(flagged("b", 1, "fine"));
  raw.onFlagged(flagged("a", 6, "marked", true));
  raw.onLines(batch("a", 4, [" at y", " at z", "marked", " as normal"]));
  raw.onLines(batch("a", 8, [" still", "made"]));
  raw.onFlagged(flagged("a", 9, "made"));
  raw.flush();
  assertEquals(written, ["lost", " at x", " at y", " at z", "fine", "made"]);
});
