import { assert, assertEquals } from "@std/assert";
import { BEGIN_MS, logOf, requestId, requests, type Step, usualSteps, type Writer, WRITERS } from "./request_log.ts";
import { endScore, flagged, runSessions } from "./session_run.ts";

/** Reads a log in which one request of 600 has other steps, and returns the verdicts on it and the others. */
function withOdd(change: (steps: Step[]) => Step[], at = 400) {
  const run = runSessions({ "app.log": logOf(requests(600, { [at]: change })) });
  const odd = requestId(at);
  return {
    run,
    odd,
    reasons: run.verdicts.filter(({ session }) => session === odd).map(({ explanation }) => explanation.reason),
    others: flagged(run).filter((session) => session !== odd),
  };
}

const without = (text: string) => (steps: Step[]) => steps.filter((step) => !step.text.startsWith(text));

const ODD: readonly (readonly [what: string, change: (steps: Step[]) => Step[], reason: RegExp])[] = [
  [
    "an event that few have",
    (steps) => [...steps, { ms: 150, text: "disk quota exceeded while writing cache" }],
    /^req-\w+: "disk quota exceeded while writing cache" came in 1 of \d+ such sessions$/,
  ],
  [
    "a session that is cut off",
    (steps) => steps.slice(0, 2),
    /"rendered page <\*> in <\*> ms" did not come after .* as it does in 99\.\d % of \d+ such sessions within \d+ ms; .* have passed$/,
  ],
  ["a step that is skipped", without("token valid"), /"token valid for user <\*>" did not come after/],
  [
    "a step that comes again and again",
    (
      steps,
    ) => [...steps, ...Array.from({ length: 12 }, (_, k) => ({ ms: 100 + k, text: `token valid for user ${k}` }))],
    /"token valid for user <\*>" came 8 times or more, as in .* % of \d+ sessions that have it$/,
  ],
  [
    "a session that takes far longer",
    (steps) => steps.map(({ ms, text }) => ({ ms: ms * 40, text })),
    /took \d+(\.\d+)? s until .*, longer than all but .* % of \d+ such sessions$/,
  ],
];

for (const [what, change, reason] of ODD) {
  Deno.test(`${what} is told, and nothing else`, () => {
    const { run, odd, reasons, others } = withOdd(change);
    assertEquals(others, []);
    assert(endScore(run, odd) >= .9, `score ${endScore(run, odd)}`);
    assert(reasons.some((text) => reason.test(text)), reasons.join("\n"));
  });
}

Deno.test("two steps in an order that they never come in are told once enough is known of it", () => {
  const swapped = (steps: Step[]) =>
    steps.map((step) =>
      step.text.startsWith("token")
        ? { ...step, ms: 160 }
        : step.text.startsWith("rendered")
        ? { ...step, ms: 20 }
        : step
    );
  const run = runSessions({ "app.log": logOf(requests(1200, { 1000: swapped })) });
  assertEquals(flagged(run), [requestId(1000)]);
  const [{ explanation }] = run.verdicts;
  assertEquals(explanation.evidence.kind, "order");
});

Deno.test("where steps come in all shades of rarity, the rarest of them is no anomaly", () => {
  const every = { alpha: 15, beta: 20, gamma: 26, delta: 33, epsilon: 45, zeta: 62, eta: 81, theta: 112 };
  const change: Record<number, (steps: Step[]) => Step[]> = {};
  for (const [name, apart] of Object.entries(every)) {
    for (let k = apart; k < 2000; k += apart) {
      const before = change[k] ?? ((steps: Step[]) => steps);
      change[k] = (steps) => [...before(steps), { ms: 150, text: `took the further step ${name}` }];
    }
  }
  const run = runSessions({ "app.log": logOf(requests(2000, change)) });
  assertEquals(flagged(run), []);
});

Deno.test("a clock of whole seconds says little of the order of steps", () => {
  const seconds: Writer = (time, id, text) => `${time.slice(0, 19)}Z INFO [app] [${id}] ${text}`;
  const swapped = (steps: Step[]) =>
    steps.map((step) =>
      step.text.startsWith("token") ? { ...step, ms: 1500 } : { ...step, ms: Math.min(900, step.ms) }
    );
  const run = runSessions({ "app.log": logOf(requests(1200, { 1000: swapped, 1100: swapped }), seconds) });
  assertEquals(run.verdicts.filter(({ explanation }) => explanation.evidence.kind === "order"), []);
});

