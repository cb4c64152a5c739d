/** Lines as the history has them, of several formats: what is shown beside them is not part of their messages. */
import { assertEquals } from "@std/assert";
import type { ContextLine } from "../../src/core/views/anomaly_view.ts";
import { withMessageStarts } from "../../src/snapshot/message_starts.ts";

/** Texts whose messages begin behind the bar. */
const TEXTS: Readonly<Record<string, readonly string[]>> = {
  "with a header": [
    "[2026-11-22 18:00:00] [INFO] [api] |Request done in 3 ms",
    "[2026-11-22 18:00:01] [ERROR] [api] |Größe unbekannt",
    "  at main (app.js:3)",
  ],
  "of syslog": [
    "Nov 22 18:00:00 web1 sshd[1]: |Connection closed",
    "Nov 22 18:00:01 web1 kernel: |eth0: link up",
  ],
  "of which there is one alone": ["2026-11-22T18:00:00Z WARN |disk at 91 %"],
  "without a header": ["all is well", "nothing is"],
};

function line(text: string, index: number): ContextLine {
  return { source: "app.log", line: index, timeMs: NaN, severity: 0, text, messageStart: 0, isOdd: index === 0 };
}

for (const [what, texts] of Object.entries(TEXTS)) {
  Deno.test(`lines ${what}: their messages begin behind what is shown beside them`, () => {
    const lines = texts.map((text, index) => line(text.replace("|", ""), index));
    assertEquals(
      withMessageStarts(lines),
      lines.map((each, index) => ({ ...each, messageStart: Math.max(0, texts[index].indexOf("|")) })),
    );
  });
}

Deno.test("of no lines nothing is made", () => assertEquals(withMessageStarts([]), []));
