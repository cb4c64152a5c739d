import { assert, assertEquals } from "@std/assert";
import { shapeText } from "../../src/mining/masks/masking.ts";
import { createDetectors, type Detector, type EventBatch, KEYWORD_GROUPS, KEYWORDS } from "../../src/detectors/mod.ts";
import type { RuleSpec } from "../../src/detectors/rule_spec.ts";
import { defaultForest } from "../forest/default_forest.ts";
import { eventBatch as batch, messageColumns } from "./event_batch.ts";

const SECOND = 1000;
const model = await defaultForest();

function detector(id: string, rules: readonly RuleSpec[] = []): Detector {
  const [made] = createDetectors(new Set([id]), { rules, keywords: KEYWORDS });
  return made;
}

function observe(made: Detector, events: EventBatch): Map<number, { score: number; reason: string }> {
  const given = new Map<number, { score: number; reason: string }>();
  made.observe(events, {
    give: (line, score, a, b) => given.set(line, { score, reason: made.explain(a, b).reason }),
  });
  return given;
}

Deno.test("severity flags errors, holds fatal lines critical, and keeps warnings in mind", () => {
  const given = observe(detector("severity"), batch(6, { severity: Uint8Array.of(0, 9, 13, 17, 18, 21) }));
  assertEquals([...given].map(([line, { score }]) => [line, score]), [[2, .5], [3, .9], [4, .95], [5, .98]]);
  assertEquals(given.get(5)?.reason, "the line is of level FATAL");
});

Deno.test("a line that continues an event is not judged by itself", () => {
  const events = batch(2, { severity: Uint8Array.of(17, 17), continuation: Uint8Array.of(0, 1) });
  assertEquals([...observe(detector("severity"), events).keys()], [0]);
});

Deno.test("keyword takes the strongest word, whole words only, in any case", () => {
  const messages = ["disk failed: No Space Left on Device", "panicked? no: companionship", "error 12", "all well"];
  const given = observe(detector("keyword"), batch(4, { columns: messageColumns(messages) }));
  assertEquals([...given.keys()], [0, 2]);
  assertEquals(given.get(0)?.reason, 'the line says "no space left on device"');
  assert((given.get(0)?.score ?? 0) >= .9 && (given.get(2)?.score ?? 1) < .9);
});

Deno.test("keyword knows fatal signs as programs spell them, whatever numbers stand in them", () => {
  const signs: readonly (readonly [message: string, word: string])[] = [
    ["java.lang.OutOfMemoryError: Java heap space", "outofmemoryerror"],
    ["java.lang.OutOfMemoryError: GC overhead limit exceeded", "gc overhead limit exceeded"],
    ['exception in thread "main" java.lang.StackOverflowError', "stackoverflowerror"],
    ["fatal error: all goroutines are asleep - deadlock!", "all goroutines are asleep"],
    ["[signal SIGSEGV: segmentation violation code=0x1]", "segmentation violation"],
    ["MemoryError: Unable to allocate 12.0 GiB", "memoryerror"],
    ["terminate called after throwing an instance of 'std::bad_alloc'", "bad_alloc"],
    ["EXT4-fs error (device sda1): ext4_find_entry:1455: inode #131073", "fs error"],
    ["blk_update_request: I/O error, dev nvme0n1, sector 123456", "i/o error"],
    ["write /var/lib/data: disk full", "disk full"],
    ["INFO: task jbd2/sda1-8:123 blocked for more than 120 seconds.", "blocked for more than"],
    ["watchdog: BUG: soft lockup - CPU#0 stuck for 22s!", "soft lockup"],
    ["sorry, too many clients already", "too many clients"],
    ["x509: certificate has expired or is not yet valid", "certificate has expired"],
    ["Last State: Terminated, Reason: OOMKilled", "oomkilled"],
  ];
  const columns = messageColumns(signs.map(([message]) => message));
  const given = observe(detector("keyword"), batch(signs.length, { columns }));
  for (const [line, [message, word]] of signs.entries()) {
    assertEquals(given.get(line)?.reason, `the line says "${word}"`, message);
    assert((given.get(line)?.score ?? 0) >= .9, message);
  }
});

Deno.test("no keyword holds what a shape masks, and each stands once in the table", () => {
  const words = KEYWORD_GROUPS.flatMap((group) => group.words);
  assertEquals(new Set(words).size, words.length);
  for (const word of words) {
    const bytes = new TextEncoder().encode(word);
    assertEquals(shapeText(bytes, 0, bytes.length), word);
    assertEquals(word, word.toLowerCase());
  }
});

Deno.test("keyword looks at a shape's words once", () => {
  const made = detector("keyword");
  const columns = messageColumns(["job 7 crashed", "job 8 done"]);
  const { shapes } = batch(2);
  assertEquals([...observe(made, batch(2, { columns, shapes })).keys()], [0]);
  columns.bytes.fill(32);
  assertEquals([...observe(made, batch(2, { columns, shapes })).keys()], [0]);
});