Deno.test("a verdict names the line that caused it, with its text", () => {
  const { run } = withOdd((steps) => [...steps, { ms: 150, text: "disk quota exceeded while writing cache" }]);
  const [{ message, origin, session, time, group, source }] = run.verdicts;
  assertEquals(session, requestId(400));
  assert(message?.endsWith(`[${requestId(400)}] disk quota exceeded while writing cache`), message);
  assertEquals(time, BEGIN_MS + 400_000 + 150);
  const lines = logOf(
    requests(600, { 400: (steps) => [...steps, { ms: 150, text: "disk quota exceeded while writing cache" }] }),
  );
  assertEquals(lines[origin.line - 1], message);
  assertEquals(origin.offset, lines.slice(0, origin.line - 1).join("\n").length + 1);
  assertEquals([source, group], [undefined, "rare disk quota exceeded while writing cache"]);
});

Deno.test("where lower scores are told of, so are sessions that are less rare", () => {
  const odd = (steps: Step[]) => [...steps, { ms: 150, text: "disk quota exceeded while writing cache" }];
  const lines = logOf(requests(900, Object.fromEntries(Array.from({ length: 30 }, (_, k) => [30 * k + 7, odd]))));
  assertEquals(runSessions({ "app.log": lines }).verdicts, []);
  const { verdicts, ends } = runSessions({ "app.log": lines }, { flagsFrom: () => .7 });
  assert(verdicts.length > 10, `${verdicts.length} sessions`);
  for (const { score, session, explanation } of verdicts) {
    assert(score >= .7 && score < .9, `${session} ${score}`);
    assertEquals(explanation.evidence.event, "disk quota exceeded while writing cache");
    assert(ends.some((end) => end.session === session && end.score >= .7));
  }
});

Deno.test("an ordinary log has no odd session, and all its sessions end once, in the order in which they began", () => {
  const run = runSessions({ "app.log": logOf(requests(600)) });
  assertEquals(run.verdicts, []);
  assertEquals(run.ends.map(({ session }) => session), requests(600).map(({ id }) => id));
});

Deno.test("nothing is said of the first hundred sessions, whatever they do", () => {
  const odd = (steps: Step[]) => [...steps, { ms: 150, text: "disk quota exceeded while writing cache" }];
  const run = runSessions({ "app.log": logOf(requests(90, { 40: odd, 60: (steps) => steps.slice(0, 1) })) }, {
    groupBy: "req-",
  });
  assertEquals(run.ends.length, 90);
  assertEquals(run.verdicts, []);
});

Deno.test("sessions that are still within their usual time when the input ends are not cut off", () => {
  const lines = logOf(requests(600));
  const run = runSessions({ "app.log": lines.slice(0, -3) });
  assertEquals(flagged(run), []);
});

Deno.test("what was missing and came late is not held against the whole session", () => {
  const late = (steps: Step[]) =>
    steps.map((step) => step.text.startsWith("response") ? { ...step, ms: 150_000 } : step);
  const { run, odd, reasons } = withOdd(late);
  assert(reasons[0].includes("did not come after"), reasons.join("\n"));
  const whole = run.ends.find(({ session }) => session === odd);
  assert(run.verdicts.every(({ explanation }) => explanation.evidence.kind !== "rare"));
  assert(whole !== undefined);
});

Deno.test("a step that becomes common with a new version is soon ordinary", () => {
  const deployed = Object.fromEntries(
    Array.from(
      { length: 300 },
      (_, k) => [500 + k, (steps: Step[]) => [...steps, { ms: 50, text: "flag new checkout is on" }]],
    ),
  );
  const run = runSessions({ "app.log": logOf(requests(800, deployed)) });
  assert(flagged(run).length <= 4, `${flagged(run).length} of 300 are flagged`);
});

Deno.test("an uncommon step of a session that goes on is told when it has ended, not before", () => {
  // each request is archived much later; a few are moved first, which is uncommon and no more than that
  const archived = (moved: boolean) => (steps: Step[]) => [
    ...steps,
    ...(moved ? [{ ms: 9000, text: "moved to another disk" }] : []),
    { ms: 100_000, text: "archived as batch 7" },
  ];
  const all = Array.from({ length: 700 }, (_, k) => [k, archived(k % 100 === 31)] as const);
  const lines = logOf(requests(700, Object.fromEntries(all)));
  const cut = lines.findIndex((line) => line.startsWith(new Date(BEGIN_MS + 660_000).toISOString().slice(0, 19)));
  const open = runSessions({ "app.log": lines.slice(0, cut) });
  const last = requestId(631);
  assert(lines.slice(0, cut).some((line) => line.includes(last) && line.includes("moved")));
  assert(endScore(open, last) < .9, `${endScore(open, last)} while it is open`);
  assert(endScore(runSessions({ "app.log": lines }), last) >= .9);
});

