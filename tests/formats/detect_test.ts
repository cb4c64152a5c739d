import { assert, assertEquals } from "@std/assert";
import { createParser, detectFormat, type FormatSpec, LineFields } from "../../src/formats/mod.ts";
import { parseLine, REFERENCE } from "./parse_line.ts";

const OPTIONS = { timeZone: "UTC", referenceMs: REFERENCE };
const detect = (...lines: string[]) => detectFormat(new TextEncoder().encode(lines.join("\n") + "\n"), OPTIONS);

function patternsOf(spec: FormatSpec): readonly string[] {
  return spec.kind === "pattern" ? spec.patterns : [];
}

const LEARNT: readonly (readonly [what: string, pattern: string, lines: readonly string[]])[] = [
  ["columns between bars", "{time}|{component}|{pid}|{message}", [
    "20171223-22:15:29:606|Step_LSC|30002312|onStandStepChanged 3579",
    "20171223-22:15:29:615|Step_SPUtils|30002312|getTodayTotalDetailSteps = 15",
    "20171223-22:15:29:633|Step_LSC|30002312|onExtend:1514038530000 14 0 4",
    "20171223-23:21:0:125|Step_LSC|30002312|processHandleBroadcastAction action",
  ]],
  ["columns between commas", "{time},{level},{component},{message}", [
    "2024-02-29 10:11:12,INFO,auth,user logged in",
    "2024-02-29 10:11:13,ERROR,db,connection lost",
    "2024-02-29 10:11:14,INFO,auth,user logged out",
    "2024-02-29 10:11:15,WARN,auth,bad password",
  ]],
  ["quoted columns between commas", '"{time}","{level}",{message}', [
    '"2024-02-29 10:11:12","INFO","request, served in 12 ms","u1"',
    '"2024-02-29 10:11:13","ERROR","request, refused after 3 ms","u2"',
    '"2024-02-29 10:11:14","INFO","request, served in 14 ms","u1"',
    '"2024-02-29 10:11:15","WARN","request, with ""quotes"" in it","u4"',
  ]],
  ["brackets side by side", "[{time}][{level}][{thread}] {message}", [
    "[2024-02-29T10:11:12,123][INFO ][o.e.n.Node               ] initialized",
    "[2024-02-29T10:11:13,123][WARN ][o.e.n.Other              ] it took long",
    "[2024-02-29T10:11:14,123][INFO ][o.e.x.s.Foo              ] done at last",
    "[2024-02-29T10:11:15,123][INFO ][o.e.n.Node               ] closed",
  ]],
  ["process, thread, letter and tag", "{time} {pid} {tid} {level} {tag} {message}", [
    "03-17 16:13:38.811  1702  2395 D WindowManager: printing displays",
    "03-17 16:13:38.819  1702  8671 D PowerManagerService: acquire lock",
    "03-17 16:13:38.820  1702  8671 V PhoneStatusBar: setLightsOn(true)",
    "03-17 16:13:38.839  1702  2113 I PanelView: cancelPeek: false",
  ]],
  ["classes with their methods", "{time} {level} [{thread}] {component} {message}", [
    "21-Feb-2020 10:11:12.123 INFO [main] org.example.startup.Version.log Name of the server: web1",
    "21-Feb-2020 10:11:12.130 INFO [main] org.example.net.AbstractProtocol.init Opening the port",
    "21-Feb-2020 10:11:13.130 WARNING [main] org.example.util.Ids.create Random numbers took long",
    "21-Feb-2020 10:11:15.130 SEVERE [exec-3] org.example.core.Valve.invoke Cannot serve /shop",
  ]],
  ["a padded column", "{time}, {level} {component} {message}", [
    "2016-09-28 04:30:30, Info                  CBS    Loaded Servicing Stack",
    "2016-09-28 04:30:31, Info                  CSI    00000001 WcpInitialize",
    "2016-09-28 04:30:31, Info                  CBS    Ending initialization.",
    "2016-09-28 04:30:32, Error                 CBS    Failed to load",
  ]],
  ["times twice, of which one is an instant", "{source} {time} {date} {component} {other_time:time} {message}", [
    "A 1131566461 2005.11.09 dn228 Nov 9 12:01:01 session closed",
    "B 1131566461 2005.11.09 dn261 Nov 9 12:01:01 all is well here",
    "A 1131566467 2005.11.09 admin1 Nov 9 12:01:07 unable to look up",
    "A 1131566473 2005.11.09 bn257 Nov 9 12:01:13 synchronized to it",
  ]],
];

