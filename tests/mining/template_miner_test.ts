import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { TemplateMiner } from "../../src/mining/template_miner.ts";
import { feed, feedOne, finalIds } from "./feed.ts";
import { renamed } from "./renamed.ts";
import { scoreGrouping } from "./scoring.ts";
import { syntheticLog } from "./synthetic.ts";

interface Case {
  readonly name: string;
  readonly lines: readonly string[];
  /** The templates at the end, in the order of their first line. */
  readonly templates: readonly string[];
}

const CASES: readonly Case[] = [
  {
    name: "six lines, three templates",
    lines: ["job 1 started", "job 1 stopped", "job 2 started", "disk 93% full", "job 2 stopped", "disk 94% full"],
    templates: ["job <*> started", "job <*> stopped", "disk <*> full"],
  },
  {
    name: "names that change are a parameter",
    lines: [
      "Invalid user webmaster from 173.234.31.186",
      "Invalid user pgadmin from 52.80.34.196",
      "Invalid user test9 from 52.80.34.196",
      "Invalid user oracle from 175.102.13.6",
    ],
    templates: ["Invalid user <*> from <*>"],
  },
  {
    name: "opposites stay apart, however often they come",
    lines: [
      "link eth0 is up",
      "link eth1 is down",
      "link eth0 is down",
      "link eth2 is up",
      "service started",
      "service stopped",
    ],
    templates: ["link eth<*> is up", "link eth<*> is down", "service started", "service stopped"],
  },
  {
    name: "empty and filled brackets, lists of any length",
    lines: [
      "connection from 24.54.76.216 (host.example.net) closed",
      "connection from 202.82.200.188 () closed",
      "blocks [] reported",
      "blocks [alpha, beta] reported",
      "blocks [alpha, beta, gamma] reported",
    ],
    templates: ["connection from <*> (<*>) closed", "blocks [<*>] reported"],
  },
  {
    name: "an extra token after a program's name",
    lines: [
      "chrome.exe *64 - close, 5 bytes sent",
      "chrome.exe - close, 7 bytes sent",
    ],
    templates: ["chrome.exe <*> - close, <*> bytes sent"],
  },
  {
    name: "a word where a number usually stands",
    lines: ["lease of node expires in 5", "lease of node expires in never"],
    templates: ["lease of node expires in <*>"],
  },
  {
    name: "hosts and addresses with their ports are one, with and without a byte size",
    lines: [
      "chat - proxy.example.org:5070 closed, 7952 bytes (7.77 KB) sent",
      "chat - github.com:443 closed, 12 bytes sent",
      "chat - 10.0.0.7:80 closed, 1300 bytes (1.27 kb) sent",
    ],
    templates: ["chat - <*> closed, <*> bytes <*> sent"],
  },
  {
    name: "constants at the end of dotted names stay apart, in any case",
    lines: [
      "action: org.example.intent.SCREEN_ON",
      "action: org.example.intent.SCREEN_OFF",
      "action: org.example.other.screen_off",
      "action: org.example.Widget",
    ],
    templates: [
      "action: org.example.intent.SCREEN_ON",
      "action: org.example.intent.SCREEN_OFF",
      "action: org.example.other.screen_off",
      "action: org.example.Widget",
    ],
  },
  {
    name: "words with digits, also in capitals, and with capitals within are names; states are not",
    lines: [
      "tool.exe - mail.example.org:5070 goes through relay relay.example.org:80 HTTPS",
      "tool.exe *64 - web.example.org:80 goes through relay relay.example.org:80 SOCKS5",
      "process 5 waits for transaction 7 of ShareLock after 9 ms",
      "process 6 waits for transaction 8 of RowExclusive after 9 ms",
      "node 6 waits for transaction 8 with valid result after 9 ms",
      "node 6 waits for transaction 8 with invalid result after 9 ms",
    ],
    templates: [
      "tool.exe <*> - <*>:<*> goes through relay relay.example.org:<*>",
      "process <*> waits for transaction <*> of <*> after <*> ms",
      "node <*> waits for transaction <*> with valid result after <*> ms",
      "node <*> waits for transaction <*> with invalid result after <*> ms",
    ],
  },
  {
    name: "a sign where the value of a field stands is a value",
    lines: [
      "request refused, client: 10.0.0.1, server: shop, host: a1",
      "request refused, client: 10.0.0.2, server: _, host: b2",
    ],
    templates: ["request refused, client: <*>, server: <*>, host: <*>"],
  },
  {
    name: "what a message begins with is said, be it in quotes; escaped quotes nest",
    lines: [
      '"Pod added" pod="shop/web" err="no \\"volume\\" of it"',
      '"Pod removed" pod="shop/api" err="no \\"claim\\" of it"',
      '"Pod added" pod="shop/api" err="no luck"',
    ],
    templates: ['"Pod added" pod="<*>" err="no <*>"', '"Pod removed" pod="shop/api" err="no \\"claim\\" of it"'],
  },
  {
    name: "a request is said, in capitals or not",
    lines: ['10.0.0.1 "get /index/1" 200', '10.0.0.1 "put /index/2" 200', '10.0.0.1 "get /index/3" 404'],
    templates: ['<*> "get <*>" <*>', '<*> "put <*>" <*>'],
  },
  {
    name: "a command in parentheses, and words by themselves in brackets",
    lines: [
      "(root) CMD (run-parts --report /etc/cron.daily)",
      "(root) CMD (command -v x > /dev/null && x 1 1)",
      "index created for cause [api] in region",
      "index created for cause [rollover] in region",
    ],
    templates: ["(root) CMD (<*>)", "index created for cause [<*>] in region"],
  },
  {
    name: "a list of one after a colon",
    lines: [
      "granting these rights to: alice,bob",
      "granting these rights to: carol",
      "granting these rights to: dave, erin",
    ],
    templates: ["granting these rights to: <*>"],
  },
  {
    name: "fields between commas may be absent",
    lines: [
      "Closed request size=5, user=root, port=80",
      "Closed request size=7, port=80",
      "Closed request size=, user=bob",
    ],
    templates: ["Closed request size=<*>=<*>"],
  },
  {
    name: "messages that each have a field of their own are two kinds, although they share another",
    lines: [
      "Claim: total memory: 64172 MB, used: 512 MB",
      "Claim: total disk: 15 GB, used: 20 GB",
      "Claim: total memory: 64172 MB, used: 2560 MB",
    ],
    templates: ["Claim: total memory: <*> MB, used: <*> MB", "Claim: total disk: <*> GB, used: <*> GB"],
  },
];