Deno.test("a log that begins where sessions are ending does not make those that begin later seem odd", () => {
  const archived = { ms: 0, text: "archived as batch 7" };
  const ends = Array.from({ length: 3000 }, (_, k) => ({
    id: requestId(10_000 + k),
    beginMs: BEGIN_MS + 20 * k,
    steps: [archived],
  }));
  const cases = {
    "their first steps are not rare": [],
    "their ends are not late": [{ ...archived, ms: 7_200_000 }],
  };
  for (const [what, last] of Object.entries(cases)) {
    const later = requests(30).map(({ id, steps }, k) => ({
      id,
      beginMs: BEGIN_MS + 600_000 * (k + 1),
      steps: [...steps, ...last],
    }));
    const run = runSessions({ "app.log": logOf([...ends, ...later]) }, { groupBy: "req-" });
    assertEquals(flagged(run), [], what);
  }
});

Deno.test("what is the first line of some sessions and comes late in others is not late in these", () => {
  const archived = (ms: number) => ({ ms, text: "archived as batch 7" });
  const begunBefore = Array.from({ length: 1500 }, (_, k) => ({
    id: requestId(10_000 + k),
    beginMs: BEGIN_MS + 4000 * k,
    steps: [archived(0)],
  }));
  const later = requests(1500).map(({ id, steps }, k) => ({
    id,
    beginMs: BEGIN_MS + 4000 * k,
    steps: k === 700 || k === 800 ? [...steps, archived(7_200_000)] : steps,
  }));
  const run = runSessions({ "app.log": logOf([...begunBefore, ...later]) }, { groupBy: "req-" });
  assertEquals(flagged(run), []);
});

for (const detector of ["spike", "flatline", "sequence"] as const) {
  Deno.test(`that lines are odd in their source is not held against their sessions: ${detector}`, () => {
    const judged = { text: "received request from 10.0.0.7", score: .95, detector };
    assertEquals(flagged(runSessions({ "app.log": logOf(requests(600)) }, { judged })), []);
  });
}

Deno.test("what other detectors say of a line counts for its whole session", () => {
  const lines = logOf(requests(600));
  const run = runSessions({ "app.log": lines }, {
    judged: { text: "received request from 10.0.0.7", score: .95, detector: "rule" },
  });
  const odd = [407, 207, 7].map(requestId);
  for (const session of odd) {
    assertEquals(run.ends.find((end) => end.session === session), {
      session,
      score: Math.fround(.95),
      detector: "rule",
    });
  }
  assert(run.noted.includes(requestId(407)));
});

Deno.test("a clock that is a year ahead, in the next log, makes nobody wait for a session that never ends", () => {
  const open = (steps: Step[]) => [...steps.slice(0, 2), { ms: 20, text: "disk quota exceeded while writing cache" }];
  const later = requests(1200).slice(600).map((each) => ({ ...each, beginMs: each.beginMs + 365 * 86_400_000 }));
  assertEquals(runSessions({ a: logOf(requests(600, { 599: open })), b: logOf(later) }).ends.length, 1200);
});

Deno.test("a log without times is judged by its lines", () => {
  const lines = requests(900, { 700: (steps) => steps.slice(0, 2) }).flatMap(({ id, steps }, k) =>
    steps.map((step, at) => ({ at: k + at * 3, text: `app: ${step.text} for job=${id.slice(4)}` }))
  ).sort((a, b) => a.at - b.at).map(({ text }) => text);
  const run = runSessions({ "app.log": lines });
  assertEquals(flagged(run), [requestId(700).slice(4)]);
  assert(
    /within \d+ lines; [\d,]+ lines have passed$/.test(run.verdicts[0].explanation.reason),
    run.verdicts[0].explanation.reason,
  );
});

const changes = Object.fromEntries(
  Array.from({ length: 9 }, (_, k) => [330 + k * 30, ODD[k % ODD.length][1]] as const),
);

Deno.test("however the input is cut, and wherever it is stopped and begun again, the verdicts are the same", () => {
  const files = { "a.log": logOf(requests(650, changes)), "b.log": logOf(requests(300), WRITERS["a prefix"][0]) };
  const { verdicts, ends } = runSessions(files);
  assert(verdicts.length > 4);
  for (const batchBytes of [300, 5000, 100_001]) {
    const cut = runSessions(files, { batchBytes });
    assertEquals([cut.verdicts, cut.ends], [verdicts, ends], `batches of ${batchBytes} bytes`);
  }
  for (const restoreEvery of [1, 5]) {
    const restored = runSessions(files, { batchBytes: 20_000, restoreEvery });
    assertEquals([restored.verdicts, restored.ends], [verdicts, ends], `restored every ${restoreEvery} batches`);
  }
});

Deno.test("usual steps are those of the tests' service", () => {
  assertEquals(usualSteps(3).length, 5);
  assertEquals(usualSteps(4).length, 4);
});
