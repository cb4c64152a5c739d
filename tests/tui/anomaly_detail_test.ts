import { assert } from "@std/assert";
import { App } from "../../src/tui/app.ts";
import { sampleAnomalies } from "./sample_anomalies.ts";
import { sampleSnapshot, TEXTS } from "./sample.ts";

const LINE = `{"__CURSOR":"${"s=8a1b2c;".repeat(40)}","_PID":"812","PRIORITY":"3","MESSAGE":"worker 4 died"}`;

Deno.test("an anomaly in a line of many fields shows the line's message first", () => {
  const [anomaly] = sampleAnomalies();
  const context = anomaly.context.map((line) =>
    line.isOdd ? { ...line, text: LINE, messageStart: LINE.indexOf("worker") } : line
  );
  const odd = { ...anomaly, event: { ...anomaly.event, message: LINE }, context };
  const anomalies = { length: 1, forgotten: 0, kindsForgotten: 0, at: () => odd };
  const app = new App(sampleSnapshot({ anomalies }), { texts: TEXTS, theme: "dark", depth: 0 });
  app.handle({ type: "key", key: "2" });
  const rows = app.draw(160, 45).toString().split("\n");
  assert(rows.some((row) => row.includes("│ worker 4 died  _PID=812")), "its own line");
  assert(rows.some((row) => row.includes("▸ 14:") && row.includes("worker 4 died")), "the line among others");
});
