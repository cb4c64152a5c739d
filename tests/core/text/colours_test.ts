import { assertEquals } from "@std/assert";
import { placeWithoutColours, shownLine, withoutColours } from "../../../src/core/text/colours.ts";
import { compactFields } from "../../../src/core/lines/line_fields.ts";
import { shownText } from "../../../src/core/text/shown_text.ts";

const LINE = "\x1b[2m10:41\x1b[0m \x1b[1;31mERROR\x1b[K\x1b[0m disk \x1b]0;owned\x07 full";

Deno.test("people are shown a line without its colours, and with every other sequence written out", () => {
  assertEquals(withoutColours(LINE), "10:41 ERROR disk \x1b]0;owned\x07 full");
  assertEquals(shownLine(LINE), "10:41 ERROR disk \\x1b]0;owned\\x07 full");
  assertEquals(shownLine("\x1b[2J\x1b[1A gone \x1b["), "\\x1b[2J\\x1b[1A gone \\x1b[");
});

Deno.test("a place of a coloured line is found again in it without colours", () => {
  for (const word of ["10:41", "ERROR", "disk", "full"]) {
    assertEquals(placeWithoutColours(LINE, LINE.indexOf(word)), withoutColours(LINE).indexOf(word));
  }
});

Deno.test("colours within fields are left out as well", () => {
  assertEquals(compactFields(JSON.stringify({ msg: "\x1b[32mdone\x1b[0m", ms: 12 })), "done  ms=12");
});

Deno.test("the page shows a line without colours, and as much of it as there is room for", () => {
  assertEquals([shownText(LINE, 80), shownText(LINE, 12)], [
    "10:41 ERROR disk \\x1b]0;owned\\x07 full",
    "10:41 ERROR…",
  ]);
});
