/** The services' lines, as data: what must hold for each so that logs can be made of them in every format. */
import { assert, assertEquals } from "@std/assert";
import { KEYWORDS } from "../../src/detectors/mod.ts";
import { FLOWS } from "../../src/generate/flows.ts";
import type { MessageTemplate } from "../../src/generate/message_template.ts";
import { LogGenerator, QUIET_MIX } from "../../src/generate/mod.ts";
import { SERVICE_LINES } from "../../src/generate/services/mod.ts";

const OWN = Object.values(SERVICE_LINES).flatMap((lines) => [
  ...[...lines.spontaneous, ...lines.requestWarnings, ...lines.warnings].map(([, template]) => template),
  ...lines.jobs.flatMap((job) => job.lines),
  ...lines.deploy,
]);
const ERRORS = Object.values(SERVICE_LINES).flatMap((lines) =>
  [...lines.requestErrors, ...lines.errors].map(([, template]) => template)
);
const STEPS = FLOWS.flatMap(({ steps }) => steps.map(({ template }) => template));
const ALL = [...new Set([...OWN, ...STEPS, ...ERRORS])];

const textOf = ({ literals }: MessageTemplate) => literals.join("{}");

Deno.test("every parameter of every line can be drawn, and none stands in a line twice", () => {
  for (const template of ALL) {
    assert(template.draws.every((draw) => draw !== undefined), textOf(template));
    assertEquals(new Set(template.names).size, template.names.length, textOf(template));
  }
});

Deno.test("no two lines have the same text", () => {
  assertEquals(new Set(ALL.map((template) => template.service + textOf(template))).size, ALL.length);
});

Deno.test("every service has at least fifteen kinds of lines", () => {
  const counts = Map.groupBy(ALL, ({ service }) => service);
  for (const [service, templates] of counts) {
    assert(service === "access" || templates.length >= 15, `${service}: ${templates.length}`);
  }
});

Deno.test("what is normal is of a normal level, and says none of the words that make a line odd", () => {
  const words = [...KEYWORDS].filter(([, score]) => score >= .9).map(([word]) => word);
  for (const template of ALL.filter((one) => !ERRORS.includes(one))) {
    assert(["DEBUG", "INFO", "WARN"].includes(template.level), textOf(template));
    for (const word of words) assert(!textOf(template).toLowerCase().includes(word), textOf(template));
  }
  assert(ERRORS.every(({ level }) => level === "ERROR"));
});

Deno.test("an hour of quiet traffic has nothing broken in it, and nearly all kinds of lines", () => {
  const labelled: unknown[] = [];
  const generator = new LogGenerator({
    format: "plain",
    seed: 4,
    rate: 50,
    durationMs: 3_600_000,
    mix: QUIET_MIX,
    incidents: "none",
    onTruth: (record) => record.kind !== "meta" && record.kind !== "session" && labelled.push(record),
  });
  const levels = new Map<string, number>();
  const kinds = new Set<string>();
  for (let line = generator.next(); line !== undefined; line = generator.next()) {
    levels.set(line.level, (levels.get(line.level) ?? 0) + 1);
    kinds.add(line.service + line.text.slice(25).replace(/[^ :]*\d[^ ]*/g, "#"));
  }
  assertEquals(labelled, []);
  assertEquals([...levels.keys()].sort(), ["DEBUG", "INFO", "WARN"]);
  assert(kinds.size > 0.9 * (OWN.length + new Set(STEPS).size), `${kinds.size} kinds`);
});
