/** `oddline train` writes a model that `--model` takes, and says what is missing. */
import { assert, assertEquals } from "@std/assert";
import { TRAINING_DEFAULTS } from "../../src/forest/defaults.ts";
import { createGenerator } from "../../src/generate/mod.ts";
import { TempFolder } from "../sources/temp_folder.ts";
import { run } from "./fake_io.ts";

function log(lines: number): string {
  const generator = createGenerator({ seed: 5, rate: 20, lines, format: "seed" });
  const text = [];
  for (let line = generator.next(); line !== undefined; line = generator.next()) text.push(`${line.text}\n`);
  return text.join("");
}

Deno.test("train writes a model and its meaning, the same for the same seed, and scan judges with it", async () => {
  using folder = new TempFolder();
  const path = folder.write("app.log", log(6000));
  const outputs: Uint8Array[] = [];
  for (const name of ["one.onnx", "two.onnx"]) {
    const args = ["train", path, "--output", folder.at(name), "--n-estimators", "20", "--seed", "7", "--quiet"];
    const { code, stdout, stderr } = await run(args);
    assertEquals([code, stderr], [0, ""]);
    assert(stdout.includes("20 trees of up to 256 rows"), stdout);
    outputs.push(Deno.readFileSync(folder.at(name)));
  }
  assertEquals(outputs[0], outputs[1]);
  const info = JSON.parse(Deno.readTextFileSync(folder.at("one.json")));
  assertEquals(info.parameters, { n_estimators: 20, max_samples: 256, contamination: TRAINING_DEFAULTS.contamination });
  assert(/^a log of 4\d{3} lines$/.test(info.trained_on.what), info.trained_on.what); // 1,000 are the grace period's
  const scan = ["scan", path, "--format", "ndjson", "--detectors", "isolation_forest", "--alert-threshold", ".5"];
  const ours = await run([...scan, "--model", folder.at("one.onnx")]);
  assertEquals([ours.code, ours.stderr], [0, ""]);
  assert(ours.stdout.includes(`"detector":"isolation_forest"`), "nothing was found");
  const { stdout } = await run(scan);
  assert(stdout !== ours.stdout, "the model made no difference");
});

Deno.test("a model that cannot be used is said once, and the run goes on without it", async () => {
  using folder = new TempFolder();
  const path = folder.write("app.log", log(3000));
  folder.write("bad.onnx", "not a model");
  folder.write("bad.json", "{}");
  const scan = ["scan", path, "--format", "ndjson", "--model", folder.at("bad.onnx")];
  const { code, stdout, stderr } = await run(scan);
  assertEquals(code, 0);
  assertEquals(stderr.split("\n").length, 2, stderr);
  assert(stderr.startsWith(`oddline: ${folder.at("bad.onnx")}: this Isolation Forest cannot be used: `), stderr);
  assert(stdout.includes(`"type":"summary","lines":3000`), stdout);
  assertEquals((await run([...scan, "--mode", "rules"])).stderr, "", "without ML no model is looked at");
});

Deno.test("train says what it cannot do", async () => {
  using folder = new TempFolder();
  const path = folder.write("app.log", log(1500));
  const few = await run(["train", path, "--output", folder.at("few.onnx")]);
  assertEquals(few.code, 1);
  assert(few.stderr.includes("too few to train on"), few.stderr);
  const both = await run(["train", path, "--from-history"]);
  assertEquals(both.code, 2);
  assert(both.stderr.includes("name no files with it"), both.stderr);
  const none = await run(["train", "--from-history", "--db", folder.at("oddline.db")], { stdinIsTerminal: true });
  assertEquals(none.code, 2);
  assert(none.stderr.includes("nothing is recorded in"), none.stderr);
});