Deno.test("an error is not flagged for giving a register's value, nor where every tenth line is fatal", () => {
  const messages = ["fault address: 0x0000001c", "write protect enable......1", "Out of memory: 12", "rc: 0x1 (bad)"];
  const severity = Uint8Array.of(21, 17, 17, 17);
  const given = observe(detector("severity"), batch(4, { columns: messageColumns(messages), severity }));
  assertEquals([...given.values()].map(({ score }) => score), [.85, .85, .9, .9]);
  const made = detector("severity");
  observe(made, batch(100, { severity: new Uint8Array(100).fill(21, 0, 20) }));
  const after = observe(made, batch(2, { severity: Uint8Array.of(17, 21) }));
  assertEquals([...after.values()].map(({ score }) => score), [.85, .98]);
});

function born(line: number): Partial<EventBatch> {
  return { born: 1, bornLine: Int32Array.of(line) };
}

Deno.test("new_template says nothing of a young log", () => {
  const made = detector("new_template");
  assertEquals(observe(made, batch(1000, born(0))).size, 0);
  const [{ score }] = observe(made, batch(1000, born(0))).values();
  assert(score < .9, "at line 1000 too little is known");
});

Deno.test("new_template flags the first new kind in a log that has settled", () => {
  const made = detector("new_template");
  observe(made, batch(20_000, born(0)));
  const given = observe(made, batch(10, born(3)));
  assert((given.get(3)?.score ?? 0) >= .9);
  assertEquals(given.get(3)?.reason.startsWith("the first line of its kind after 20,003 lines"), true);
});

Deno.test("new_template keeps quiet where new kinds come all the time", () => {
  const made = detector("new_template");
  let flagged = 0;
  for (let k = 0; k < 300; k++) {
    for (const { score } of observe(made, batch(100, born(50))).values()) if (score >= .9) flagged++;
  }
  assertEquals(flagged, 0);
});

Deno.test("new_template knows each source by itself: a young one is young whatever the others are", () => {
  const made = detector("new_template");
  observe(made, batch(20_000, born(0)));
  assertEquals(observe(made, batch(10, { ...born(3), source: "young.log" })).size, 0);
});

Deno.test("new_template says the same however its input is cut", () => {
  const whole = detector("new_template");
  const cut = detector("new_template");
  const at = [100, 2500, 9000, 9001, 30_000];
  const scores = [...observe(whole, batch(40_000, { born: at.length, bornLine: Int32Array.from(at) }))].map((
    [line, { score }],
  ) => [line, score]);
  const pieces: number[][] = [];
  for (let begin = 0; begin < 40_000; begin += 500) {
    const here = at.filter((line) => line >= begin && line < begin + 500).map((line) => line - begin);
    const given = observe(cut, batch(500, { born: here.length, bornLine: Int32Array.from(here) }));
    for (const [line, { score }] of given) pieces.push([line + begin, score]);
  }
  assertEquals(pieces, scores);
});

const RULE: RuleSpec = { name: "logins", where: [], score: .95, count: 3, withinMs: 10 * SECOND };

Deno.test("a rule with a count fires when enough matches come within its span", () => {
  const clock = Float64Array.from([0, 9, 30, 35, 40, 41, 60].map((seconds) => seconds * SECOND));
  const hits = { clock, hits: 7, hitLine: Uint32Array.of(0, 1, 2, 3, 4, 5, 6), hitRule: new Uint32Array(7) };
  const given = observe(detector("rule", [RULE]), batch(7, hits));
  assertEquals([...given.keys()], [4, 5]);
  assertEquals(given.get(4)?.reason, 'rule "logins" matched 3 times within 10 s');
});

Deno.test("of ever new sources so many are remembered, the newest", () => {
  for (const id of ["new_template", "severity", "isolation_forest"]) {
    const made = detector(id);
    const forest = { decades: new Float32Array(1).fill(NaN), modelAt: () => model };
    for (let k = 0; k < 10_010; k++) observe(made, batch(1, { source: `pod-${k}`, forest }));
    const saved = JSON.stringify(made.save?.());
    assertEquals(saved.match(/"pod-/g)?.length, 10_000, id);
    assert(saved.includes('"pod-10009"') && !saved.includes('"pod-9"'), id);
  }
});

Deno.test("the forest remembers how odd a source was of late, not for ever", () => {
  const made = detector("isolation_forest");
  const lines = 10_000;
  const forest = { decades: new Float32Array(lines).fill(.1), modelAt: () => model };
  const known = () => (made.save?.() as { lines: number; bins: number[] }[])[0];
  for (let read = 0; read < 600_000; read += lines) {
    observe(made, batch(lines, { forest }));
    assert(known().lines < 1 << 18, `${known().lines} of ${read + lines} lines are remembered`);
  }
  assert(known().lines >= 1 << 17);
  assertEquals(known().bins.reduce((sum, count) => sum + count), known().lines);
});

Deno.test("detectors that learn go on where they were after save and restore", () => {
  const settings = {
    clock: Float64Array.of(0, SECOND),
    hits: 2,
    hitLine: Uint32Array.of(0, 1),
    hitRule: new Uint32Array(2),
  };
  for (const id of ["new_template", "rule"]) {
    const before = detector(id, [RULE]);
    observe(before, batch(5000, { ...settings, ...born(0), clock: Float64Array.of(0, SECOND) }));
    const after = detector(id, [RULE]);
    after.restore?.(JSON.parse(JSON.stringify(before.save?.())));
    const next = { ...settings, ...born(7), clock: Float64Array.of(2 * SECOND, 3 * SECOND) };
    assertEquals(observe(after, batch(10, next)), observe(before, batch(10, next)));
  }
});
