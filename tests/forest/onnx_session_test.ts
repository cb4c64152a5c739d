/** ONNX Runtime runs models in the main thread and in workers, says what is wrong with the rest, and tells nobody. */
import { assertEquals, assertRejects } from "@std/assert";
import { createSession, onnxRuntimeVersion } from "../../src/forest/onnx_session.ts";
import { multiplyModel } from "./tiny_model.ts";

Deno.test("a session runs a model on several rows", async () => {
  const session = await createSession(multiplyModel(2));
  assertEquals(await session.run(new Float32Array([1, 2, 3, 4, 5, 6]), 3), new Float32Array([2, 4, 6, 8, 10, 12]));
  assertEquals(await session.run(new Float32Array([0.5]), 1), new Float32Array([1]));
  assertEquals(await session.run(new Float32Array(), 3), new Float32Array());
  await session.release();
  await session.release();
  await assertRejects(() => session.run(new Float32Array([1]), 1), Error, "has been released");
});

Deno.test("a session takes a model that is part of a larger buffer", async () => {
  const model = multiplyModel(3);
  const larger = new Uint8Array(model.length + 20);
  larger.set(model, 7);
  const session = await createSession(larger.subarray(7, 7 + model.length));
  assertEquals(await session.run(new Float32Array([7]), 1), new Float32Array([21]));
  await session.release();
});

Deno.test("two workers run their own sessions at once", async () => {
  const results = await Promise.all([2, 10].map((factor) => runInWorker(factor)));
  assertEquals(results, [new Float32Array([2, 4, 6, 8]), new Float32Array([10, 20, 30, 40])]);
});

Deno.test("a session says what is wrong with a model and with rows", async (test) => {
  await test.step("bytes that are no model", async () => {
    await assertRejects(() => createSession(new Uint8Array([1, 2, 3])), Error, "Cannot load the model of 3 bytes: ");
  });
  const session = await createSession(multiplyModel(2, 4));
  await test.step("values that are not whole rows", async () => {
    const run = () => session.run(new Float32Array(7), 4);
    await assertRejects(run, RangeError, "Cannot run the model: 7 values are not whole rows of 4 columns");
    await assertRejects(() => session.run(new Float32Array(4), 0), RangeError, "rows of 0 columns");
  });
  await test.step("another number of columns than the model's", async () => {
    await assertRejects(() => session.run(new Float32Array(6), 3), Error, "Cannot run the model: ");
  });
  await session.release();
});

Deno.test("loading ONNX Runtime leaves nothing behind: its telemetry is off", async () => {
  const home = await Deno.makeTempDir({ prefix: "oddline-home-" });
  try {
    const program = new URL("./session_program.ts", import.meta.url).pathname;
    const env = { HOME: home, XDG_CACHE_HOME: home, DENO_DIR: `${home}/deno`, NO_COLOR: "1" };
    const options = { args: ["run", "--quiet", "-A", program], env, clearEnv: true };
    const { stdout, stderr } = await new Deno.Command(Deno.execPath(), options).output();
    assertEquals(new TextDecoder().decode(stderr), "");
    assertEquals(JSON.parse(new TextDecoder().decode(stdout)).results, ["2,4,6,8", "10,20,30,40"]);
    assertEquals([...Deno.readDirSync(home)].map(({ name }) => name), ["deno"]);
  } finally {
    await Deno.remove(home, { recursive: true });
  }
});

Deno.test("the version of ONNX Runtime is known", () => {
  assertEquals(/^\d+\.\d+\.\d+$/.test(onnxRuntimeVersion()), true);
});

async function runInWorker(factor: number): Promise<unknown> {
  const worker = new Worker(new URL("./session_worker.ts", import.meta.url), { type: "module" });
  try {
    return await new Promise((resolve, reject) => {
      worker.onmessage = ({ data }) => resolve(data);
      worker.onerror = (event) => reject(new Error(event.message));
      worker.postMessage({ factor, rows: new Float32Array([1, 2, 3, 4]), columns: 2 });
    });
  } finally {
    worker.terminate();
  }
}
