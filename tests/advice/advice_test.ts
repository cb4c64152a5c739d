import { assert, assertEquals, assertMatch } from "@std/assert";
import fc from "fast-check";
import { type AdviceRow, createAdviceFinder, fillAdvice } from "../../src/advice/mod.ts";
import { ADVICE } from "../../src/advice/table.ts";
import { type AnomalyEvent, DETECTORS } from "../../src/core/anomaly.ts";
import { KEYWORDS } from "../../src/detectors/mod.ts";

const EVENT: AnomalyEvent = {
  type: "anomaly",
  id: "1",
  time: "2026-11-22T18:00:00.123Z",
  source: "/var/log/app.log",
  line: 1234,
  offset: 0,
  detector: "severity",
  score: .95,
  severity: "warning",
  template_id: "5f1c0a9e",
  template: "",
  message: "something",
  reason: "",
  evidence: {},
  count: 1,
};

const CASES: readonly (readonly [message: string, detector: AnomalyEvent["detector"], first: string])[] = [
  ["Out of memory: Killed process 17 (java)", "keyword", "dmesg -T | grep -i -E 'oom|killed process'"],
  ["java.lang.OutOfMemoryError: Java heap space", "severity", "dmesg -T | grep -i -E 'oom|killed process'"],
  ["WARN c.e.shop.Gc - Full GC pause 12873ms", "numeric_outlier", "sed -n '1224,1244p' -- '/var/log/app.log'"],
  ["write failed: No space left on device", "keyword", "df -h"],
  ["kernel: EXT4-fs error (device sda1): reading directory lblock 0", "keyword", "dmesg -T | tail -n 50"],
  ["pool exhausted: timeout waiting for connection", "severity", "ss -tn state established | wc -l"],
  ["dial tcp 10.0.0.7:5432: connect: connection refused", "severity", "ss -ltnp"],
  ["Failed password for root from 10.0.0.7", "spike", "lastb -n 20"],
  ["request served", "spike", "sed -n '1224,1244p' -- '/var/log/app.log'"],
  ["request served", "flatline", "systemctl --failed --no-pager"],
];

/** Makes a function that gives the advice for an anomaly. */
function createAdvisor(own: readonly AdviceRow[] = []) {
  const find = createAdviceFinder(own);
  return (event: AnomalyEvent) => {
    const found = find(event);
    return found === undefined ? undefined : fillAdvice(found, event);
  };
}

for (const [message, detector, first] of CASES) {
  Deno.test(`advice for ${detector} "${message}": ${first}`, () => {
    const advice = createAdvisor()({ ...EVENT, message, detector });
    assertEquals(advice?.commands[0], first);
  });
}

Deno.test("advice names the time around, and the files as a shell needs them", () => {
  const advise = createAdvisor();
  const flat = advise({ ...EVENT, detector: "flatline", source: "/var/log/it's here.log" });
  assertEquals([flat?.look_from, flat?.look_until], ["2026-11-22T17:55:00.123Z", "2026-11-22T18:05:00.123Z"]);
  assertEquals(flat?.commands.slice(1), [
    "ls -l '/var/log/it'\\''s here.log'",
    "df -h",
    "journalctl --since '2026-11-22 17:55:00 UTC' --until '2026-11-22 18:05:00 UTC' -p warning --no-pager",
  ]);
  assertEquals(advise({ ...EVENT, source: "old.log.gz", line: 3 })?.commands, [
    "zcat -- 'old.log.gz' | sed -n '1,13p'",
  ]);
});

Deno.test("what to look at of a burst begins before its first line, and of a long one is only its beginning", () => {
  const advise = createAdvisor();
  const ranges = [1, 30, 1000, 5000].map((lines) =>
    advise({ ...EVENT, detector: "spike", evidence: { lines }, line: 3030 })?.commands[0]
  );
  assertEquals(ranges, [
    "sed -n '3020,3040p' -- '/var/log/app.log'",
    "sed -n '2991,3040p' -- '/var/log/app.log'",
    "sed -n '2021,2121p' -- '/var/log/app.log'",
    "sed -n '1,101p' -- '/var/log/app.log'",
  ]);
});

