/** Which templates come of which lines: how a message is cut into words, parameters, lists, fields. */
import { type TemplateCase, testTemplates } from "./template_cases.ts";

const CASES: readonly TemplateCase[] = [
  {
    name: "six lines, three templates",
    lines: ["job 1 started", "job 1 stopped", "job 2 started", "disk 93% full", "job 2 stopped", "disk 94% full"],
    templates: ["job <*> started", "job <*> stopped", "disk <*> full"],
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
    name: "a text behind a header is said, be it in quotes",
    lines: [
      'I0101 worker.go:17] "Removed" id="a1"',
      'I0101 worker.go:17] "Removed" id="b2"',
      'I0101 worker.go:18] "Killing softly" id="c3"',
    ],
    templates: ['I<*> worker.go:<*>] "Removed" id="<*>"', 'I<*> worker.go:<*>] "Killing softly" id="c<*>"'],
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
    name: "fields with numbers may be absent without commas; fields with words or texts tell events apart",
    lines: [
      "bye from 10.0.0.1 ehlo=1 auth=0/1 quit=1 commands=3",
      "bye from 10.0.0.2 ehlo=2 quit=1 commands=2",
      "access refused host=10.0.0.1",
      "access refused host=10.0.0.2 user=root",
      'audit kind=1 op="open"',
      'audit kind=2 op="open" mask="rw"',
    ],
    templates: [
      "bye from <*> ehlo=<*> quit=<*> commands=<*>",
      "access refused host=<*>",
      "access refused host=<*> user=root",
      'audit kind=<*> op="open"',
      'audit kind=<*> op="open" mask="rw"',
    ],
  },
  {
    name: "a switch is the value of its field, or of what stands before it in brackets",
    lines: [
      "flushed size=1 sync=true",
      "flushed size=2 sync=false",
      "power state Radio[enabled]",
      "power state Radio[disabled]",
      "login refused (by password: YES)",
      "login refused (by password: NO)",
      "link enabled",
      "link disabled",
    ],
    templates: [
      "flushed size=<*> sync=<*>",
      "power state Radio[<*>]",
      "login refused (by password: <*>)",
      "link enabled",
      "link disabled",
    ],
  },
  {
    name: "fields between commas may be absent beside a field alone",
    lines: [
      "17: client=10.0.0.1",
      "18: client=10.0.0.2, method=PLAIN, user=7",
      "19: size=12, parts=2",
    ],
    templates: ["<*>: client=<*>", "<*>: size=<*>, parts=<*>"],
  },
  {
    name: "constants in one field of many are a choice; states and words are not",
    lines: [
      "mail handed to relay from=1 to=2 size=3 proto=SMTP",
      "mail handed to relay from=1 to=2 size=3 proto=ESMTP",
      "mail taken over relay from=1 to=2 size=3 state=OPENED",
      "mail taken over relay from=1 to=2 size=3 state=CLOSED",
      "mail kept for relay from=1 to=2 size=3 user=root",
      "mail kept for relay from=1 to=2 size=3 user=guest",
    ],
    templates: [
      "mail handed to relay from=<*> to=<*> size=<*> proto=<*>",
      "mail taken over relay from=<*> to=<*> size=<*> state=OPENED",
      "mail taken over relay from=<*> to=<*> size=<*> state=CLOSED",
      "mail kept for relay from=<*> to=<*> size=<*> user=root",
      "mail kept for relay from=<*> to=<*> size=<*> user=guest",
    ],
  },
  {
    name: "a map in braces is one value, empty or filled",
    lines: [
      "path /a/1 with params {}",
      "path /a/2 with params {size=5, kind=short}",
      "path /a/3 with params {order=name}",
    ],
    templates: ["path <*> with params {<*>}"],
  },
  {
    name: "a query behind a colon is a parameter; a verb alone is none",
    lines: [
      "took 3 ms for statement: SELECT name FROM users",
      "took 4 ms for statement: insert into orders (a, b) values (1, 2)",
      "took 5 ms for statement: BEGIN",
      "state of node: update received",
      "state of node: select ready",
    ],
    templates: [
      "took <*> ms for statement: <*>",
      "state of node: update received",
      "state of node: select ready",
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
  {
    name: "a qualified name is one word, however many parts it has",
    lines: [
      "the worker Order::Export finished after 3 s",
      "the worker Invoices finished after 14 s",
      "the worker Mail::Queue::Cleanup finished after 5 s",
      "Cache::flush: 3 pages",
      "Cache::sweep: 3 pages",
    ],
    templates: ["the worker <*> finished after <*> s", "Cache::flush: <*> pages", "Cache::sweep: <*> pages"],
  },
  {
    name: "what an arrow leads from and to are values, also of states",
    lines: [
      "link state changed closed -> open",
      "link state changed open -> failed",
      "link state is open",
      "link state is closed",
    ],
    templates: ["link state changed <*> -> <*>", "link state is open", "link state is closed"],
  },
  {
    name: "a name in single quotes may have words and numbers",
    lines: [
      "starting connection 'Wired port 1' again",
      "starting connection 'eduroam' again",
      "starting connection 'Guest' again",
    ],
    templates: ["starting connection '<*>' again"],
  },
  {
    name: "fields between commas may be absent, all of them, where enough words say what it is",
    lines: [
      "File does not exist: /srv/a",
      "File does not exist: /srv/b, referer: http://example.org/",
      "retry, after: 5",
      "retry",
    ],
    templates: ["File does not exist: <*>", "retry, after: <*>", "retry"],
  },
  {
    name: "names of several words stand where others do, between signs; sentences do not",
    lines: [
      "player.exe - 10.0.0.1 close, 5 bytes sent, 7 bytes received, lifetime 3",
      "mailer.exe - 10.0.0.1 close, 5 bytes sent, 7 bytes received, lifetime 3",
      "Media Player.exe - 10.0.0.1 close, 5 bytes sent, 7 bytes received, lifetime 3",
      "closing link of peer (host: 'a', user: 'b')",
      "closing link of peer (host: 'a', user: 'b'): the other side has ended it",
    ],
    templates: [
      "<*> - <*> close, <*> bytes sent, <*> bytes received, lifetime <*>",
      "closing link of peer (host: 'a', user: 'b')",
      "closing link of peer (host: 'a', user: 'b'): the other side has ended it",
    ],
  },
  {
    name: "an address may end before a colon",
    lines: ["reply from 2001:db8:c62:4e::a9: offset 3", "reply from 2a02:a21a:7::cfae: offset 5"],
    templates: ["reply from <*>: offset <*>"],
  },
];

testTemplates(CASES);
