import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { DueQueue } from "../../../src/detectors/session/due_queue.ts";
import { stepOf } from "../../../src/detectors/session/session_events.ts";
import { EventNumbers } from "../../../src/detectors/session/event_numbers.ts";
import { SessionGroup } from "../../../src/detectors/session/session_group.ts";
import { newLine } from "../../../src/detectors/session/session_line.ts";
import { SourceList } from "../../../src/detectors/session/source_list.ts";
import { ENTRIES_MAX, LIST_MAX, SessionTable } from "../../../src/detectors/session/session_table.ts";
import { eventBatch } from "../event_batch.ts";

const NAME = new TextEncoder().encode("blk_7");

Deno.test("a table finds what was put in and not taken out, whatever hashes collide", () => {
  const operation = fc.record({ key: fc.nat(40), isTaken: fc.boolean() });
  fc.assert(fc.property(fc.array(operation, { maxLength: 400 }), (operations) => {
    const table = new SessionTable();
    const slots = new Map<number, number>();
    for (const { key, isTaken } of operations) {
      const slot = slots.get(key);
      // few first words, so that chains form, wrap and are taken apart
      const hash1 = (key % 5) - 2;
      assertEquals(table.find(hash1, key), slot ?? -1);
      if (slot === undefined) slots.set(key, table.make(hash1, key, NAME, 0, NAME.length));
      else if (isTaken) {
        table.free(slot);
        slots.delete(key);
      } else table.touch(slot);
    }
    assertEquals(table.active, slots.size);
    assertEquals(new Set(table.list(0)), new Set(slots.values()));
  }));
});

Deno.test("a table keeps names as they stand in the lines, long ones too", () => {
  const table = new SessionTable();
  const names = ["blk_-1608", "é", "x".repeat(120)];
  const slots = names.map((name, k) => {
    const bytes = new TextEncoder().encode(name);
    return table.make(k, k, bytes, 0, bytes.length);
  });
  assertEquals(slots.map((slot) => table.nameOf(slot)), names);
});

Deno.test("half octaves of a time grow with it, two for each doubling", () => {
  assertEquals([NaN, -5, 0, 1, 3, 7, 1023].map(stepOf), [0, 0, 0, 2, 4, 6, 20]);
  fc.assert(fc.property(fc.nat(2 ** 31 - 1), (ms) => {
    const exact = 2 * Math.log2(1 + ms);
    assert(
      Math.abs(stepOf(ms) - Math.floor(exact)) <= 1e-9 || exact > 60 || Math.abs(exact - Math.round(exact)) < 1e-9,
    );
  }));
});

Deno.test("a session is due after a hundred others, again after two hundred more, or when enough time has passed", () => {
  const queue = new DueQueue();
  const birthOf = () => 1;
  queue.add(5, 1, 0, 0, 0);
  assertEquals(queue.take(99, 0, birthOf), -1);
  assertEquals(queue.take(100, 0, birthOf), 5);
  queue.add(5, 1, 1, 100, 0);
  assertEquals(queue.take(299, 0, birthOf), -1);
  assertEquals(queue.take(300, 0, birthOf), 5);
  queue.add(5, 1, 0, 300, 1000);
  assertEquals(queue.take(300, 1000 + 1_800_000, birthOf), 5);
  queue.add(5, 1, 0, 300, 0);
  assertEquals(queue.take(500, 0, () => 2), -1, "the slot has another session by now");
});

Deno.test("a template that is born where another was is another event; two that turn out to be one are one", () => {
  const numbers = new EventNumbers();
  numbers.begin(eventBatch(0, { templateText: ["a", "b", "c"] }));
  const [a, b, c] = [0, 1, 2].map((index) => numbers.numberOf(index));
  numbers.bornAt(1);
  const again = numbers.numberOf(1);
  assert(again !== b && numbers.templateOf(b) === -1);
  assertEquals(numbers.merge(2, 0), [c, a]);
  assertEquals([numbers.canonical[c], numbers.textOf(c)], [a, "a"]);
});

Deno.test("event numbers find their templates again by their texts", () => {
  const before = new EventNumbers();
  before.begin(eventBatch(0, { templateText: ["a", "b"] }));
  const numbers = [0, 1].map((index) => before.numberOf(index));
  const after = new EventNumbers();
  after.restore(JSON.parse(JSON.stringify(before.save())));
  const textChanges = [{ line: 3, index: 0, before: "b" }];
  after.begin(eventBatch(0, { templateText: ["<*>", "new", "a"], textChanges }));
  assertEquals([2, 0].map((index) => after.numberOf(index)), numbers);
  assert(!numbers.includes(after.numberOf(1)));
});

Deno.test("a million sessions leave no more than the tables hold", () => {
  const numbers = new EventNumbers();
  numbers.begin(eventBatch(0, { templateText: Array.from({ length: 50 }, (_, k) => `event ${k}`) }));
  const clocks = {
    now: new Float64Array(1),
    isTimed: Uint8Array.of(1),
    since: new Float64Array(1),
    lastLine: new Float64Array(1),
  };
  const group = new SessionGroup(numbers, clocks);
  const line = newLine();
  line.bytes = NAME;
  line.end = NAME.length;
  const sink = { verdicts: { give() {} }, line: 0, detectors: [], give() {}, first() {} };
  for (let k = 0; k < 1_000_000; k++) {
    line.hash1 = Math.imul(k, 0x9e3779b1);
    line.hash2 = k;
    line.event = numbers.numberOf(k % 50);
    line.clock = line.time = clocks.now[0] = k * 10;
    line.linesBefore = k;
    group.add(line, sink);
    // some sessions are long, so that entries run out before sessions do
    for (let event = 0; k % 40 === 0 && event < 50; event++) {
      line.event = event;
      group.add(line, sink);
    }
  }
  const { table } = group;
  assert(table.active <= LIST_MAX && table.resting <= LIST_MAX, `${table.active} and ${table.resting}`);
  assert(table.entries <= ENTRIES_MAX);
  const bytes = table.words.byteLength + table.names.byteLength + table.entryWords.byteLength +
    3 * 8 * table.entryStream.length;
  assert(bytes < 20 * 1024 * 1024, `${bytes} bytes`);
});

Deno.test("a log may have more files than are told apart: the oldest are forgotten", () => {
  const sources = new SourceList();
  const first = sources.numberOf("0.log");
  for (let k = 1; k < 10_000; k++) {
    assert(sources.numberOf(`${k}.log`) < 4096);
    assert(sources.streamOf(`${k}.log`, "id") < 4096);
  }
  assertEquals(sources.numberOf("9999.log") < 4096, true);
  assert(!sources.isNew);
  sources.numberOf("0.log");
  assert(sources.isNew);
  assertEquals(first, 0);
  assertEquals(sources.placeOf(sources.streamOf("9999.log", "id")), { source: "9999.log", identity: "id" });
});
