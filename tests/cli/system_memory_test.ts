/** The C library's part in giving back memory: with the permission to call it, which tests lack, and without. */
import { assert, assertEquals } from "@std/assert";
import { systemMemory } from "../../src/cli/run/system_memory.ts";

const BYTES = 1 << 20;
const MARGIN = 1000;
/** What may stay at each end, where a page is shared with what lies beside. */
const PAGE_BYTES = 1 << 16;

/** Gives back all of a buffer but its margins, and prints how many bytes are still there. */
const PROGRAM = `
  const { systemMemory } = await import(${JSON.stringify(import.meta.resolve("../../src/cli/run/system_memory.ts"))});
  const { trim, release } = systemMemory();
  const bytes = new Uint8Array(new SharedArrayBuffer(${BYTES})).fill(1);
  const within = bytes.subarray(${MARGIN}, -${MARGIN});
  release(within);
  release(bytes.subarray(0, 10));
  trim();
  const count = (bytes) => bytes.reduce((sum, byte) => sum + byte, 0);
  console.log(JSON.stringify([count(within), count(bytes) - count(within)]));
`;

Deno.test({
  name: "whole pages of what is released are given back, and nothing beside it",
  ignore: Deno.build.os !== "linux",
  async fn() {
    const args = ["eval", "--quiet", PROGRAM];
    const { stdout, success } = await new Deno.Command(Deno.execPath(), { args, stderr: "inherit" }).output();
    assert(success);
    const [within, beside] = JSON.parse(new TextDecoder().decode(stdout));
    assertEquals(beside, 2 * MARGIN);
    assert(within < 2 * PAGE_BYTES, `${within} bytes are still there`);
  },
});

Deno.test("where the C library may not be called, nothing is given back and nobody is bothered", () => {
  const { trim, release } = systemMemory();
  const bytes = new Uint8Array(new SharedArrayBuffer(BYTES)).fill(1);
  trim();
  release(bytes);
  assert(bytes.every((byte) => byte === 1));
});

/** Gives up the program's pages, and prints the bytes of files' pages before and after, and that it still runs. */
const FORGETTING = `
  const { systemMemory } = await import(${JSON.stringify(import.meta.resolve("../../src/cli/run/system_memory.ts"))});
  const filePages = () => Number(Deno.readTextFileSync("/proc/self/statm").split(" ")[2]);
  const { forgetProgram } = systemMemory();
  const before = filePages();
  forgetProgram();
  const after = filePages();
  console.log(JSON.stringify([before, after]));
`;

Deno.test({
  name: "of the program's own pages most are given up, and it goes on with those that it needs",
  ignore: Deno.build.os !== "linux",
  async fn() {
    const args = ["eval", "--quiet", FORGETTING];
    const { stdout, success } = await new Deno.Command(Deno.execPath(), { args, stderr: "inherit" }).output();
    assert(success);
    const [before, after] = JSON.parse(new TextDecoder().decode(stdout));
    assert(after < before / 2, `${after} of ${before} pages are still there`);
  },
});