Deno.test("advice leaves out commands that need what is not known, or what a terminal would obey", () => {
  const advise = createAdvisor();
  assertEquals(advise({ ...EVENT, time: null, source: "-", detector: "spike" })?.commands, ["uptime"]);
  for (
    const source of ["/dev/stdin", "/dev/fd/63", "/proc/self/fd/0", "a\nb", "a\x1b[31m", "a\u202eb", "x".repeat(501)]
  ) {
    assertEquals(advise({ ...EVENT, source })?.commands, []);
  }
  const session = advise({ ...EVENT, detector: "session", session: "'; rm -rf /; '" });
  assertEquals(session?.commands[0], "grep -nF -e ''\\''; rm -rf /; '\\''' -- '/var/log/app.log'");
});

Deno.test("nothing of a line gets out of its quotes, whatever it holds", () => {
  const advise = createAdvisor();
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "binary" }), (source, session) => {
      const advice = advise({ ...EVENT, detector: "session", source, session, message: session });
      for (const command of advice?.commands ?? []) {
        // outside of quotes only what the table says is left
        const outside = command.replaceAll("'\\''", "").replaceAll(/'[^']*'/g, "");
        assertMatch(outside, /^[a-z0-9 |,.=/*>&-]*(?:-[a-zA-Z]+[a-z0-9 |,.=/*>&-]*)*$/);
      }
    }),
  );
});

Deno.test("every detector has advice, every row can be reached, and the user's rows come first", () => {
  const advise = createAdvisor();
  for (const detector of DETECTORS) assert(advise({ ...EVENT, detector }) !== undefined, detector);
  assertEquals(new Set(ADVICE.map(({ recommendation }) => recommendation)).size, ADVICE.length);
  const own = createAdvisor([{
    detectors: ["spike"],
    match: "checkout",
    recommendation: "ask the shop",
    commands: [],
  }]);
  assertEquals(own({ ...EVENT, detector: "spike", message: "POST /Checkout" })?.recommendation, "ask the shop");
  assertEquals(own({ ...EVENT, detector: "flatline", message: "checkout" })?.commands.length, 4);
});

Deno.test("the words of a row are found in any case, and at the beginning of a line and far into it", () => {
  const advise = createAdvisor();
  const rows: readonly (readonly [phrase: string, recommendation: RegExp])[] = [
    ["OOM-Kill", /memory ran out/],
    ["Pause Full (G1 Compaction Pause)", /garbage collector/],
    ["ENOSPC", /disk is full/],
    ["Bad Sector", /storage/],
    ["EMFILE", /file handles/],
    ['"GET / HTTP/1.1" 502 1693', /answers with errors/],
    ["econnrefused", /nobody listens/],
    ["NXDOMAIN", /does not resolve/],
    ["x509", /secure connection/],
    ["Access Denied", /logins fail/],
    ["EACCES", /a right is missing/],
    ["time out", /network/],
    ["Lock Wait", /connections or locks/],
    ["blocked for more than 120 seconds", /the kernel/],
    ["nf_conntrack: table full", /table of the kernel/],
    ["Split-Brain", /members of a cluster/],
    ["CrashLoopBackOff", /container/],
    ["Core Dumped", /crashed/],
    ["StackTrace", /stack trace/],
  ];
  assertEquals(rows.length, ADVICE.filter(({ match }) => match !== undefined).length);
  for (const [phrase, recommendation] of rows) {
    for (const message of [phrase, `${"some words ".repeat(50)}${phrase}, and more`]) {
      assertMatch(advise({ ...EVENT, message })?.recommendation ?? "", recommendation);
    }
  }
});

Deno.test("every word that flags a line by itself has advice of its own, but for those that any trouble may have", () => {
  const advise = createAdvisor();
  const general = advise({ ...EVENT, message: "something" })?.recommendation;
  const words = [...KEYWORDS].filter(([, score]) => score >= .9).map(([word]) => word);
  const without = words.filter((message) => advise({ ...EVENT, message })?.recommendation === general);
  assertEquals(without.sort(), ["emergency", "fatal", "must be vacuumed within"]);
});

Deno.test("a user's pattern may refer to its own groups", () => {
  const advise = createAdvisor([
    { match: "(?<word>ab) \\k<word>", recommendation: "twice", commands: [] },
    { match: "(cd) \\1", recommendation: "again", commands: [] },
  ]);
  const said = ["ab ab", "cd cd", "ab cd"].map((message) => advise({ ...EVENT, message })?.recommendation);
  assertEquals(said.slice(0, 2), ["twice", "again"]);
  assertMatch(said[2] ?? "", /see what led to this line/);
});
