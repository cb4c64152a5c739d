/** Runs the peers in turns over each file, so that a busy moment of the machine is shared by all of them. */
import { run } from "../trials/machine.ts";
import type { Peer, PeerLog } from "./peer.ts";

/** bash knows the processor time of what it has run to the millisecond. */
const TIMED = 'TIMEFORMAT="cpu_seconds=%3U+%3S"; time "$@"';

interface PeerRun {
  readonly cpuSeconds: number;
  readonly rssMax: number;
}

/** Of one peer on one file. */
export interface PeerRuns {
  /** Lines a second of processor time: on a busy machine that of the clock is others' too. */
  readonly linesPerSecond: readonly number[];
  /** Peak of its process. */
  readonly rssMax: number;
}

/** By file, then by peer; undefined where a peer has no way with such lines. */
export type PeerResults = ReadonlyMap<PeerLog, ReadonlyMap<Peer, PeerRuns | undefined>>;

/** The first run of each warms the page cache, and does not count. */
export async function measurePeers(
  peers: readonly Peer[],
  logs: readonly PeerLog[],
  runs: number,
): Promise<PeerResults> {
  const results = new Map<PeerLog, Map<Peer, PeerRuns | undefined>>();
  for (const log of logs) {
    const byPeer = new Map<Peer, { linesPerSecond: number[]; rssMax: number } | undefined>();
    for (let round = 0; round <= runs; round++) {
      for (const peer of peers) {
        if (round > 0 && byPeer.get(peer) === undefined) continue;
        const finished = await runPeer(peer, log);
        if (round === 0) byPeer.set(peer, finished && { linesPerSecond: [], rssMax: 0 });
        const kept = byPeer.get(peer);
        if (round === 0 || kept === undefined || finished === undefined) continue;
        kept.linesPerSecond.push((peer.isSlow ? log.head.lines : log.lines) / finished.cpuSeconds);
        kept.rssMax = Math.max(kept.rssMax, finished.rssMax);
      }
    }
    results.set(log, byPeer);
  }
  return results;
}

async function runPeer(peer: Peer, log: PeerLog): Promise<PeerRun | undefined> {
  const { path, lines } = peer.isSlow ? log.head : log;
  const command = peer.command(path, log);
  if (command === undefined) return undefined;
  const { stdout, stderr, rssMax } = await run(["bash", "-c", TIMED, "peer", "taskset", "-c", "0", ...command]);
  if (peer.hasRead?.(stdout, lines) === false) return undefined;
  const [, user, system] = /cpu_seconds=([\d.]+)\+([\d.]+)/.exec(stderr) ?? [];
  return { cpuSeconds: Number(user) + Number(system), rssMax };
}