for (const [what, expected, lines] of LEARNT) {
  Deno.test(`a header of ${what} is learnt`, () => assertEquals(patternsOf(detect(...lines))[0], expected));
}

Deno.test("levels behind the time are read where other lines name theirs in another language", () => {
  const spec = detect(
    "2026-11-23 10:15:00 ИНФО Пользователь 12 вошёл в систему",
    "2026-11-23 10:15:01 INFO 用户 7 登录成功",
    "2026-11-23 10:15:02 ИНФО Заказ 9 оформлен",
    "2026-11-23 10:15:03 ИНФО Заказ 10 оформлен",
  );
  assertEquals(patternsOf(spec), ["{time} {level} {message}", "{time} {message}"]);
  const { message, severity } = parseLine(spec, "2026-11-23 10:15:04 ERROR 数据库连接失败");
  assertEquals([severity, message], [17, "数据库连接失败"]);
  assertEquals(parseLine(spec, "2026-11-23 10:15:05 ОШИБКА База недоступна").message, "ОШИБКА База недоступна");
});

Deno.test("a message that begins with a level's word once in a while is no column of levels", () => {
  const words = ["Started", "Opened", "Closed", "ERROR", "Served", "Read", "Sent"];
  const lines = words.map((word, index) => `2026-11-23 10:15:0${index} ${word} something of the day`);
  assertEquals(patternsOf(detect(...lines))[0], "{time} {message}");
});

Deno.test("stack traces and continuations have no say", () => {
  const spec = detect(
    "2024-02-29 10:11:12,123 ERROR [main] com.example.App: failed",
    "java.lang.IllegalStateException: closed",
    ...Array.from({ length: 30 }, (_, i) => `\tat com.example.Foo.bar${i}(Foo.java:12)`),
    "Caused by: java.io.IOException: x",
    "\t... 12 more",
    "",
    "2024-02-29 10:11:13,123 INFO [main] com.example.App: ok",
  );
  assertEquals(spec.name, "log4j");
});

Deno.test("a byte order mark is skipped", () => {
  assertEquals(detect('\ufeff{"level":"info","msg":"a"}', '{"level":"info","msg":"b"}').name, "json");
});

Deno.test("text without a header is plain, and so is nothing at all", () => {
  assertEquals(detect("once upon a time", "there was a log").kind, "plain");
  assertEquals(detect("", "", "").kind, "plain");
  assertEquals(detectFormat(new Uint8Array(), OPTIONS).kind, "plain");
});

Deno.test("one line is enough for time and level", () => {
  const line = "2024-01-01 10:00:00 ERROR Failed to connect: timeout";
  const { severity, message } = parseLine(detect(line), line);
  assertEquals([severity, message], [17, "Failed to connect: timeout"]);
});

Deno.test("the format within a container's lines is found", () => {
  const cri = detect(
    "2024-02-29T10:11:12.123456789Z stdout F INFO: it is up",
    "2024-02-29T10:11:12.123456789Z stderr P ERROR: it is",
  );
  assertEquals([cri.kind, "inner" in cri && cri.inner.name], ["cri", "level"]);
  const docker = detect('{"log":"level=info msg=\\"a b\\" x=1\\n","stream":"stdout","time":"2024-02-29T10:11:12.1Z"}');
  assertEquals([docker.kind, "inner" in docker && docker.inner.name], ["docker", "logfmt"]);
});

