/** Logs of a small service, made for tests: requests of a few steps that overlap, each with its id in every line. */

export interface Step {
  readonly ms: number;
  readonly text: string;
}

export interface Request {
  readonly id: string;
  readonly beginMs: number;
  readonly steps: readonly Step[];
}

/** How a line is written. */
export type Writer = (time: string, id: string, text: string) => string;

export const PLAIN: Writer = (time, id, text) => `${time} INFO [app] [${id}] ${text}`;
export const BEGIN_MS = Date.UTC(2026, 2, 1);
/** Requests begin this far apart. */
export const APART_MS = 1000;

/** The steps of an ordinary request: every third asks the database. */
export function usualSteps(k: number): Step[] {
  const page = { ms: 90 + (k * 37) % 60, text: `rendered page ${k % 7} in ${k % 50} ms` };
  const query = { ms: 40 + (k * 17) % 30, text: `query took ${k % 90} ms` };
  return [
    { ms: 0, text: `received request from 10.0.0.${k % 200}` },
    { ms: 5 + k % 9, text: `token valid for user ${k % 40}` },
    ...(k % 3 === 0 ? [query] : []),
    page,
    { ms: 200 + (k * 13) % 60, text: `response sent, ${k % 999} bytes` },
  ];
}

/** An id that looks random and is the same in every run. */
export function requestId(k: number): string {
  return `req-${(Math.imul(k + 1, 0x9e3779b1) >>> 0).toString(16).padStart(8, "0")}`;
}

/** So many ordinary requests; `change` gives some of them other steps. */
export function requests(count: number, change: Readonly<Record<number, (steps: Step[]) => Step[]>> = {}): Request[] {
  return Array.from({ length: count }, (_, k) => ({
    id: requestId(k),
    beginMs: BEGIN_MS + k * APART_MS,
    steps: change[k]?.(usualSteps(k)) ?? usualSteps(k),
  }));
}

/** All lines in the order of their times. */
export function logOf(all: readonly Request[], write: Writer = PLAIN): string[] {
  const lines = all.flatMap(({ id, beginMs, steps }) => steps.map(({ ms, text }) => ({ at: beginMs + ms, id, text })));
  lines.sort((a, b) => a.at - b.at);
  return lines.map(({ at, id, text }) => write(new Date(at).toISOString(), id, text));
}

/** Ways to write the id, by what finds it: the kind of identifier that it is, and its label. */
export const WRITERS: Readonly<Record<string, readonly [Writer, kind: string, label: string]>> = {
  "a field of JSON": [
    (time, trace_id, msg) => JSON.stringify({ time, level: "info", trace_id, msg }),
    "field",
    "trace_id",
  ],
  "a field of logfmt": [(time, id, text) => `time=${time} level=info request=${id} msg="${text}"`, "field", "request"],
  "a prefix": [(time, id, text) => `${time} INFO app: ${text} of blk_${parseInt(id.slice(4), 16)}`, "prefix", "blk_"],
  "the word before it": [
    (time, id, text) => `${time} INFO app: ${text}, order #${parseInt(id.slice(4), 16)}`,
    "word",
    "order",
  ],
  "a UUID": [
    (time, id, text) => `${time} INFO app: ${text} (${id.slice(4)}-1c2d-4e5f-8a9b-00112233${id.slice(4, 8)})`,
    "uuid",
    "",
  ],
};
