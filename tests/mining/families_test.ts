import { assert, assertEquals } from "@std/assert";
import { TemplateMiner } from "../../src/mining/template_miner.ts";
import { familyLogs } from "./families.ts";
import { feed, finalIds } from "./feed.ts";
import { messagesOf } from "./raw_messages.ts";
import { scoreGrouping } from "./scoring.ts";

/** Mean grouping accuracy, a little below what is measured (bench/mining_scores.md): a step back shall be seen. */
const MEAN_MIN = .85;

const LINES = 1000;

const encoder = new TextEncoder();

Deno.test("systems written down from memory, from their raw lines, are grouped as well as ever", () => {
  const scores = familyLogs(LINES).map(({ name, lines, events }) => {
    const messages = messagesOf(encoder.encode(lines.join("\n") + "\n"));
    assertEquals(messages.length, lines.length, name);
    const miner = new TemplateMiner();
    return { name, ga: scoreGrouping(finalIds(miner, feed(miner, messages)), events).ga };
  });
  const mean = scores.reduce((sum, { ga }) => sum + ga, 0) / scores.length;
  assert(mean > MEAN_MIN, scores.map(({ name, ga }) => `${name} ${ga}`).join(", "));
});
