/** What the page answers, and to whom. */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import fc from "fast-check";
import { EventHub } from "../../src/web/stream.ts";
import { sampleSnapshot } from "../tui/sample.ts";
import { ALERTS, ask, HOSTILE, hostileSnapshot, page } from "./page.ts";

const PATHS = [
  "/",
  "/healthz",
  "/metrics",
  "/api/v1/overview",
  "/api/v1/anomalies",
  "/api/v1/anomalies/a3",
  "/api/v1/templates",
  "/api/v1/sources",
  "/api/v1/alerts",
  "/api/v1/openapi.json",
  "/nowhere",
];

Deno.test("the overview holds what the page shows", async () => {
  const overview = await (await ask(page({ alerts: ALERTS }), "/api/v1/overview")).json();
  assertEquals(overview.totals.lines, 1_204_311);
  assertEquals([overview.lines_per_second, overview.health.workers], [48_200, [0.8, 0.7]]);
  assertEquals(overview.anomaly_share, 510 / 1_204_311);
  assertEquals([overview.anomalies.length, overview.anomalies_last_hour], [4, 4]);
  assertEquals(overview.anomalies[0].recommendation, "look at db.log from 14:31:40: its pool spike began 6 s earlier");
  assertEquals([overview.alerts.sent, overview.alerts.last_hour.length], [3, 1]);
  assertEquals(overview.comparison.rules_lines, 310);
  assert(overview.timeline.lines.length <= 240);
});

Deno.test("however many ask for templates, all of them are looked at once in five seconds", async () => {
  const sample = sampleSnapshot();
  let looks = 0;
  let nowMs = sample.nowMs;
  const at = (index: number) => (looks++, sample.templates.at(index));
  const app = page({ snapshot: () => ({ ...sample, nowMs, templates: { ...sample.templates, at } }) });
  const asked = async (path: string) => (await (await ask(app, path)).json()).templates.length;
  const all = sample.templates.length;
  for (let browser = 0; browser < 50; browser++) assertEquals(await asked("/api/v1/templates?limit=2"), 2);
  assertEquals(looks, all);
  assertEquals(await asked("/api/v1/templates?limit=3"), 3);
  assertEquals(looks, 2 * all);
  for (const passedMs of [4999, 5000, -3_600_000]) {
    nowMs = sample.nowMs + passedMs;
    await ask(app, "/api/v1/templates?limit=3");
  }
  assertEquals(looks, 4 * all);
});

Deno.test("every answer has the headers that keep a browser from doing more than it should", async () => {
  for (const path of PATHS) {
    const { headers } = await ask(page(), path);
    const policy = headers.get("content-security-policy") ?? "";
    assertStringIncludes(policy, "default-src 'none'", path);
    assert(!/unsafe|\*|data:/.test(policy));
    assertEquals(headers.get("x-content-type-options"), "nosniff", path);
    assertEquals(headers.get("access-control-allow-origin"), null);
  }
});

Deno.test("metrics say whether a model judges, and how many notifiers fail", async () => {
  const text = await (await ask(page({ alerts: ALERTS }), "/metrics")).text();
  assertStringIncludes(text, "\noddline_notifiers_failing 1\n");
  assertStringIncludes(text, "\noddline_model_in_use 1\n");
});

Deno.test("a history that cannot be written is told of, but why only to those who may see the page", async () => {
  const sample = sampleSnapshot();
  for (
    const [trouble, ready, failing] of [
      ["", "ok\n", 0],
      ["database or disk is full", "ok, but the history cannot be written\n", 1],
    ] as const
  ) {
    const app = page({ snapshot: () => ({ ...sample, health: { ...sample.health, historyTrouble: trouble } }) });
    assertEquals(await (await ask(app, "/readyz")).text(), ready);
    assertEquals(await (await ask(app, "/healthz")).text(), "ok\n");
    assertStringIncludes(await (await ask(app, "/metrics")).text(), `\noddline_history_failing ${failing}\n`);
    const { health } = await (await ask(app, "/api/v1/overview")).json();
    assertEquals(health.history_trouble, trouble);
  }
});

