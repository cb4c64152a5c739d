/**
 * How fast can labelled logs be made? Lines per second = 10,000 / time per iteration; what is wished is 500,000, so
 * 20 ms or less. Each iteration makes a log of 10,000 lines with its incidents, as bytes in one reused buffer.
 */
import { LogGenerator, planIncidents, SCENARIO_NAMES } from "../src/generate/mod.ts";

const LINES = 10_000;
const buffer = new Uint8Array(1 << 20);

for (const format of ["seed", "json", "log4j", "syslog", "services"] as const) {
  Deno.bench({
    name: `generate ${LINES} lines, ${format}`,
    group: "generator",
    baseline: format === "seed",
    fn: () => {
      const generator = new LogGenerator({ seed: 7, format, lines: LINES });
      while (generator.fill(buffer) > 0);
    },
  });
}

Deno.bench({
  name: `generate ${LINES} lines, seed, with every scenario`,
  group: "generator",
  fn: () => {
    const rate = 50;
    const incidents = planIncidents({ spanMs: LINES / rate * 1000, scenarios: SCENARIO_NAMES });
    const generator = new LogGenerator({ seed: 7, format: "seed", rate, lines: LINES, incidents });
    while (generator.fill(buffer) > 0);
  },
});

Deno.bench({
  name: `generate ${LINES} lines, seed, with truth as NDJSON`,
  group: "generator",
  fn: () => {
    let truth = "";
    const onTruth = (record: unknown) => truth += JSON.stringify(record) + "\n";
    const generator = new LogGenerator({ seed: 7, format: "seed", lines: LINES, onTruth });
    while (generator.fill(buffer) > 0);
    if (truth.length === 0) throw new Error("no truth");
  },
});
