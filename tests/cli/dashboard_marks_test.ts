import { assert, assertEquals } from "@std/assert";
import { openCommand } from "../../src/cli/dashboard/open_file.ts";
import { Marking } from "../../src/cli/feedback/marking.ts";
import { keepSettings, loadKeptSettings } from "../../src/cli/dashboard/kept_settings.ts";
import type { AnomalyEvent } from "../../src/core/anomaly.ts";
import { AnomalyLog } from "../../src/snapshot/anomaly_log.ts";
import type { MarkScope } from "../../src/tui/screen.ts";
import { TempFolder } from "../sources/temp_folder.ts";

const NOW_MS = Date.UTC(2026, 10, 22, 18);

function anomaly(id: string, changes: Partial<AnomalyEvent> = {}): AnomalyEvent {
  return {
    type: "anomaly",
    id,
    time: "2026-11-22T17:00:00.000Z",
    source: "/var/log/app.log",
    line: 1,
    offset: 0,
    detector: "severity",
    score: .98,
    severity: "critical",
    template_id: "t1",
    template: "pool of <*> lost (<*>)",
    message: "2026-11-22 17:00:00 FATAL pool of db1 lost (17)",
    reason: "the line is of level FATAL",
    evidence: {},
    count: 1,
    ...changes,
  };
}

/** Four anomalies, and marks in a file. */
class Tried {
  readonly folder = new TempFolder();
  readonly path = this.folder.at("marks.json");
  readonly log = new AnomalyLog();
  changes = 0;
  readonly marking = new Marking({
    path: this.path,
    now: () => NOW_MS,
    warn: (message) => assert(false, message),
    anomalies: () => this.log.all(),
    changed: () => this.changes++,
  });

  constructor() {
    this.log.begin(anomaly("a"));
    this.log.begin(anomaly("same template", { source: "/var/log/b.log", message: "pool of db2 lost (3)" }));
    this.log.begin(anomaly("same detector", { template_id: "t2", template: "other", message: "other" }));
    this.log.begin(
      anomaly("same words", { template_id: "t3", detector: "spike", message: "pool of db4 lost (5)" }),
    );
  }

  mark(scope: MarkScope, forMs?: number): Promise<string> {
    const mark = forMs === undefined ? "normal" : "muted";
    return this.marking.mark({ type: "mark", anomaly: "a", mark, scope, ...(forMs !== undefined && { forMs }) });
  }

  get hidden(): string[] {
    return [...this.log.all()].filter(({ mark }) => mark !== "new").map(({ event }) => event.id);
  }

  get marks(): Record<string, unknown>[] {
    return JSON.parse(Deno.readTextFileSync(this.path)).marks.map(
      ({ id: _id, created: _created, reason: _reason, ...mark }: Record<string, unknown>) => mark,
    );
  }

  [Symbol.dispose](): void {
    this.folder[Symbol.dispose]();
  }
}

const SCOPES: readonly (readonly [scope: MarkScope, mark: Record<string, unknown>, hidden: readonly string[]])[] = [
  ["template", { template: "t1" }, ["a", "same template"]],
  ["source", { detector: "severity", source: "/var/log/app.log" }, ["a", "same detector"]],
  ["pattern", { match: "pool of db\\d+ lost \\(\\d+\\)" }, ["a", "same template", "same words"]],
];

for (const [scope, mark, hidden] of SCOPES) {
  Deno.test(`a mark for the ${scope} stands in the file, hides what it means, and is taken back`, async () => {
    using tried = new Tried();
    await tried.mark(scope);
    assertEquals(tried.marks, [{ ...mark, expires: null }]);
    assertEquals(tried.hidden, hidden);
    assertEquals(await tried.marking.undo(), "the last mark was taken back");
    assertEquals([tried.marks, tried.hidden, tried.changes], [[], [], 2]);
    assertEquals(await tried.marking.undo(), "nothing to take back");
  });
}

Deno.test("a mute ends after its hour, and a mark of one anomaly alone is not written", async () => {
  using tried = new Tried();
  await tried.mark("template", 3_600_000);
  assertEquals(tried.marks[0].expires, "2026-11-22T19:00:00.000Z");
  using other = new Tried();
  await other.mark("this");
  assertEquals([other.hidden, other.changes], [["a"], 0]);
});

const COMMANDS: readonly (readonly [env: Record<string, string>, command: readonly string[]])[] = [
  [{}, ["less", "+7", "/var/log/a b.log"]],
  [{ PAGER: "less -R", EDITOR: "vi" }, ["less", "-R", "+7", "/var/log/a b.log"]],
  [{ PAGER: "cat", EDITOR: "nano" }, ["nano", "+7", "/var/log/a b.log"]],
  [{ VISUAL: "/usr/bin/code --wait" }, ["/usr/bin/code", "--wait", "--goto", "/var/log/a b.log:7"]],
  [{ EDITOR: "hx" }, ["hx", "/var/log/a b.log:7"]],
];

for (const [env, command] of COMMANDS) {
  Deno.test(`with ${JSON.stringify(env)} a file is opened by ${command.join(" ")}`, () => {
    assertEquals([...openCommand(env, "/var/log/a b.log", 7)], [...command]);
  });
}

Deno.test("a file whose name begins with a minus is no flag", () => {
  assertEquals([...openCommand({}, "-rf", 1)], ["less", "+1", "./-rf"]);
});

Deno.test("the dashboard's settings are kept, and a damaged file is as good as an empty one", () => {
  using folder = new TempFolder();
  const path = folder.at("new/oddline.dashboard.json");
  assertEquals(loadKeptSettings(path), undefined);
  keepSettings(path, { theme: "light", columns: { logs: ["line"] } });
  assertEquals(loadKeptSettings(path), { theme: "light", columns: { logs: ["line"] } });
  assertEquals(loadKeptSettings(folder.write("damaged.json", "{")), undefined);
});
