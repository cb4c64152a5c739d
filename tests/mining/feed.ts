/** Feeds messages to a miner as the pipeline does. */
import { hashShape, ShapeHash } from "../../src/mining/masks/masking.ts";
import type { TemplateMiner } from "../../src/mining/template_miner.ts";

const encoder = new TextEncoder();
const hash = new ShapeHash();

/** The index of the template that a message has when it is read. */
export function feedOne(miner: TemplateMiner, message: string, line = 0): number {
  const bytes = encoder.encode(message);
  hashShape(bytes, 0, bytes.length, hash);
  const index = miner.templateOf(hash.word1, hash.word2, bytes, 0, bytes.length);
  miner.table.count[index]++;
  miner.table.lastLine[index] = line;
  return index;
}

/** The ids of messages when they are read. */
export function feed(miner: TemplateMiner, messages: readonly string[]): string[] {
  return messages.map((message, line) => miner.ids[feedOne(miner, message, line)]);
}

/** The ids that stand for these at the end. */
export function finalIds(miner: TemplateMiner, ids: readonly string[]): string[] {
  return ids.map((id) => miner.finalId(id));
}
