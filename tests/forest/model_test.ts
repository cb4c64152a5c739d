/** A model is used only if its two files belong together and fit this Oddline; else it is said what is wrong. */
import { assert, assertAlmostEquals, assertEquals, assertRejects } from "@std/assert";
import { loadModel, saveModel } from "../../src/cli/files/model_files.ts";
import { Random } from "../../src/core/random.ts";
import { FEATURES } from "../../src/features/schema.ts";
import { accept } from "../../src/forest/acceptance.ts";
import { calibrate, decadesOf } from "../../src/forest/calibration.ts";
import { scoreRows } from "../../src/forest/forest.ts";
import { ModelError, openModel } from "../../src/forest/model.ts";
import { checkProbes, probeRows } from "../../src/forest/probes.ts";
import { Reservoir, sampledRows } from "../../src/forest/reservoir.ts";
import { distinctScores, trainModel } from "../../src/forest/train.ts";
import { steppedRows } from "./stepped_rows.ts";
import { TempFolder } from "../sources/temp_folder.ts";

const COLUMNS = FEATURES.length;
const OPTIONS = { nEstimators: 20, maxSamples: 64, contamination: .001, seed: 1, trainedOn: "made-up rows" };

function madeRows(count: number, seed: number): Float32Array {
  const random = new Random(seed);
  return Float32Array.from({ length: count * COLUMNS }, () => Math.round(Math.abs(random.normal(0, 2))));
}

Deno.test("a trained model is opened again, and the same rows and seed give the same files", async () => {
  const { onnx, info } = await trainModel(madeRows(500, 1), OPTIONS);
  const model = await openModel(onnx, JSON.parse(JSON.stringify(info)));
  assertEquals(model.forest().columns, COLUMNS);
  const again = await trainModel(madeRows(500, 1), OPTIONS);
  assertEquals(again.info, info);
  assertEquals(again.onnx, onnx);
});

Deno.test("a model that does not fit is refused with what is wrong", async () => {
  const { onnx, info } = await trainModel(madeRows(500, 1), OPTIONS);
  const changed = Uint8Array.from(onnx);
  changed[1000] ^= 1;
  const features = { ...info.features, schema_version: 999 };
  const cases: [string, Uint8Array<ArrayBuffer>, unknown][] = [
    ["its bytes are not those that its .json was written for", changed, info],
    ["it was fitted to version 999 of the features", onnx, { ...info, features }],
    ["its .json is not one of this version of Oddline (version", onnx, { ...info, version: 99 }],
    ["its .json is not one of this version of Oddline (all of it", onnx, null],
    ["(calibration", onnx, { ...info, calibration: [] }],
  ];
  for (const [message, bytes, json] of cases) {
    const error = await assertRejects(() => openModel(bytes, json), ModelError);
    assert(error.message.includes(message), error.message);
  }
});

Deno.test("a model file that cannot be used is told once, with the file and what to do", async () => {
  using folder = new TempFolder();
  const trained = await trainModel(madeRows(500, 1), OPTIONS);
  saveModel(folder.at("good.onnx"), trained);
  const warnings: string[] = [];
  assert(await loadModel(folder.at("good.onnx"), (message) => warnings.push(message)) !== undefined);
  assertEquals(warnings, []);
  Deno.writeTextFileSync(folder.at("good.json"), "{");
  for (const name of ["good.onnx", "missing.onnx"]) {
    assertEquals(await loadModel(folder.at(name), (message) => warnings.push(message)), undefined);
    const [warning] = warnings.splice(0);
    assert(warning.startsWith(folder.at(name)) && warning.includes("oddline train FILE --output"), warning);
  }
});

Deno.test("the model that Oddline brings is of this version's features (if not: deno task model)", async () => {
  const warnings: string[] = [];
  const model = await loadModel(undefined, (message) => warnings.push(message));
  assertEquals(warnings, []);
  assertEquals(model?.forest().columns, COLUMNS);
});

Deno.test("a model that ONNX Runtime scores otherwise is found out by its probe rows", async () => {
  const { forest } = await trainModel(madeRows(500, 1), OPTIONS);
  const scores = scoreRows(forest, probeRows(forest));
  checkProbes(forest, scores);
  scores[3] += .01;
  await assertRejects(() => Promise.resolve().then(() => checkProbes(forest, scores)), Error, "gives a probe row");
});

Deno.test("a score is as rare as it was among the training rows, and rarer beyond them", () => {
  const random = new Random(2);
  const scores = Float32Array.from({ length: 10_000 }, () => .4 + .03 * random.exponential(1));
  const knots = calibrate(scores);
  const sorted = Float32Array.from(scores).sort();
  for (const [rank, decades] of [[5000, .3], [9000, 1], [9900, 2], [9990, 3]]) {
    assertAlmostEquals(decadesOf(knots, sorted[rank]), decades, .05);
  }
  assertEquals(decadesOf(knots, 0), 0);
  const most = sorted[9999];
  assert(decadesOf(knots, most + .07) > decadesOf(knots, most) && decadesOf(knots, 1) <= 6.2);
  // equal scores are as rare as all of them together, also where ONNX Runtime rounds otherwise
  const equal = calibrate(Float32Array.from({ length: 1000 }, (_, k) => k < 900 ? .4 : .6));
  for (const score of [.4, .4000005]) assertEquals(decadesOf(equal, score), 0);
  for (const score of [.6, .6000005]) assert(decadesOf(equal, score) <= 1.13, `${decadesOf(equal, score)}`);
});

Deno.test("equal rows get equal scores, each scored once", async () => {
  const rows = madeRows(300, 3);
  const twice = new Float32Array([...rows, ...rows]);
  const { forest } = await trainModel(rows, OPTIONS);
  const scores = distinctScores(forest, twice);
  assertEquals(scores, scoreRows(forest, twice));
});

Deno.test("a new model is taken unless it flags too much or no longer sees what the old one saw", async () => {
  const { info } = await trainModel(madeRows(500, 1), { ...OPTIONS, contamination: .01 });
  const highest = info.calibration[info.calibration.length - 1];
  const probe = (odd: number) => Float32Array.from({ length: 1000 }, (_, k) => k < odd ? highest + .01 : .4 + k * 1e-5);
  assertEquals(accept(info, probe(5), undefined).isTaken, true);
  assertEquals(accept(info, probe(200), undefined).isTaken, false);
  assertEquals(accept(info, probe(5), probe(5)).isTaken, true);
  const reversed = probe(5).toReversed();
  assertEquals(accept(info, probe(5), reversed).isTaken, false);
});

Deno.test("a sample of rows is the same for any cut, is recent, and goes on from what was saved", () => {
  const rows = steppedRows((id, column) => id >> column & 15);
  const offer = (sample: Reservoir, from: number, to: number) => {
    while (sample.next < to) sample.next < from ? sample.next = from : sample.take(rows, sample.next & 0xffff);
  };
  const small = { rowsMax: 100, windowLines: 1000 };
  const whole = new Reservoir(7, small);
  offer(whole, 0, 60_000);
  const parts = new Reservoir(7, small);
  offer(parts, 0, 31_234);
  const resumed = new Reservoir(1, small);
  resumed.restore(JSON.parse(JSON.stringify(parts.save())));
  offer(resumed, 31_234, 60_000);
  assertEquals(resumed.save(), whole.save());
  assertEquals(sampledRows(whole.encoded()).length, 100 * COLUMNS);
  assertEquals(new Reservoir(7, small).encoded(), "");
});
