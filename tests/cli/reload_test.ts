/** What a reload takes up, and the summary of a run that was reloaded. */
import { assertEquals } from "@std/assert";
import { parseConfig } from "../../src/cli/config/load.ts";
import { changesOf } from "../../src/cli/reload/changes.ts";
import { summed } from "../../src/cli/reload/summed.ts";
import { resolveSettings } from "../../src/cli/settings/resolve_settings.ts";
import type { Settings } from "../../src/cli/settings/settings.ts";
import { SUMMARY } from "./events.ts";

async function settings(yaml: string): Promise<Settings> {
  const file = await parseConfig(yaml, "oddline.yaml");
  return resolveSettings(new Map(), {}, { file, machine: { cores: 2, timeZone: "UTC", nowMs: 0 } });
}

const CHANGES:
  readonly (readonly [before: string, after: string, takenUp: string[], left: string[], begins: boolean])[] = [
    ["fps: 10", "fps: 10", [], [], false],
    ["workers: 2", "# the machine's own number is not what was said\n{}", ["workers"], [], true],
    ["{}", "log_level: debug", ["log_level"], [], false],
    ["{}", "detectors: { spike: { sensitivity: 2 } }", ["detectors"], [], true],
    ["{}", "db: /elsewhere/oddline.db\nredact: [secret]", ["redact"], ["db"], true],
    ["rules: [{ name: a, match: b }]", "rules: [{ name: a, match: c }]", ["rules"], [], true],
  ];

for (const [before, after, takenUp, left, begins] of CHANGES) {
  Deno.test(`from "${before}" to "${after.split("\n").pop()}": ${[...takenUp, ...left].join(", ") || "nothing"}`, async () => {
    const [now, read] = [await settings(before), await settings(after)];
    const changes = changesOf(now, read);
    assertEquals([changes.takenUp, changes.left, changes.needsBeginning], [takenUp, left, begins]);
    assertEquals(changes.settings.dbPath, now.dbPath, "what is left is as it was");
    // once taken up it is no change any more
    assertEquals(changesOf(changes.settings, read).takenUp, []);
  });
}

Deno.test("the summary of a run that was reloaded counts what came before and after", () => {
  assertEquals(summed(undefined, SUMMARY), SUMMARY);
  const twice = summed(SUMMARY, { ...SUMMARY, sources: SUMMARY.sources.slice(0, 1), rss_bytes_max: 1 });
  assertEquals([twice.lines, twice.anomalies, twice.by_detector.keyword], [2_469_134, 24, 4]);
  assertEquals(twice.comparison?.both, { lines: 12, anomalies: 4 });
  assertEquals(twice.sources.map(({ lines }) => lines), [2_468_000, 567]);
  assertEquals([twice.rss_bytes_max, twice.seconds], [178_000_000, 2.468]);
  assertEquals(twice.top_anomalies.length, 1);
});