for (const { name, lines, templates } of CASES) {
  Deno.test(`${name}`, () => {
    const miner = new TemplateMiner();
    feed(miner, lines);
    assertEquals([...miner.indices()].map((index) => miner.texts[index]), templates);
  });
}

Deno.test("a template's id is the same in every miner, whatever came before", () => {
  const one = new TemplateMiner();
  const other = new TemplateMiner();
  feed(other, ["something else"]);
  assertEquals(feed(one, ["job 1 started"]), feed(other, ["job 7 started"]));
});

Deno.test("when two templates turn out to be one, the older id stands and counts are joined", () => {
  const miner = new TemplateMiner();
  const ids = feed(miner, ["alpha session of root was opened twice", "beta session of root was opened twice"]);
  assert(ids[0] !== ids[1], "one word at the start may say what it is about");
  const generation = miner.generation;
  feed(miner, ["gamma session of root was opened twice", "delta session of root was opened twice"]);
  feed(miner, ["epsilon session of root was opened twice", "7 session of root was opened twice"]);
  const merges = miner.takeMerges();
  assertEquals(merges[0].into, ids[0]);
  assertEquals(miner.takeMerges(), []);
  assert(miner.generation > generation);
  assertEquals(new Set(finalIds(miner, ids)), new Set([ids[0]]));
  assertEquals(miner.canonical(merges[0].fromIndex), merges[0].intoIndex);
  assertEquals(miner.table.count[merges[0].intoIndex], 6);
});

Deno.test("feeding a log twice changes nothing", () => {
  const { messages } = syntheticLog(500, 600);
  const miner = new TemplateMiner();
  feed(miner, messages);
  const ids = feed(miner, messages);
  const size = miner.size;
  const texts = [...miner.indices()].map((index) => miner.texts[index]);
  assertEquals(feed(miner, messages), ids);
  assertEquals(miner.size, size);
  assertEquals([...miner.indices()].map((index) => miner.texts[index]), texts);
});

