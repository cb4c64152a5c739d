/**
 * How well the miner groups lines: grouping accuracy (GA, by lines; FGA, by groups) with the ids at reading time and at
 * the end, over the Loghub systems in `ODDLINE_CORPORA` (from raw lines, through the formats), the same with renamed
 * words, and made-up systems; and what other weights would do (mining_weights.ts). Prints Markdown.
 *
 *     deno task mining_scores [FIRST_SEED COUNT]
 */
import { hashShape, ShapeHash } from "../src/mining/masks/masking.ts";
import { type MinerOptions, TemplateMiner } from "../src/mining/template_miner.ts";
import { markdownTable } from "../src/report/markdown_table.ts";
import { familyLogs } from "../tests/mining/families.ts";
import { messagesOf } from "../tests/mining/raw_messages.ts";
import { renamed } from "../tests/mining/renamed.ts";
import { type GroupingScore, scoreGrouping } from "../tests/mining/scoring.ts";
import { syntheticLog } from "../tests/mining/synthetic.ts";
import { type ScoredSystem, weightTables } from "./mining_weights.ts";

/** Of more systems only the mean is told. */
const FEW = 20;
const SYNTHETIC_SEED = 1;
const SYNTHETIC_SYSTEMS = 30;
/** Made-up systems that other weights are tried on. */
const WEIGHED_SYSTEMS = 10;

interface System {
  readonly name: string;
  readonly messages: readonly string[];
  readonly events: readonly (string | number)[];
}

interface Result {
  readonly name: string;
  readonly reading: GroupingScore;
  readonly final: GroupingScore;
  /** Share of the lines whose shape was new. */
  readonly slow: number;
}

const encoder = new TextEncoder();

/** Mines a system as the pipeline does. */
function mine({ name, messages, events }: System, options: MinerOptions = {}): Result {
  const miner = new TemplateMiner(options);
  const hash = new ShapeHash();
  const ids = messages.map((message, line) => {
    const bytes = encoder.encode(message);
    hashShape(bytes, 0, bytes.length, hash);
    const index = miner.templateOf(hash.word1, hash.word2, bytes, 0, bytes.length);
    miner.table.count[index]++;
    miner.table.lastLine[index] = line;
    return miner.ids[index];
  });
  const final = ids.map((id) => miner.finalId(id));
  return {
    name,
    reading: scoreGrouping(ids, events),
    final: scoreGrouping(final, events),
    slow: miner.shapeCount / Math.max(1, messages.length),
  };
}

/** The systems of a folder of `NAME.log` and `NAME.events`, with what follows each line's header. */
function corpora(folder: string): System[] {
  const names = [...Deno.readDirSync(folder)].map(({ name }) => name).filter((name) => name.endsWith(".log")).sort();
  return names.map((file) => {
    const bytes = Deno.readFileSync(`${folder}/${file}`);
    const events = Deno.readTextFileSync(`${folder}/${file.replace(/log$/, "events")}`).trimEnd().split("\n");
    return { name: file.slice(0, -4), messages: messagesOf(bytes), events };
  });
}

/** The systems that were written down from memory. */
function families(): System[] {
  return familyLogs().map(({ name, lines, events }) => ({
    name,
    messages: messagesOf(encoder.encode(lines.join("\n") + "\n")),
    events,
  }));
}

function table(title: string, results: readonly Result[]): string {
  const row = (name: string, { reading, final, slow }: Omit<Result, "name">, templates: string) => {
    const [gaReading, gaFinal, fgaReading, fgaFinal] = [reading.ga, final.ga, reading.fga, final.fga].map(figure);
    return [name, gaReading, gaFinal, fgaReading, fgaFinal, templates, figure(slow)];
  };
  const mean = (pick: (result: Result) => number) =>
    results.reduce((sum, each) => sum + pick(each), 0) / results.length;
  const means = {
    reading: { ga: mean((each) => each.reading.ga), fga: mean((each) => each.reading.fga), found: 0, true: 0 },
    final: { ga: mean((each) => each.final.ga), fga: mean((each) => each.final.fga), found: 0, true: 0 },
    slow: mean((each) => each.slow),
  };
  const worst = Math.min(...results.map((each) => each.final.ga));
  const shown = results.length > FEW ? [] : results;
  const scores = markdownTable(
    ["system", "GA at reading", "GA final", "FGA at reading", "FGA final", "templates/true", "slow path"],
    [
      ...shown.map((each) => row(each.name, each, `${each.final.found}/${each.final.true}`)),
      row(`**mean of ${results.length}**`, means, `worst GA ${figure(worst)}`),
    ],
  );
  return `## ${title}\n\n${scores}\n`;
}

function figure(score: number): string {
  return score.toFixed(4);
}

function scored(system: System): ScoredSystem {
  return { name: system.name, score: (weights) => mine(system, { weights }).final.ga };
}

if (import.meta.main) {
  const folder = `${Deno.env.get("ODDLINE_CORPORA") ?? "../shared/data"}/loghub`;
  const [first = SYNTHETIC_SEED, count = SYNTHETIC_SYSTEMS] = Deno.args.map(Number);
  let systems: System[] = [];
  try {
    systems = corpora(folder);
    console.log(table("Loghub, from raw lines", systems.map((system) => mine(system))));
    const narrow = systems.map((system) => mine(system, { shapeCache: 512 }));
    console.log(table("the same with a cache of 512 shapes", narrow));
    for (const lowerCase of [false, true]) {
      const results = systems.map((system) => mine({ ...system, messages: renamed(system.messages, lowerCase) }));
      console.log(table(lowerCase ? "words renamed, in lower case" : "words renamed", results));
    }
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    console.log(`No corpora in ${folder} (ODDLINE_CORPORA names their folder): they are left out.\n`);
  }
  console.log(table("systems written down from memory", families().map((system) => mine(system))));
  const madeUp = Array.from({ length: count }, (_, k) => ({ name: `${first + k}`, ...syntheticLog(first + k) }));
  console.log(table(`made-up systems, seeds ${first} to ${first + count - 1}`, madeUp.map((system) => mine(system))));
  if (systems.length > 0) {
    console.log(weightTables(systems.map(scored), madeUp.slice(0, WEIGHED_SYSTEMS).map(scored)));
  }
}
