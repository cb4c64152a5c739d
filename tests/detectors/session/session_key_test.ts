/** What names the sessions of a log: found by itself, or told. */
import { assert, assertEquals } from "@std/assert";
import { logOf, requests, type Step, type Writer, WRITERS } from "./request_log.ts";
import { flagged, runSessions } from "./session_run.ts";

for (const [what, [write, kind, label]] of Object.entries(WRITERS)) {
  Deno.test(`sessions are found by ${what}`, () => {
    const odd = (steps: Step[]) => [...steps, { ms: 150, text: "disk quota exceeded" }];
    const run = runSessions({ "app.log": logOf(requests(600, { 400: odd }), write) });
    const [{ of }] = run.detector.groups;
    assertEquals([of.kind, of.label], [kind, label]);
    assertEquals(run.ends.length, 600);
    assertEquals(flagged(run).length, 1);
  });
}

Deno.test("identifiers that do not come again, or never go, name no sessions", () => {
  const once: Writer = (time, id, text) =>
    `${time} INFO app: ${text} ${id.slice(4)}${text.length}${time.slice(17, 23)}`;
  const threads: Writer = (time, id, text) => `${time} INFO app: ${text} thread=${parseInt(id.slice(4), 16) % 8}`;
  const users: Writer = (time, id, text) =>
    `${time} INFO app: ${text} user=${Math.imul(parseInt(id.slice(4), 16) + text.length * 7919, 0x85ebca6b) >>> 23}`;
  for (const write of [once, threads, users]) {
    const run = runSessions({ "app.log": logOf(requests(1500), write) });
    assertEquals(run.detector.groups.map(({ of }) => of), []);
    assertEquals(run.ends, []);
  }
});

Deno.test("an identifier that its name and its length give away names sessions of which few are alike", () => {
  const further = (k: number, n: number) => {
    const letter = "abcdefghijklmnop"[(Math.imul(k, 0x9e3779b1) >>> (5 + n * 4)) & 15];
    return { ms: 150 + n, text: `step ${letter.repeat(5)} done` };
  };
  const varied = (steps: readonly Step[], k: number) =>
    k % 5 < 2 ? steps : [...steps, further(k, 0), further(k, 1), further(k, 2)];
  const all = requests(600).map(({ steps, ...rest }, k) => ({ ...rest, steps: varied(steps, k) }));
  const write: Writer = (time, id, text) => `${time} INFO [app] ${text} trace_id=${id.slice(4)}${id.slice(4)}`;
  assertEquals(runSessions({ "app.log": logOf(all, write) }).ends.length, 600);
});

Deno.test("--group-by says what names sessions: a field, a prefix or the word before", () => {
  for (
    const [what, groupBy] of [["a field of JSON", "trace_id"], ["a prefix", "blk_"], ["the word before it", "order"]]
  ) {
    const run = runSessions({ "app.log": logOf(requests(30), WRITERS[what][0]) }, { groupBy });
    assertEquals(run.ends.length, 30, what);
  }
});

Deno.test("a trace that goes through two services is one session; processes of two hosts are not", () => {
  const front = requests(900).map(({ steps, ...rest }) => ({
    ...rest,
    steps: [...steps.slice(0, 2), ...steps.slice(-1)],
  }));
  const back = requests(900).map(({ steps, ...rest }) => ({ ...rest, steps: steps.slice(2, -1) }));
  const traces = runSessions({ "front.log": logOf(front), "back.log": logOf(back) });
  assertEquals(new Set(traces.ends.map(({ session }) => session)).size, 900);
  assert(traces.detector.groups.length === 1 && traces.detector.groups[0].isShared);
  assertEquals(flagged(traces), []);
  const processes: Writer = (time, id, text) => `${time} INFO worker[${parseInt(id.slice(4), 16) % 9000}]: ${text}`;
  const hosts = runSessions({ "a.log": logOf(requests(900), processes), "b.log": logOf(requests(900), processes) });
  assertEquals(hosts.ends.length, 2 * new Set(requests(900).map(({ id }) => parseInt(id.slice(4), 16) % 9000)).size);
});
