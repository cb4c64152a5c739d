/** Which templates come of which lines. */
import { assertEquals } from "@std/assert";
import { TemplateMiner } from "../../src/mining/template_miner.ts";
import { feed } from "./feed.ts";

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
    name: "reasons of several words, after a colon at the end or in brackets, are a parameter",
    lines: [
      "giving up on transfer 5 to the store: Connection refused",
      "giving up on transfer 6 to the store: No route to host",
      "giving up on transfer 7 to the store: connection timed out after 30 s",
      "group 7 is about to be balanced anew (a member has joined)",
      "group 8 is about to be balanced anew (heartbeat of 4 expired)",
    ],
    templates: [
      "giving up on transfer <*> to the store: <*>",
      "group <*> is about to be balanced anew (<*>)",
    ],
  },
  {
    name: "phrases that say the opposite stay apart, and so do those after a few words, or after a port",
    lines: [
      "giving up on transfer 5 to the store: door is open",
      "giving up on transfer 6 to the store: door is not open",
      "battery: charge is low",
      "battery: voltage drops",
      "asking again and again at web:80 for the news of today",
      "asking again and again at web:80 for some weather",
    ],
    templates: [
      "giving up on transfer <*> to the store: door is open",
      "giving up on transfer <*> to the store: door is not open",
      "battery: charge is low",
      "battery: voltage drops",
      "asking again and again at web:<*> for the news of today",
      "asking again and again at web:<*> for some weather",
    ],
  },
  {
    name: "what is compared is a word, and no field",
    lines: [
      "slow query: SELECT total FROM orders WHERE price = 5 LIMIT 10",
      "slow query: SELECT total FROM orders WHERE region = 7 LIMIT 10",
      "slow query: SELECT total FROM orders WHERE color = 9 LIMIT 10",
    ],
    templates: ["slow query: SELECT total FROM orders WHERE <*> = <*> LIMIT <*>"],
  },
  {
    name: "an id in base 64 is a parameter, however its letters come; a long name in mixed case is a word",
    lines: [
      "index qWxUAyUhTQ-rOuHnCkzBvA deleted",
      "index TubWQNUFrLZTjCMnvRKOSq deleted",
      "index NettyBlockTransferService deleted",
    ],
    templates: ["index <*> deleted", "index NettyBlockTransferService deleted"],
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
