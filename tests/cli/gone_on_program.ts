/**
 * Saves a state, goes on from it, and prints how many states were read, how many of them are still in memory, and where
 * the run goes on. For state_keeper_test.ts, which starts it with the flags of V8 that Oddline has.
 */
import { StateKeeper } from "../../src/cli/run/state_keeper.ts";
import { Pipeline } from "../../src/pipeline/pipeline.ts";
import { FileSource } from "../../src/sources/file_source.ts";
import { LINE_BYTES_MAX } from "../../src/sources/source.ts";
import { PLAIN_OPTIONS } from "../pipeline/run_log.ts";

const [path] = Deno.args;
const first = begin();
await first.keeper.close(first.pipeline, undefined, () => Promise.resolve());
const states: WeakRef<object>[] = [];
const parse = JSON.parse;
JSON.parse = (text: string) => {
  const file = parse(text);
  if (file?.pipeline !== undefined) states.push(new WeakRef(file.pipeline));
  return file;
};
const { keeper, pipeline } = begin();
keeper.restore(pipeline, PLAIN_OPTIONS.multiline, undefined);
await new Promise((resolve) => setTimeout(resolve));
(globalThis as unknown as { gc(): void }).gc();
const kept = states.filter((state) => state.deref() !== undefined).length;
console.log(JSON.stringify([states.length, kept, keeper.resume]));

function begin() {
  const keeper = new StateKeeper(path, { now: () => 1000, warn: console.error });
  keeper.begin();
  const source = new FileSource([], { lineBytesMax: LINE_BYTES_MAX, startedMs: 0 });
  const pipeline = new Pipeline({ ...PLAIN_OPTIONS, source, sink: () => {}, onWarning: console.error });
  return { keeper, pipeline };
}
