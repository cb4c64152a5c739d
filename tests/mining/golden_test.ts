/** Small logs of each kind of format, as nobody has told Oddline of: these lines in, these templates out. */
import { assertEquals } from "@std/assert";
import { createParser, detectFormat, LineFields } from "../../src/formats/mod.ts";
import { TemplateMiner } from "../../src/mining/template_miner.ts";
import { feedOne } from "./feed.ts";

interface Golden {
  /** What the format is recognised as. */
  readonly format: string;
  readonly lines: readonly string[];
  /** The templates in the order of their first line, with the number of lines of each. */
  readonly templates: readonly string[];
}

const GOLDENS: Readonly<Record<string, Golden>> = {
  "JSON lines": {
    format: "json",
    lines: [
      '{"ts":"2026-03-01T10:00:00Z","level":"info","service":"auth","msg":"user 17 logged in from 10.0.0.8","trace":"a1"}',
      '{"ts":"2026-03-01T10:00:01Z","level":"info","service":"auth","msg":"user 4 logged in from 10.0.0.9","trace":"b2"}',
      '{"ts":"2026-03-01T10:00:02Z","level":"warn","service":"db","msg":"query took 812 ms","table":"orders"}',
      '{"ts":"2026-03-01T10:00:03Z","level":"info","service":"auth","msg":"user 17 logged out","trace":"a1"}',
      '{"ts":"2026-03-01T10:00:04Z","level":"warn","service":"db","msg":"query took 1204 ms","table":"users"}',
      '{"ts":"2026-03-01T10:00:05Z","level":"error","service":"db","msg":"connection to \\"db-1\\" lost"}',
    ],
    templates: [
      "2 × user <*> logged in from <*>",
      "2 × query took <*> ms",
      "1 × user <*> logged out",
      '1 × connection to \\"<*>" lost',
    ],
  },
  "logfmt": {
    format: "logfmt",
    lines: [
      'ts=2026-03-01T10:00:00Z level=info msg="request served" path=/a status=200',
      'ts=2026-03-01T10:00:01Z level=info msg="request served" path=/b status=404',
      'ts=2026-03-01T10:00:02Z level=warn msg="retrying in 3s" attempt=2',
      'ts=2026-03-01T10:00:03Z level=warn msg="retrying in 10s" attempt=3',
      'ts=2026-03-01T10:00:04Z level=error msg="giving up after 3 attempts"',
    ],
    templates: ["2 × request served", "2 × retrying in <*>", "1 × giving up after <*> attempts"],
  },
  "syslog": {
    format: "syslog",
    lines: [
      "Mar  1 10:00:00 web1 sshd[4242]: Accepted publickey for deploy from 10.1.2.3 port 51022 ssh2",
      "Mar  1 10:00:01 web1 sshd[4243]: Accepted publickey for root from 10.1.2.4 port 51023 ssh2",
      "Mar  1 10:00:02 web1 CRON[99]: (root) CMD (run-parts /etc/cron.hourly)",
      "Mar  1 10:00:03 web1 sshd[4244]: Failed password for invalid user admin from 10.9.8.7 port 2222 ssh2",
      "Mar  1 10:00:04 web1 sshd[4245]: Failed password for invalid user oracle from 10.9.8.7 port 2223 ssh2",
      "Mar  1 10:00:05 web1 kernel: [  12.345678] eth0: link becomes ready",
    ],
    templates: [
      "2 × Accepted publickey for <*> from <*> port <*> ssh<*>",
      "1 × (root) CMD (run-parts <*>)",
      "2 × Failed password for invalid user <*> from <*> port <*> ssh<*>",
      "1 × eth<*>: link becomes ready",
    ],
  },
  "access logs": {
    format: "clf",
    lines: [
      '10.0.0.1 - - [01/Mar/2026:10:00:00 +0000] "GET /items/17 HTTP/1.1" 200 512 "-" "curl/8.5"',
      '10.0.0.2 - bob [01/Mar/2026:10:00:01 +0000] "GET /items/18 HTTP/1.1" 404 19 "-" "curl/8.5"',
      '10.0.0.1 - - [01/Mar/2026:10:00:02 +0000] "POST /items HTTP/1.1" 201 88 "-" "curl/8.5"',
      '10.0.0.3 - - [01/Mar/2026:10:00:03 +0000] "GET /items/19 HTTP/1.1" 200 530 "-" "curl/8.5"',
    ],
    templates: [
      '3 × "GET <*> <*>" <*> <*> "-" "<*>"',
      '1 × "POST <*> <*>" <*> <*> "-" "<*>"',
    ],
  },
  "container lines": {
    format: "cri",
    lines: [
      '2026-03-01T10:00:00.123456789Z stdout F level=info msg="pod web-1 ready" took=3s',
      '2026-03-01T10:00:01.123456789Z stdout F level=info msg="pod web-2 ready" took=4s',
      '2026-03-01T10:00:02.123456789Z stderr F level=error msg="pod web-2 evicted" took=1s',
      '2026-03-01T10:00:03.123456789Z stdout F level=info msg="pod web-3 ready" took=9s',
    ],
    templates: ["3 × pod <*> ready", "1 × pod <*> evicted"],
  },
  "Docker's JSON": {
    format: "docker",
    lines: [
      '{"log":"[2026-03-01 10:00:00] [INFO] [auth] Session 5 created\\n","stream":"stdout","time":"2026-03-01T10:00:00.1Z"}',
      '{"log":"[2026-03-01 10:00:01] [INFO] [auth] Session 6 created\\n","stream":"stdout","time":"2026-03-01T10:00:01.1Z"}',
      '{"log":"[2026-03-01 10:00:02] [WARN] [auth] Session 5 expired\\n","stream":"stdout","time":"2026-03-01T10:00:02.1Z"}',
      '{"log":"[2026-03-01 10:00:03] [INFO] [auth] Session 7 created\\n","stream":"stdout","time":"2026-03-01T10:00:03.1Z"}',
    ],
    templates: ["3 × Session <*> created", "1 × Session <*> expired"],
  },
  "log4j": {
    format: "log4j",
    lines: [
      "2026-03-01 10:00:00,123 [main] INFO  com.example.App - Started in 3.2 s",
      "2026-03-01 10:00:01,123 [pool-1-thread-2] WARN  com.example.Pool - Pool of 16 is full, 3 wait",
      "2026-03-01 10:00:02,123 [pool-1-thread-9] WARN  com.example.Pool - Pool of 16 is full, 12 wait",
      "2026-03-01 10:00:03,123 [main] INFO  com.example.App - Stopped after 120.5 s",
    ],
    templates: ["1 × Started in <*> s", "2 × Pool of <*> is full, <*> wait", "1 × Stopped after <*> s"],
  },
  "glog": {
    format: "glog",
    lines: [
      "I0301 10:00:00.123456    4711 server.go:138] listening on :8080",
      "E0301 10:00:01.123456    4711 reflector.go:138] failed to list *v1.Pod: connection refused",
      "E0301 10:00:02.123456    4711 reflector.go:138] failed to list *v1.Node: connection refused",
      "I0301 10:00:03.123456    4711 server.go:140] served 17 requests",
      "I0301 10:00:04.123456    4711 server.go:140] served 2 requests",
    ],
    templates: [
      "1 × listening on <*>",
      "2 × failed to list *v<*>: connection refused",
      "2 × served <*> requests",
    ],
  },
  "the seed's lines": {
    format: "seed",
    lines: [
      "[2026-03-01 10:00:00] [INFO] [auth] Session created for user session duration: 2737s",
      "[2026-03-01 10:00:01] [INFO] [auth] Session created for user session duration: 12s",
      "[2026-03-01 10:00:02] [ERROR] [database] Connection refused by 10.0.0.7:5432",
      "[2026-03-01 10:00:03] [INFO] [cache] Cache hit ratio 93.5%",
      "[2026-03-01 10:00:04] [INFO] [cache] Cache hit ratio 94.1%",
    ],
    templates: [
      "2 × Session created for user session duration: <*>",
      "1 × Connection refused by <*>",
      "2 × Cache hit ratio <*>",
    ],
  },
  "a header that nobody has described": {
    format: "columns",
    lines: [
      "2026-03-01 10:00:00 | 17 | INFO | render | frame 1 drawn in 16 ms",
      "2026-03-01 10:00:01 | 17 | INFO | render | frame 2 drawn in 17 ms",
      "2026-03-01 10:00:02 | 18 | WARN | net | peer 10.0.0.5 is slow",
      "2026-03-01 10:00:03 | 18 | WARN | net | peer 10.0.0.6 is slow",
      "2026-03-01 10:00:04 | 17 | INFO | render | frame 3 drawn in 15 ms",
    ],
    templates: ["3 × frame <*> drawn in <*> ms", "2 × peer <*> is slow"],
  },
  "plain lines": {
    format: "plain",
    lines: [
      "building target 1 of 12",
      "building target 2 of 12",
      "unused variable in /src/a.c",
      "building target 3 of 12",
      "unused variable in /src/b.c",
      "done",
    ],
    templates: ["3 × building target <*> of <*>", "2 × unused variable in <*>", "1 × done"],
  },
};

for (const [what, { format, lines, templates }] of Object.entries(GOLDENS)) {
  Deno.test(`templates of ${what}`, () => {
    const found = templatesOf(lines);
    assertEquals(found, { format, templates });
  });
}

function templatesOf(lines: readonly string[]): { readonly format: string; readonly templates: string[] } {
  const context = { timeZone: "UTC", referenceMs: Date.UTC(2026, 5, 30) };
  const spec = detectFormat(new TextEncoder().encode(`${lines.join("\n")}\n`), context);
  const parser = createParser(spec, context);
  const fields = new LineFields();
  const miner = new TemplateMiner();
  for (const [number, line] of lines.entries()) {
    const bytes = new TextEncoder().encode(line);
    parser.parse(bytes, 0, bytes.length, fields);
    feedOne(miner, new TextDecoder().decode(bytes.subarray(fields.messageStart, fields.messageEnd)), number);
  }
  const templates = [...miner.indices()].map((index) => `${miner.table.count[index]} × ${miner.texts[index]}`);
  return { format: spec.name, templates };
}