const REQUEST = '10.0.0.7 - - [29/Feb/2024:10:11:12 +0000] "GET / HTTP/1.1" 200 12 "-" "curl/8.1"';
const MIXED: readonly (readonly [what: string, name: string, first: string, second: string])[] = [
  [
    "a web server's requests and errors",
    "clf+nginx-error",
    REQUEST,
    "2024/02/29 10:11:12 [error] 29#29: *1 open() failed",
  ],
  ["requests and a learnt header", "clf+columns", REQUEST, "[2024-02-29 10:11:12 +0000] [7] [ERROR] worker timed out"],
  [
    "JSON and the log of the machine",
    "json+glog",
    '{"ts":"2024-02-29T10:11:12Z","level":"warn","msg":"slow"}',
    "W0229 10:11:12.345678       1 reflector.go:302] watch closed after 12 s",
  ],
];

for (const [what, name, first, second] of MIXED) {
  Deno.test(`lines of two formats are each read by their own: ${what}`, () => {
    for (const [more, fewer] of [[20, 5], [12, 8], [40, 4]]) {
      const spec = detect(...new Array(more).fill(first), ...new Array(fewer).fill(second));
      assertEquals(spec.name, name, `${more} and ${fewer}`);
      assertEquals(parseLine(spec, first).time, "2024-02-29T10:11:12.000Z");
      const { time, severity } = parseLine(spec, second);
      assertEquals([time?.slice(0, 19), severity >= 13], ["2024-02-29T10:11:12", true]);
    }
  });
}

Deno.test("of two formats that of more lines comes first; three lines, or a few without a time, are no format", () => {
  const [, , json, glog] = MIXED[2];
  const many = (line: string, count: number) => new Array<string>(count).fill(line);
  assertEquals(detect(...many(json, 5), ...many(glog, 20)).name, "glog+json");
  assertEquals(detect(...many(json, 20), ...many(glog, 3)).name, "json");
  assertEquals(detect(...many(json, 20), ...many("[info] cache is warm", 8)).name, "json");
  assertEquals(detect(...many(json, 20), ...many("[info] cache is warm", 10)).name, "json+level");
});

const INNER = '{"level":"warn","msg":"slow","id":7}';
const HEADED: readonly (readonly [what: string, name: string, lines: readonly string[], time: string | null])[] = [
  [
    "JSON behind syslog's header",
    "syslog+json",
    [`Feb 29 10:11:12 host app[12]: ${INNER}`],
    "2024-02-29T10:11:12.000Z",
  ],
  [
    "JSON behind the time of kubectl logs --timestamps",
    "columns+json",
    new Array(4).fill(`2024-02-29T10:11:12.123456789Z ${INNER}`),
    "2024-02-29T10:11:12.123Z",
  ],
  [
    "logfmt behind a time",
    "columns+logfmt",
    new Array(4).fill("2024-02-29T10:11:12Z level=warn msg=slow id=7"),
    "2024-02-29T10:11:12.000Z",
  ],
  ["JSON behind the name of a pod", "kubectl+json", [`[pod/web-1/app] ${INNER}`, `[pod/web-2/app] ${INNER}`], null],
  [
    "log4j behind the name of a container",
    "compose+log4j",
    [
      "web-1  | 2024-02-29 10:11:12,123 [main] WARN  a.b.C - slow",
      "db-1   | 2024-02-29 10:11:12,123 [main] WARN  a.D - slow",
    ],
    "2024-02-29T10:11:12.123Z",
  ],
];

for (const [what, name, lines, time] of HEADED) {
  Deno.test(`a message that is a line of a format itself is read as such: ${what}`, () => {
    const spec = detect(...lines);
    assertEquals(spec.name, name);
    const found = parseLine(spec, lines[0]);
    assertEquals([found.time, found.severity, found.message.slice(0, 4)], [time, 13, "slow"]);
    const inner = Math.max(...["{", "level=", "2024-02-29 10"].map((begin) => lines[0].indexOf(begin)));
    assertEquals(parseLine(spec, `${lines[0].slice(0, inner)}killed`).message, "killed");
  });
}

