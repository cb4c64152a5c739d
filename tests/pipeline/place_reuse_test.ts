/**
 * Templates that come and go for ever: what is kept of their parameters stays bounded, and no place inherits another's.
 */
import { assert, assertEquals } from "@std/assert";
import { Batch, COUNT } from "../../src/core/lines/batch.ts";
import { FINDING } from "../../src/features/findings.ts";
import { FeatureExtractor } from "../../src/features/extractor.ts";
import { PLAIN } from "../../src/formats/mod.ts";
import { TemplateMiner } from "../../src/mining/template_miner.ts";
import { Learner } from "../../src/pipeline/learner.ts";
import { noTotals } from "../../src/pipeline/totals/totals.ts";
import { SourceState, StreamState } from "../../src/pipeline/streams/stream_state.ts";
import { ParseTask } from "../../src/workers/parse_task.ts";

const MAX_CLUSTERS = 16;
const SYLLABLES = "ba de fi go ku la me ni po ru".split(" ");

/** A word without digits for a number. */
function word(n: number): string {
  return String(n).padStart(5, "0").split("").map((digit) => SYLLABLES[Number(digit)]).join("");
}

/** What became of lines that come in batches of so many. */
function learnt(lines: readonly string[], batchLines: number) {
  const batch = Batch.allocate(1 << 20);
  const init = { type: "init", batches: [], bytesMax: 0, timeZone: "UTC", rules: [], masks: [] } as const;
  const task = new ParseTask(
    init as unknown as ConstructorParameters<typeof ParseTask>[0],
    [batch],
    () => 0,
  );
  const miner = new TemplateMiner({ maxClusters: MAX_CLUSTERS });
  const learner = new Learner(miner, noTotals(), 1);
  const features = new FeatureExtractor();
  const state = new StreamState(
    { stream: { id: 0, source: "s", identity: "", modifiedMs: 0 }, offset: 0, firstLine: 1 },
    new SourceState("s", { auto: true, linesMax: 10 }),
  );
  const outliers: number[] = [];
  for (let first = 0; first < lines.length; first += batchLines) {
    const bytes = new TextEncoder().encode(lines.slice(first, first + batchLines).map((line) => `${line}\n`).join(""));
    batch.bytes.set(bytes);
    const parse = { type: "parse", batch: 0, begin: 0, end: bytes.length, format: 0, referenceMs: 0 } as const;
    task.run({ ...parse, truncated: false, spec: PLAIN });
    learner.noteShapes(batch, 0);
    const known = { life: 0, lines: batch.counts[COUNT.lines], state, isPlain: true, spec: PLAIN, offset: 0 };
    const events = learner.learn(batch, { ...known, arrival: undefined });
    const { findings } = features.extract(events);
    for (let k = 0; k < findings.count; k++) {
      if (findings.kind[k] === FINDING.number) outliers.push(first + findings.line[k]);
    }
  }
  return { evicted: miner.evicted, slots: learner.parameters.places.size, outliers };
}

/** Each kind of line has its own size, and comes so often that its numbers are known before it goes for ever. */
const KINDS = 60;
const LINES = Array.from({ length: KINDS * 300 }, (_, k) => {
  const kind = Math.floor(k / 300);
  const isOdd = kind === 50 && k % 300 === 299;
  return `${word(kind)} ${word(kind + 7000)} took ${isOdd ? 9e9 : 10 ** (kind % 5) * (10 + k % 7)} of ${
    word(kind + 9)
  }`;
});

Deno.test("slots of evicted templates are used again, and begin anew", () => {
  const { evicted, slots, outliers } = learnt(LINES, LINES.length);
  assert(evicted > 30, `${evicted}`);
  assert(slots <= 2 * MAX_CLUSTERS, `${slots}`);
  assertEquals(outliers, [50 * 300 + 299]);
});

Deno.test("which slots are used again does not depend on where batches end", () => {
  const whole = learnt(LINES, LINES.length);
  for (const batchLines of [100, 333]) assertEquals(learnt(LINES, batchLines), whole);
});
