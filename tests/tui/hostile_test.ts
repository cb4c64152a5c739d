/**
 * Lines of logs that are out to change the terminal: wherever they stand in the dashboard they change nothing but what
 * their own cells show.
 */
import { assert, assertEquals } from "@std/assert";
import type { LogLine } from "../../src/core/views/log_list.ts";
import type { Snapshot } from "../../src/core/views/snapshot.ts";
import { App } from "../../src/tui/app.ts";
import { Differ } from "../../src/tui/diff.ts";
import { sampleSnapshot, TEXTS } from "./sample.ts";
import { Screen } from "./screen.ts";

const HOSTILE: Readonly<Record<string, string>> = {
  "clears the screen": "\x1b[2J\x1b[H\x1b[3Jgone",
  "moves and writes elsewhere": "\x1b[1;1HOWNED\x1b[99;99H\x1b[10A\x1b[20D",
  "sets the title": "\x1b]0;owned\x07\x1b]2;owned\x1b\\",
  "rings the bell": "\x07\x07\x07",
  "writes the clipboard": "\x1b]52;c;b3duZWQ=\x07",
  "asks the terminal": "\x1b[6n\x1b[c\x1b]11;?\x07\x1bP+q544e\x1b\\",
  "leaves the alternate screen": "\x1b[?1049l\x1b[?25h\x1bc",
  "uses C1 controls": "\x9b2J\x9d0;owned\x9c\x90q\x9c\x85",
  "turns the direction around": "\u202e\u2067reversed\u2069\u202c \u200f\u061c user \u2066admin\u2069",
  "has line ends of all kinds": "one\r\ntwo\u2028three\u2029four\vfive\fsix\tseven",
  "is 10,000 columns wide": "wide ".repeat(2000),
  "is 10,000 double columns wide": "\u65e5\u672c".repeat(2500),
  "stacks marks": `a${"\u0301".repeat(500)}b`,
  "has no width": "a\u200b\u200c\u200d\ufeff\u2060b",
  "joins pictures": "\u{1f468}\u200d\u{1f469}\u200d\u{1f467} \u{1f3f4}\u{e0067}\u{e0062}\u{e007f} \u{1f1e6}\u{1f1e6}",
  "is not well-formed": "\ud800 lone \udfff",
  "ends in an escape": "harmless\x1b",
};

/** Moves, colours, clearing, synchronised output: all that the dashboard ever writes. */
// deno-lint-ignore no-control-regex
const OWN_SEQUENCES = /\x1b\[(?:\d*;\d*H|\d*C|[\d;:]*m|2J|\?2026[hl])/g;
// deno-lint-ignore no-control-regex
const OBEYED = /[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/;

const KEYS: readonly (readonly string[])[] = [
  ["1"],
  ["2"],
  ["2", "enter"],
  ["3"],
  ["3", "enter"],
  ["4"],
  ["4", "w"],
  ["4", "k", "enter"],
  ["5"],
  ["6"],
  ["/", ..."source="],
];
const SIZES = [[80, 24], [160, 45]] as const;

/** The sample run with this text wherever a log's text can stand. */
function hostileSnapshot(text: string): Snapshot {
  const snapshot = sampleSnapshot();
  const lineOf = (line: LogLine): LogLine => ({ ...line, text, source: text, parameters: [[1, 3], [5, 9]] });
  return {
    ...snapshot,
    sources: snapshot.sources.map((source) => ({ ...source, name: text, format: text, error: text })),
    heat: snapshot.heat.map((row) => ({ ...row, label: text })),
    anomalies: {
      ...snapshot.anomalies,
      at: (index) => {
        const anomaly = snapshot.anomalies.at(index);
        const { event } = anomaly;
        const context = anomaly.context.map((line) => ({ ...line, text, source: text }));
        return {
          ...anomaly,
          event: { ...event, message: text, template: text, reason: text, source: text, session: text },
          context,
          parts: [{ label: text, share: 1 }],
          recommendation: text,
          session: { name: text, first: context, last: [], count: 3 },
        };
      },
    },
    templates: {
      ...snapshot.templates,
      at: (index) => {
        const template = snapshot.templates.at(index);
        const parameters = [{ ...template.parameters[1], label: text, top: [{ value: text, count: 2 }] }];
        return { ...template, text, example: text, parameters };
      },
    },
    logs: { ...snapshot.logs, at: (number) => lineOf(snapshot.logs.at(number)) },
    health: { ...snapshot.health, model: text },
  };
}

for (const [what, text] of Object.entries(HOSTILE)) {
  Deno.test(`a line that ${what} changes nothing but its own cells`, async () => {
    const snapshot = hostileSnapshot(text);
    for (const [columns, rows] of SIZES) {
      for (const keys of KEYS) {
        const app = new App(snapshot, { texts: TEXTS, theme: "dark", depth: 256 });
        app.draw(columns, rows);
        for (const key of keys) app.handle({ type: "key", key });
        const grid = app.draw(columns, rows);
        const written = new Differ(app.theme).next(grid);
        assertEquals(OBEYED.exec(written.replace(OWN_SEQUENCES, "")), null, `on ${keys}`);
        const screen = new Screen(columns, rows);
        await screen.write(written);
        // the first and last row, and the edge of the first box, stand where they always stand
        const shown = screen.text().split("\n");
        assertEquals([shown[0].startsWith(" oddline"), screen.heard], [true, { bells: 0, titles: 0, answers: 0 }]);
        if (keys[0] !== "4" && keys[0] !== "/") assert(/^[\u256d]/.test(shown[1]), shown[1]);
        screen.dispose();
      }
    }
  });
}