Deno.test("a saved and restored miner goes on identically", () => {
  fc.assert(
    fc.property(fc.integer({ min: 600, max: 700 }), fc.integer({ min: 1, max: 400 }), (seed, cut) => {
      const { messages } = syntheticLog(seed, 400);
      const whole = new TemplateMiner();
      feed(whole, messages.slice(0, cut));
      whole.takeMerges();
      const restored = new TemplateMiner();
      restored.restore(JSON.parse(JSON.stringify(whole.save())));
      assertEquals(restored.save(), whole.save());
      assertEquals(feed(restored, messages.slice(cut)), feed(whole, messages.slice(cut)));
      assertEquals(restored.save().templates, whole.save().templates);
    }),
    { numRuns: 20 },
  );
});

Deno.test("a small cache of shapes changes no template", () => {
  const { messages, events } = syntheticLog(501);
  const wide = new TemplateMiner();
  const narrow = new TemplateMiner({ shapeCache: 16 });
  assertEquals(feed(narrow, messages), feed(wide, messages));
  assert(scoreGrouping(finalIds(wide, feed(wide, messages)), events).ga > .9);
});

Deno.test("the order of two sources whose words differ does not matter", () => {
  const one = syntheticLog(502, 300).messages;
  const other = renamed(syntheticLog(503, 300).messages);
  const sorted = (logs: readonly (readonly string[])[]) => {
    const miner = new TemplateMiner();
    const ids = logs.map((log) => feed(miner, log));
    const groups = (log: number) => finalIds(miner, ids[log]).map((id, _, all) => all.indexOf(id));
    return logs[0] === one ? [groups(0), groups(1)] : [groups(1), groups(0)];
  };
  assertEquals(sorted([one, other]), sorted([other, one]));
});

Deno.test("a full miner evicts the templates not seen for longest, and counts them", () => {
  const miner = new TemplateMiner({ maxClusters: 16 });
  const word = (k: number) => String.fromCharCode(97 + k / 26, 97 + k % 26);
  const message = (k: number) => `${word(k)} w${word(k + 100)} v${word(k + 200)}`;
  for (let k = 0; k < 100; k++) {
    feedOne(miner, message(k), k);
    assert(miner.size <= 16);
  }
  assertEquals(miner.size + miner.evicted, 100);
  feedOne(miner, message(99), 100);
  assert(!miner.isNew, "the newest is still there");
  feedOne(miner, message(0), 101);
  assert(miner.isNew, "the oldest is gone");
});

Deno.test("an index that was taken away is not given out before the caller says so", () => {
  const miner = new TemplateMiner({ maxClusters: 8 });
  const word = (k: number) => String.fromCharCode(97 + k % 26).repeat(3 + k % 5);
  const indices = Array.from({ length: 40 }, (_, k) => feedOne(miner, `${word(k)} ${word(k + 7)} ${word(3 * k)}`, k));
  assertEquals(new Set(indices).size, indices.length);
  miner.recycle();
  assert(feedOne(miner, "something wholly other here", 41) < 40);
});

Deno.test("a log whose every line is new stays within its bounds", () => {
  const miner = new TemplateMiner({ maxClusters: 200 });
  const syllables = "ba de fi go ku la me ni".split(" ");
  let state = 1;
  const word = () => Array.from({ length: 4 }, () => syllables[(state = state * 48271 % 0x7fffffff) & 7]).join("");
  for (let line = 0; line < 5000; line++) {
    feedOne(miner, Array.from({ length: 8 }, word).join(" "), line);
    miner.recycle();
  }
  assert(miner.size <= 200 && miner.table.ids.length <= 500);
  assert(miner.evicted + miner.mergeCount > 4000);
});

Deno.test("unseen synthetic systems are grouped right", () => {
  const scores = Array.from({ length: 6 }, (_, k) => {
    const { messages, events } = syntheticLog(900 + k);
    const miner = new TemplateMiner();
    return scoreGrouping(finalIds(miner, feed(miner, messages)), events).ga;
  });
  assert(scores.reduce((sum, score) => sum + score, 0) / scores.length > .95, scores.join(" "));
});
