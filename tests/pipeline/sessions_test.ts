/** Sessions through the whole pipeline: what is said of one, and from which scores on. */
import { assert, assertEquals } from "@std/assert";
import { gzipSync } from "node:zlib";
import type { AnomalyEvent, DetectorId } from "../../src/core/anomaly.ts";
import type { PipelineOptions } from "../../src/pipeline/options.ts";
import type { SessionRow } from "../../src/pipeline/verdicts/sessions.ts";
import { StdinSource } from "../../src/sources/stdin.ts";
import { logOf, requestId, requests, type Step } from "../detectors/session/request_log.ts";
import { TempFolder } from "../sources/temp_folder.ts";
import { runLog } from "./run_log.ts";

/** One before it is known what names the sessions, one after. */
const CUT_OFF = [200, 500];
const cutOff = (steps: Step[]) => steps.slice(0, 2);
const LINES = logOf(requests(800, Object.fromEntries(CUT_OFF.map((k) => [k, cutOff]))));
const LOG = new TextEncoder().encode(LINES.map((line) => `${line}\n`).join(""));

const LINE_BYTES_MAX = 8 * 1024;

/** What is told of sessions. */
async function anomaliesIn(path: string, options: Partial<PipelineOptions> = {}): Promise<AnomalyEvent[]> {
  const { events } = await runLog(path, options);
  return events.split("\n").filter((line) => line !== "").map((line) => JSON.parse(line))
    .filter(({ detector }) => detector === "session");
}

/** Standard input that gives so many bytes at a time. */
function stdinOf(bytes: Uint8Array, atATime: number): StdinSource {
  let at = 0;
  return new StdinSource((into) => {
    const piece = bytes.subarray(at, at + Math.min(into.length, atATime));
    into.set(piece);
    at += piece.length;
    return Promise.resolve(piece.length === 0 ? null : piece.length);
  }, { startedMs: 0, lineBytesMax: LINE_BYTES_MAX });
}

Deno.test("a session's anomaly has the raw line of a file, of a compressed one, and of standard input", async () => {
  using folder = new TempFolder();
  const plain = await anomaliesIn(folder.write("app.log", LOG));
  assert(plain.length > 0);
  for (const { message, line, evidence } of plain) {
    assertEquals(message, LINES[line - 1]);
    assertEquals(evidence.kind, "missing");
  }
  assert(plain.some(({ message }) => message.includes(requestId(CUT_OFF[0]))), "one waited for its key");
  const told = (anomalies: AnomalyEvent[]) => anomalies.map(({ source: _, ...rest }) => rest);
  const packed = folder.write("app.log.gz", new Uint8Array(gzipSync(LOG)));
  for (const [workers, batchBytes] of [[1, 1 << 20], [2, 16 * 1024]]) {
    const ways = { workers, batchBytes, lineBytesMax: LINE_BYTES_MAX };
    assertEquals(told(await anomaliesIn(packed, ways)), told(plain), `gzip, ${workers} workers`);
    assertEquals(
      told(await anomaliesIn("-", { ...ways, source: stdinOf(LOG, 5000) })),
      told(plain),
      `stdin, ${workers} workers`,
    );
  }
});

const ODD_TIMES = 30;
const RARE_STEP = (steps: Step[]) => [...steps, { ms: 150, text: "disk quota exceeded while writing cache" }];

for (
  const [what, options] of [
    ["a lower threshold", { alertThreshold: .7 }],
    ["a greater sensitivity", { sensitivity: new Map<DetectorId, number>([["session", 2]]) }],
  ] as const
) {
  Deno.test(`with ${what} more sessions are told of, and what is flagged has its anomaly`, async () => {
    using folder = new TempFolder();
    const some = Object.fromEntries(Array.from({ length: ODD_TIMES }, (_, k) => [30 * k + 7, RARE_STEP]));
    const path = folder.write("app.log", logOf(requests(900, some)).join("\n"));
    const only = { detectors: new Set<DetectorId>(["session"]), workers: 1 };
    assertEquals(await anomaliesIn(path, only), []);
    const rows: SessionRow[] = [];
    const told = await anomaliesIn(path, { ...only, ...options, onSession: (row) => rows.push(row) });
    assert(told.length > 0);
    const flagged = rows.filter(({ flagged }) => flagged);
    assert(flagged.length > ODD_TIMES / 3 && flagged.length <= ODD_TIMES, `${flagged.length} sessions`);
    assertEquals(new Set(flagged.map(({ anomaly }) => anomaly)).has(""), false, "an anomaly for each");
  });
}
