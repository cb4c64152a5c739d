/** The files of the comparison: a generated log, and long ones made from the corpora where there are any. */
import { errorMessage } from "../../src/core/error_message.ts";
import { generatedLines } from "../generated_lines.ts";
import { ALL_KINDS, corpus, type Kind, trialFolder } from "../trials/corpora.ts";
import type { PeerLog } from "./peer.ts";

const HEAD_LINES = 30_000;
const HEADER_FIELDS: Readonly<Record<Kind, number>> = { HDFS: 5, JSON: 0, BGL: 9 };
const LINE_FEED = 10;

/** Makes what is not there yet. */
export async function peerLogs(lines: number): Promise<PeerLog[]> {
  Deno.mkdirSync(trialFolder(), { recursive: true });
  const logs = [await logOf("generated", generated(lines), { lines, headerFields: 3, isJson: false })];
  for (const kind of ALL_KINDS) {
    const path = await corpusOf(kind, lines);
    if (path === undefined) continue;
    const facts = { lines, headerFields: HEADER_FIELDS[kind], isJson: kind === "JSON" };
    logs.push(await logOf(kind === "JSON" ? "HDFS as JSON" : kind, path, facts));
  }
  return logs;
}

function generated(lines: number): string {
  const path = `${trialFolder()}/generated-${lines}.log`;
  Deno.writeFileSync(path, generatedLines("seed", lines));
  return path;
}

async function corpusOf(kind: Kind, lines: number): Promise<string | undefined> {
  try {
    return await corpus(kind, lines);
  } catch (error) {
    console.error(`${kind}: ${errorMessage(error)}`);
    return undefined;
  }
}

async function logOf(
  name: string,
  path: string,
  facts: Pick<PeerLog, "lines" | "headerFields" | "isJson">,
): Promise<PeerLog> {
  const bytes = await Deno.readFile(path);
  let end = 0;
  let lines = 0;
  for (; lines < HEAD_LINES; lines++) {
    const feed = bytes.indexOf(LINE_FEED, end);
    if (feed < 0) break;
    end = feed + 1;
  }
  const headPath = path.replace(/\.log$/, "-head.log");
  await Deno.writeFile(headPath, bytes.subarray(0, end));
  return { name, path, ...facts, head: { path: headPath, lines } };
}
