/**
 * The executable that `deno task build` makes: ONNX Runtime runs in two of its workers, from any folder, and leaves no
 * more behind than its library in the cache. Takes some seconds and a denort, so it runs only where DENORT_BIN names one
 * or ODDLINE_TEST_BUILD=1 allows to download it.
 */
import { assertEquals } from "@std/assert";
import { compile } from "../../.ci/build/compile.ts";
import { thisMachine } from "../../.ci/build/targets.ts";
import { onnxRuntimeVersion } from "../../src/forest/onnx_session.ts";

const SKIPPED = Deno.build.os !== "linux" || Deno.build.arch !== "x86_64" ||
  (Deno.env.get("ODDLINE_TEST_BUILD") !== "1" && Deno.env.get("DENORT_BIN") === undefined);

const EXPECTED = { version: onnxRuntimeVersion(), standalone: true, results: ["2,4,6,8", "10,20,30,40"] };
const LIBRARY = `oddline/ort-${onnxRuntimeVersion()}/libonnxruntime.so.1`;

Deno.test({
  name: "a compiled program runs ONNX Runtime in two workers (skipped without DENORT_BIN or ODDLINE_TEST_BUILD=1)",
  ignore: SKIPPED,
  async fn(test) {
    const folder = await Deno.makeTempDir({ prefix: "oddline-build-" });
    const program = `${folder}/program`;
    const cache = `${folder}/cache`;
    try {
      const include = ["tests/forest/session_worker.ts"];
      const size = await compile({ entry: "tests/build/program.ts", include, target: thisMachine(), output: program });
      assertEquals(size < 150e6, true, `the executable has ${size} bytes, which is more than 150 MB`);

      await test.step("its library is written to the cache, for this user alone", async () => {
        assertEquals(await run(program, { XDG_CACHE_HOME: cache }), EXPECTED);
        assertEquals(filesBelow(cache), [LIBRARY]);
        assertEquals(Deno.statSync(`${cache}/oddline`).mode! & 0o777, 0o700);
        assertEquals(Deno.statSync(`${cache}/${LIBRARY}`).mode! & 0o777, 0o600);
      });

      await test.step("a library that is whole is used again", async () => {
        const before = Deno.statSync(`${cache}/${LIBRARY}`);
        assertEquals(await run(program, { XDG_CACHE_HOME: cache }), EXPECTED);
        assertEquals(Deno.statSync(`${cache}/${LIBRARY}`).ino, before.ino);
      });

      await test.step("a library that was cut off is written again", async () => {
        Deno.truncateSync(`${cache}/${LIBRARY}`, 1000);
        assertEquals(await run(program, { XDG_CACHE_HOME: cache }), EXPECTED);
        assertEquals(filesBelow(cache), [LIBRARY]);
      });

      await test.step("without a home, or with one that cannot be used, it runs and leaves nothing behind", async () => {
        const temporary = `${folder}/tmp`;
        Deno.mkdirSync(temporary);
        const ours = () => filesBelow(temporary).filter((path) => path.startsWith("oddline"));
        assertEquals(await run(program, { TMPDIR: temporary }), EXPECTED);
        assertEquals(await run(program, { TMPDIR: temporary, XDG_CACHE_HOME: "/dev/null" }), EXPECTED);
        assertEquals(ours(), []);
      });
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
});

async function run(program: string, env: Record<string, string>): Promise<unknown> {
  const { stdout, stderr } = await new Deno.Command(program, { env, clearEnv: true, cwd: "/" }).output();
  assertEquals(new TextDecoder().decode(stderr), "");
  return JSON.parse(new TextDecoder().decode(stdout));
}

function filesBelow(folder: string): string[] {
  return [...Deno.readDirSync(folder)].flatMap(({ name, isDirectory }) =>
    isDirectory ? filesBelow(`${folder}/${name}`).map((path) => `${name}/${path}`) : [name]
  ).sort();
}