Deno.test("hostile texts of a log stay texts: in JSON, in the stream, in metrics, and never as HTML", async () => {
  const app = page({ snapshot: hostileSnapshot, alerts: ALERTS });
  for (const path of PATHS) {
    const answer = await ask(app, path);
    const text = await answer.text();
    const type = answer.headers.get("content-type") ?? "";
    if (type.startsWith("application/json")) JSON.parse(text);
    else assert(!text.includes("<script>") || type.startsWith("text/plain"), path);
    // deno-lint-ignore no-control-regex
    assert(!/[\x00-\x09\x0b-\x1f\x7f\u202e]/.test(text), path);
  }
  const stream = await ask(app, "/api/v1/stream");
  const reader = stream.body!.pipeThrough(new TextDecoderStream() as never).getReader();
  await reader.read();
  const { value } = await reader.read();
  assertEquals(
    String(value).split("\n").filter((line) => line !== "").length,
    1,
    "no text can begin a field of its own",
  );
  await reader.cancel();
  app.close();
});

Deno.test("a label of a metric with a hostile text is escaped", async () => {
  const text = await (await ask(page({ snapshot: hostileSnapshot }), "/metrics")).text();
  const line = /^oddline_source_lines_total\{(.*)\} \d+$/m.exec(text);
  assert(line !== null && !/[^\\]"./.test(line[1].slice('source="'.length)), text);
  for (const name of ["lines_total 1204311", "memory_bytes 182000000", "workers 2", 'detector="spike"} 1']) {
    assertStringIncludes(text, name);
  }
  assert(!text.includes("NaN"));
});

Deno.test("only names of this machine are answered to without a token (DNS rebinding)", async () => {
  const table: [string, number][] = [
    ["127.0.0.1:8080", 200],
    ["localhost:8080", 200],
    ["LOCALHOST", 200],
    ["[::1]:8080", 200],
    ["127.0.0.53", 200],
    ["evil.example:8080", 421],
    ["127.0.0.1.evil.example", 421],
    ["localhost.evil.example:8080", 421],
    ["127.0.0.1@evil.example", 421],
    ["10.0.0.1:8080", 421],
    ["", 421],
  ];
  for (const [host, status] of table) {
    for (const path of ["/", "/api/v1/overview", "/metrics", "/api/v1/stream"]) {
      const app = page();
      const answer = await ask(app, path, { host });
      await answer.body?.cancel();
      assertEquals(answer.status, status, `${host} ${path}`);
    }
  }
});

Deno.test("with a token whoever has it is answered, whatever the name", async () => {
  const token = "a-token-of-32-characters-or-more";
  const app = page({ token });
  const table: [string, Record<string, string>, number][] = [
    ["/api/v1/overview", {}, 401],
    ["/api/v1/overview", { authorization: "Bearer wrong" }, 401],
    ["/api/v1/overview", { authorization: `Bearer ${token}`, host: "logs.example" }, 200],
    ["/metrics", { authorization: `Bearer ${token}` }, 200],
    ["/", { cookie: `oddline_token=${token}` }, 200],
    ["/", { cookie: "oddline_token=" }, 401],
    ["/?token=wrong", {}, 401],
    [`/api/v1/overview?token=${token}`, {}, 401],
    ["/healthz", {}, 200],
  ];
  for (const [path, headers, status] of table) {
    const answer = await ask(app, path, headers);
    assertEquals(answer.status, status, `${path} ${JSON.stringify(headers)}`);
    assert(!(await answer.text()).includes(token));
  }
  const entered = await ask(app, `/?token=${token}`);
  assertEquals([entered.status, entered.headers.get("location")], [302, "/"]);
  assertStringIncludes(entered.headers.get("set-cookie") ?? "", "HttpOnly; SameSite=Strict");
});

Deno.test("anomalies can be asked for by detector, score and text; what is asked wrongly is said", async () => {
  const table: [string, number, unknown][] = [
    ["?limit=2", 200, 2],
    ["?detector=spike", 200, 1],
    ["?score_min=0.96", 200, 2],
    ["?text=AUTH.LOG", 200, 2],
    [`?text=${encodeURIComponent(".*")}`, 200, 0],
    ["?limit=0", 400, undefined],
    ["?limit=99999", 400, undefined],
    ["?limit=1e2", 400, undefined],
    ["?detector=x", 400, undefined],
    ["?score_min=x", 400, undefined],
  ];
  for (const [query, status, count] of table) {
    const answer = await ask(page(), `/api/v1/anomalies${query}`);
    assertEquals([answer.status, (await answer.json()).anomalies?.length], [status, count], query);
  }
});

Deno.test("one anomaly has its context; one that is not there is said", async () => {
  const found = await (await ask(page(), "/api/v1/anomalies/a2")).json();
  assertEquals(found.context.map(({ is_odd }: { is_odd: boolean }) => is_odd), [false, true, false]);
  assertEquals((await ask(page(), "/api/v1/anomalies/..%2f..%2fetc")).status, 404);
  for (const path of ["/../deno.json", "/%2e%2e/deno.json", "/assets/app.js", "/api/v1/anomalies/__proto__"]) {
    assertEquals((await ask(page(), path)).status, 404, path);
  }
});

Deno.test("what is redacted is so in context and templates too", async () => {
  const app = page({ snapshot: hostileSnapshot, redact: (text) => text.replaceAll("script", "[redacted]") });
  for (const path of ["/api/v1/anomalies/a2", "/api/v1/templates", "/api/v1/overview", "/api/v1/sources"]) {
    const text = await (await ask(app, path)).text();
    assert(text.includes("[redacted]") && !text.includes("script"), path);
  }
});

Deno.test("an error within says no more than its name", async () => {
  const app = page({
    snapshot: () => {
      throw new Error(`/home/somebody ${HOSTILE}`);
    },
  });
  const answer = await ask(app, "/api/v1/overview");
  assertEquals([answer.status, await answer.text()], [500, '{"error":"Error"}']);
});

Deno.test("a browser that reads slowly gets the newest picture, and keeps no more than one", async () => {
  const hub = new EventHub(2);
  const reader = hub.open(() => "0")!.getReader();
  for (let k = 1; k <= 50; k++) hub.publish(String(k));
  const frames: string[] = [];
  while (!frames.at(-1)?.includes("50")) frames.push(new TextDecoder().decode((await reader.read()).value));
  assertEquals(frames.at(-1), "data: 50\n\n");
  assert(frames.length <= 3, frames.join());
  hub.close();
});

Deno.test("two hundred browsers cost one picture when they come and one a tick, and all are given the same", async () => {
  let pictures = 0;
  const snapshot = () => ({ ...sampleSnapshot(), sequence: ++pictures });
  const app = page({ snapshot });
  const readers = await Promise.all(Array.from({ length: 200 }, async () => {
    const answer = await ask(app, "/api/v1/stream");
    return answer.body!.getReader();
  }));
  assertEquals(pictures, 1);
  const given = async (count: number) => {
    const frames = await Promise.all(readers.map(async (reader) => {
      for (let k = 1; k < count; k++) await reader.read();
      return new TextDecoder().decode((await reader.read()).value);
    }));
    return [...new Set(frames)].map((frame) => /"sequence":(\d+)/.exec(frame)?.[1]);
  };
  assertEquals(await given(2), ["1"]); // after the word of when to come again
  for (const tick of ["2", "3"]) {
    app.tick();
    assertEquals(await given(1), [tick]);
  }
  app.close();
  // who comes when all are gone gets no old one
  await (await ask(app, "/api/v1/stream")).body!.cancel();
  assertEquals(pictures, 4);
});

Deno.test("browsers beyond the number that is allowed are told so; those that never read are let go", () => {
  const hub = new EventHub(2);
  assert(hub.open(() => "0") !== undefined && hub.open(() => "0") !== undefined);
  assertEquals(hub.open(() => "0"), undefined);
  for (let k = 0; k < 130; k++) hub.publish(String(k));
  assertEquals(hub.size, 0);
});

Deno.test("whatever is asked for, the answer is one of those that are meant", async () => {
  const app = page({ snapshot: hostileSnapshot });
  const path = fc.oneof(
    fc.webPath(),
    fc.string().map((text) => `/api/v1/anomalies/${encodeURIComponent(text)}`),
    fc.string({ unit: "binary" }).map((text) => `/api/v1/anomalies?limit=${encodeURIComponent(text.toWellFormed())}`),
    fc.string().map((text) => `/api/v1/${text}`),
    fc.constantFrom(
      "/%",
      "/%ff",
      "/api/v1/anomalies/%E0%A4%A",
      "//",
      "/?token=%",
      "/api/v1/anomalies?text=%ff&score_min=-0",
    ),
  );
  await fc.assert(
    fc.asyncProperty(path, fc.constantFrom("127.0.0.1:8080", "evil.example"), async (path, host) => {
      if (path.includes("/stream")) return;
      const answer = await ask(app, path, { host });
      assert([200, 400, 404, 421].includes(answer.status), `${path} ${answer.status}`);
      await answer.body?.cancel();
    }),
    { numRuns: 500 },
  );
});
