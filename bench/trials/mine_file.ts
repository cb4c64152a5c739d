/**
 * Mines the lines of a file and nothing else: prints lines a second and the number of templates. For the mining trial.
 */
import { hashShape, ShapeHash } from "../../src/mining/masks/masking.ts";
import { TemplateMiner } from "../../src/mining/template_miner.ts";

const [path, headerFields] = Deno.args;
const fields = Number(headerFields);
const bytes = Deno.readFileSync(path);
const miner = new TemplateMiner();
const hash = new ShapeHash();
const started = performance.now();
let lines = 0;
for (let start = 0; start < bytes.length; lines++) {
  const feed = bytes.indexOf(10, start);
  const end = feed < 0 ? bytes.length : feed;
  for (let field = 0; field < fields; field++) start = bytes.indexOf(32, start) + 1;
  hashShape(bytes, start, end, hash);
  const index = miner.templateOf(hash.word1, hash.word2, bytes, start, end);
  miner.table.lastLine[index] = lines;
  miner.recycle();
  start = end + 1;
}
console.log(lines / (performance.now() - started) * 1000, miner.size);
