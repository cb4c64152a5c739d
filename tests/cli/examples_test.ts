/** The examples: what they say to Oddline is understood, and what they ask of its metrics is there. */
import { assert, assertEquals } from "@std/assert";
import { parse } from "@std/yaml";
import { parseConfig } from "../../src/cli/config/load.ts";
import { parseArguments } from "../../src/cli/program.ts";
import { metricsText } from "../../src/web/metrics.ts";
import { sampleSnapshot } from "../tui/sample.ts";
import { ALERTS } from "../web/page.ts";

const FOLDER = new URL("../../.github/examples/", import.meta.url);
const files = new Map(
  [...Deno.readDirSync(FOLDER)].map(({ name }) => [name, Deno.readTextFileSync(new URL(name, FOLDER))]),
);

function example(name: string): string {
  return files.get(name) ?? `there is no ${name}`;
}

Deno.test("the metrics that the examples ask for are those that there are", async () => {
  const { text } = await metricsText(sampleSnapshot(), ALERTS, (label) => label);
  const known = new Set(text.matchAll(/^# TYPE (\w+) /gm).map(([, name]) => name));
  for (const name of ["grafana.json", "oddline.rules.yml"]) {
    const asked = new Set(example(name).matchAll(/\boddline_\w+/g).map(([metric]) => metric));
    assertEquals([...asked].filter((metric) => !known.has(metric)), [], name);
    assert(asked.size >= 10, `${name} asks for ${asked.size} metrics`);
  }
});

Deno.test("counters are asked for their rate, and only counters are", async () => {
  const { text } = await metricsText(sampleSnapshot(), ALERTS, (label) => label);
  const kinds = new Map(text.matchAll(/^# TYPE (\w+) (\w+)$/gm).map(([, name, kind]) => [name, kind]));
  const texts = ["grafana.json", "oddline.rules.yml"].map(example).join("\n");
  for (const [, metric] of texts.matchAll(/(?:rate|increase)\((oddline_\w+)/g)) {
    assertEquals(kinds.get(metric), "counter", metric);
  }
});

Deno.test("the dashboard for Grafana has panels side by side, each with its own number and a query", () => {
  const { panels } = JSON.parse(example("grafana.json"));
  const ids = panels.map(({ id }: { id: number }) => id);
  assertEquals(new Set(ids).size, ids.length);
  for (const { title, targets, gridPos: { x, w } } of panels) {
    assert(targets.every(({ expr }: { expr: string }) => expr.includes("oddline_")), title);
    assert(x + w <= 24, title);
  }
});

Deno.test("all examples in YAML are YAML, and configurations among them are right", async () => {
  const yaml = [...files].filter(([name]) => /\.ya?ml$/.test(name));
  assert(yaml.length >= 5);
  // several documents in one file are parted by a line of dashes
  const documents = yaml.flatMap(([name, text]) => text.split(/^---$/m).map((part) => [name, parse(part)] as const));
  await parseConfig(example("oddline.yaml"), "oddline.yaml");
  const map = documents.map(([, document]) => document as { kind?: string; data?: Record<string, string> })
    .find(({ kind }) => kind === "ConfigMap");
  await parseConfig(map?.data?.["oddline.yaml"] ?? "none: at all", "kubernetes.yaml");
});

/** The words after `oddline` in each place where an example starts it. */
function starts(): [name: string, words: string[]][] {
  const units = ["oddline.service", "oddline-journal.service"].map((name): [string, string[]] => {
    const [, words] = /^ExecStart=.*?\boddline (watch [^'\n]*)/m.exec(example(name)) ?? [];
    return [name, (words ?? "").split(" ")];
  });
  const compose = parse(example("compose.yaml")) as { services: { oddline: { command: string[] } } };
  const [, set] = example("kubernetes.yaml").split(/^---$/m);
  const { spec } = parse(set) as { spec: { template: { spec: { containers: { args: string[] }[] } } } };
  return [
    ...units,
    ["compose.yaml", compose.services.oddline.command],
    ["kubernetes.yaml", spec.template.spec.containers[0].args],
  ];
}

for (const [name, words] of starts()) {
  Deno.test(`${name} starts Oddline with flags that it has`, () => {
    const invocation = parseArguments(words, 80);
    assert("command" in invocation && invocation.command.name === "watch" && invocation.files.length === 1);
  });
}

Deno.test("the units reload and stop by the signals that Oddline takes", () => {
  for (const name of ["oddline.service", "oddline-journal.service"]) {
    const unit = example(name);
    for (const line of [/^ExecReload=.*-HUP/m, /^SuccessExitStatus=143$/m, /^RestartPreventExitStatus=2$/m]) {
      assert(line.test(unit), `${name}: ${line}`);
    }
  }
});

Deno.test("every example is named on the page of examples", () => {
  const page = example("README.md");
  const unnamed = [...files.keys()].filter((name) => name !== "README.md" && !page.includes(`(${name})`));
  assertEquals(unnamed, []);
});