Deno.test("what stands in a message and behind its head is both told of", () => {
  const line = `Feb 29 10:11:12 host app[12]: ${INNER}`;
  const attributes = createParser(detect(line), { timeZone: "UTC", referenceMs: REFERENCE })
    .attributes(new TextEncoder().encode(line), 0, line.length);
  const named = Object.fromEntries(attributes.map(({ name, value }) => [name, value]));
  assertEquals([named.host, named.id, named.level], ["host", 7, "warn"]);
});

Deno.test("journald's export is named so", () => {
  assertEquals(detect('{"__REALTIME_TIMESTAMP":"1709201472123456","PRIORITY":"4","MESSAGE":"hello"}').name, "journald");
});

Deno.test("a format of the user's comes before all others", () => {
  const mine = { kind: "pattern", name: "mine", patterns: ["{message}"] } as const;
  const sample = new TextEncoder().encode('{"level":"info","msg":"a"}\n');
  assertEquals(detectFormat(sample, { ...OPTIONS, userFormats: [mine] }), mine);
  const other = { kind: "pattern", name: "mine", patterns: ["<<{time}>> {message}"] } as const;
  assertEquals(detectFormat(sample, { ...OPTIONS, userFormats: [other] }).kind, "json");
});

// ---- on real logs, where they are at hand

const DATA = new URL("../../../shared/data/", import.meta.url);
const isThere = (path: string) => {
  try {
    return Deno.statSync(new URL(path, DATA)).isFile;
  } catch {
    return false;
  }
};

interface Shares {
  readonly times: number;
  readonly levels: number;
  readonly messages: readonly string[];
}

function readLog(path: string): Shares {
  const bytes = Deno.readFileSync(new URL(path, DATA));
  const sampleEnd = bytes.lastIndexOf(10, Math.min(65_536, bytes.length) - 1) + 1;
  const parser = createParser(detectFormat(bytes.subarray(0, sampleEnd), OPTIONS), OPTIONS);
  const fields = new LineFields();
  const messages: string[] = [];
  let times = 0;
  let levels = 0;
  for (let start = 0; start < bytes.length;) {
    const end = bytes.indexOf(10, start) < 0 ? bytes.length : bytes.indexOf(10, start);
    parser.parse(bytes, start, end, fields);
    if (!Number.isNaN(fields.time)) times++;
    if (fields.severity !== 0) levels++;
    messages.push(new TextDecoder().decode(bytes.subarray(fields.messageStart, fields.messageEnd)));
    start = end + 1;
  }
  return { times: times / messages.length, levels: levels / messages.length, messages };
}

const WITH_LEVELS = ["Android", "BGL", "HDFS", "Hadoop", "Windows", "Zookeeper"];
for (const name of [...WITH_LEVELS, "HPC", "HealthApp", "Linux", "OpenSSH"]) {
  Deno.test({
    name: `every line of Loghub's ${name} has its time, its level and the right beginning of its message`,
    ignore: !isThere(`loghub/${name}.log`),
    fn: () => {
      const { times, levels, messages } = readLog(`loghub/${name}.log`);
      assertEquals([times, levels], [1, WITH_LEVELS.includes(name) ? 1 : 0]);
      const events = Deno.readTextFileSync(new URL(`loghub/${name}.events`, DATA)).trimEnd().split("\n");
      const templates = new Map(
        Deno.readTextFileSync(new URL(`loghub/${name}.templates.tsv`, DATA)).trimEnd().split("\n")
          .map((row) => row.split("\t") as [string, string]),
      );
      const wrong = messages.filter((message, index) => {
        const beginning = (templates.get(events[index]) ?? "").split("<*>")[0].trim().replaceAll(/\s+/g, " ");
        return !message.replaceAll(/\s+/g, " ").startsWith(beginning);
      });
      assertEquals(wrong, []);
    },
  });
}

for (const path of ["hdfs/hdfs.log", "quiet/access4.log", "quiet/access5.log"]) {
  Deno.test({
    name: `every line of ${path} has its time and its level`,
    ignore: !isThere(path),
    fn: () => {
      const { times, levels } = readLog(path);
      assert(times === 1 && levels === 1);
    },
  });
}
