import { assert, assertEquals } from "@std/assert";
import { openPastRuns } from "../../src/cli/dashboard/past_runs.ts";
import type { AnomalyEvent } from "../../src/core/anomaly.ts";
import { History } from "../../src/store/history.ts";
import { TempFolder } from "../sources/temp_folder.ts";

const RUN_MS = Date.UTC(2026, 0, 5, 12);

function anomaly(line: number, templateId: string): AnomalyEvent {
  return {
    type: "anomaly",
    id: `a${line}`,
    time: new Date(RUN_MS + line * 1000).toISOString(),
    source: "/var/log/app.log",
    line,
    offset: 0,
    detector: "spike",
    score: .97,
    severity: "critical",
    template_id: templateId,
    template: "pool lost (<*>)",
    message: `pool lost (${line})`,
    reason: "more than usual",
    evidence: { recommendation: "look at the pool" },
    count: 1,
  };
}

/** A history in which a run has told of three anomalies, the last of another kind. */
function recorded(path: string): void {
  const history = new History(path, {
    now: () => RUN_MS,
    warn: (message) => {
      throw new Error(message);
    },
    run: { id: "r1", command: "watch", files: [], pid: 1, workers: 1, startedMs: RUN_MS },
  });
  for (const [line, template] of [[1, "aaaa0000"], [2, "aaaa0000"], [3, "bbbb0000"]] as const) {
    history.pending.begin(anomaly(line, template));
  }
  const context = ["Jan  5 12:00:00 web app[1]: before", "Jan  5 12:00:00 web app[1]: pool lost (3)"].map((
    text,
    k,
  ) => ({
    source: "/var/log/app.log",
    line: 2 + k,
    timeMs: RUN_MS,
    severity: 17,
    text,
    messageStart: 0,
    isOdd: k === 1,
  }));
  history.pending.surround("a3", context);
  history.seal({
    counts: {
      lines: 3,
      bytes: 30,
      anomalies: 3,
      flaggedLines: 3,
      truncatedLines: 0,
      invalidUtf8: 0,
      firstTime: RUN_MS,
      lastTime: RUN_MS,
    },
    isEnd: true,
  });
  assert(history.write());
  history.close();
}

Deno.test("anomalies of earlier runs come out of the history, the newest first, marked as past", () => {
  using folder = new TempFolder();
  const path = folder.at("oddline.db");
  recorded(path);
  using past = openPastRuns(path, RUN_MS + 1);
  const told = past?.anomalies.map(({ event, isPast, recommendation }) => [event.message, isPast, recommendation]);
  assertEquals(told, [3, 2, 1].map((line) => [`pool lost (${line})`, true, "look at the pool"]));
  const context = past?.anomalies[0].context.map(({ line, isOdd, text, messageStart }) => [
    line,
    isOdd,
    text.slice(messageStart),
  ]);
  assertEquals(context, [[2, false, "before"], [3, true, "pool lost (3)"]]);
});

Deno.test("how often there was one before counts those of the same template, detector and source", () => {
  using folder = new TempFolder();
  const path = folder.at("oddline.db");
  recorded(path);
  using past = openPastRuns(path, RUN_MS + 1);
  assertEquals(past?.before(anomaly(9, "aaaa0000")), { count: 2, isMore: false, lastMs: RUN_MS + 2000 });
  assertEquals(past?.before({ ...anomaly(9, "aaaa0000"), detector: "flatline" }).count, 0);
});

Deno.test("what this run stores is not of the past, and without a history there is none", () => {
  using folder = new TempFolder();
  const path = folder.at("oddline.db");
  assertEquals(openPastRuns(path, RUN_MS), undefined);
  recorded(path);
  using past = openPastRuns(path, RUN_MS);
  assertEquals(past?.anomalies, []);
});
