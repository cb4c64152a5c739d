import { assertEquals } from "@std/assert";
import type { FormatSpec } from "../../src/formats/mod.ts";
import { attributesOf, parseLine, pattern } from "./parse_line.ts";

const LOGFMT: FormatSpec = { kind: "logfmt", name: "logfmt" };
const CLF: FormatSpec = { kind: "clf", name: "clf" };
const PYTHON = pattern("{time} - {component} - {level} - {message}");
const AT = "2024-02-29T10:11:12.000Z";

Deno.test("logfmt: time, level and message are found, quoted or not", () => {
  const line = `time="2024-02-29T10:11:12Z" level=warning msg=done err="x=\\"y\\""`;
  assertEquals(parseLine(LOGFMT, line), { matched: true, time: AT, severity: 13, message: "done" });
  assertEquals(attributesOf(LOGFMT, line), { time: "2024-02-29T10:11:12Z", level: "warning", err: `x=\\"y\\"` });
});

Deno.test("logfmt: a line without a message is its own", () => {
  const line = "ts=2024-02-29T10:11:12Z level=info took=3ms";
  assertEquals(parseLine(LOGFMT, line), { matched: true, time: AT, severity: 9, message: line });
});

for (
  const line of ["level=info", "a b=c level=info", `level=info msg="cut`, "some words with a=b in level=x them", ""]
) {
  Deno.test(`logfmt: "${line}" is not taken`, () => assertEquals(parseLine(LOGFMT, line).matched, false));
}

const REQUEST = `"GET /a?b=1 HTTP/1.1" 404 17 "http://h/" "Mozilla/5.0 (X11; \\"q\\")" 0.25`;

Deno.test("CLF: the message is the request and what follows, the severity is that of the status", () => {
  assertEquals(parseLine(CLF, `::1 - frank [29/Feb/2024:10:11:12 +0000] ${REQUEST}`), {
    matched: true,
    time: AT,
    severity: 13,
    message: REQUEST,
  });
});

Deno.test("CLF: all fields are attributes", () => {
  assertEquals(attributesOf(CLF, `example.org ::1 - frank [29/Feb/2024:10:11:12 +0000] ${REQUEST}`), {
    virtual_host: "example.org",
    remote_host: "::1",
    remote_user: "frank",
    method: "GET",
    path: "/a?b=1",
    protocol: "HTTP/1.1",
    status: 404,
    size: 17,
    referer: "http://h/",
    user_agent: `Mozilla/5.0 (X11; \\"q\\")`,
    response_time: "0.25",
  });
});

for (
  const line of [`::1 - - [29/Feb/2024] "GET / HTTP/1.1" 200 1`, `::1 - - [29/Feb/2024:10:11:12 +0000] "GET`, "a b c"]
) {
  Deno.test(`CLF: ${line} is not taken`, () => assertEquals(parseLine(CLF, line).matched, false));
}

const CRI: FormatSpec = { kind: "cri", name: "cri", inner: PYTHON };

Deno.test("CRI: the time is the runtime's, level and message are the inner line's", () => {
  const line = "2024-02-29T10:11:12.000000000Z stderr P 2020-01-01 00:00:00,000 - app - ERROR - it broke";
  assertEquals(parseLine(CRI, line), { matched: true, time: AT, severity: 17, message: "it broke" });
  assertEquals(attributesOf(CRI, line), { stream: "stderr", partial: true, component: "app", level: "ERROR" });
});

Deno.test("CRI: an inner line of no format is the message, an empty one is empty", () => {
  assertEquals(parseLine(CRI, "2024-02-29T10:11:12Z stdout F hello").message, "hello");
  assertEquals(parseLine(CRI, "2024-02-29T10:11:12Z stdout F").message, "");
  assertEquals(parseLine(CRI, "2024-02-29T10:11:12Z elsewhere F hello").matched, false);
});

const DOCKER: FormatSpec = { kind: "docker", name: "docker", inner: PYTHON };
const docker = (log: string) => JSON.stringify({ log: log + "\n", stream: "stdout", time: "2024-02-29T10:11:12Z" });

Deno.test("Docker: the message is a stretch of the raw line, with its escapes", () => {
  const line = docker(`2020-01-01 00:00:00,000 - "app" - ERROR - it "broke" <at> ü`);
  assertEquals(parseLine(DOCKER, line), { matched: true, time: AT, severity: 17, message: `it \\"broke\\" <at> ü` });
  assertEquals(attributesOf(DOCKER, line), { stream: "stdout", component: `"app"`, level: "ERROR" });
});

Deno.test("Docker: escapes before the message do not shift it", () => {
  const line =
    `{"log":"2020-01-01 00:00:00,000 - \\u00fc\\ta - ERROR - \\u003cx\\u003e y \\n","time":"2024-02-29T10:11:12Z"}`;
  assertEquals(parseLine({ ...DOCKER, inner: pattern("{time} - {a} {b} - {level} - {message}") }, line), {
    matched: true,
    time: AT,
    severity: 17,
    message: "\\u003cx\\u003e y",
  });
});

Deno.test("Docker: JSON within is read as JSON", () => {
  const line = docker(JSON.stringify({ level: "error", msg: `a "q"` }));
  const found = parseLine({ ...DOCKER, inner: { kind: "json", name: "json" } }, line);
  assertEquals([found.severity, JSON.parse(`"${JSON.parse(`"${found.message}"`)}"`)], [17, `a "q"`]);
});

Deno.test("Docker: other JSON is not taken", () => {
  assertEquals(parseLine(DOCKER, `{"log":"x"}`).matched, false);
  assertEquals(parseLine(DOCKER, `{"stream":"stdout","time":"2024-02-29T10:11:12Z"}`).matched, false);
});
