/** `--http`: where the page may be, and that a run goes on without it. */
import { assert, assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { parseHttpAddress } from "../../src/cli/http/address.ts";
import { OddlineProcess } from "../e2e/oddline_process.ts";
import { TempFolder } from "../sources/temp_folder.ts";
import { run } from "./fake_io.ts";

const FINE = "[2026-02-03 10:00:00] [INFO] [auth] Session created for user\n";
const ERROR = "[2026-02-03 10:00:01] [ERROR] [database] <script>alert(1)</script> password=hunter2\n";

Deno.test("addresses", () => {
  assertEquals(parseHttpAddress("0.0.0.0:80"), { host: "0.0.0.0", port: 80 });
  assertEquals(parseHttpAddress("[::1]:8080"), { host: "::1", port: 8080 });
  assertEquals(parseHttpAddress(":9000"), { host: "127.0.0.1", port: 9000 });
  for (const wrong of ["8080", "", "a b:1", "host:99999", "http://x:1", "::1:80"]) {
    assertThrows(() => parseHttpAddress(wrong), SyntaxError, "is no address; write HOST:PORT");
  }
});

Deno.test("beyond this machine only with a token that nobody guesses", async () => {
  using folder = new TempFolder();
  const log = folder.write("app.log", FINE);
  const args = ["scan", log, "--no-history", "--http-addr", "0.0.0.0:0"];
  const without = await run(args, { cwd: folder.path });
  assertEquals(without.code, 2);
  assertStringIncludes(without.stderr, "needs a token: set ODDLINE_HTTP_TOKEN");
  const short = await run(args, { cwd: folder.path, env: { ODDLINE_HTTP_TOKEN: "secret" } });
  assertStringIncludes(short.stderr, "needs at least 16 printable characters");
  assert(!short.stderr.includes("secret"));
});

Deno.test("a port that is in use is said by its number, and the run goes on", async () => {
  using folder = new TempFolder();
  const log = folder.write("app.log", FINE + ERROR);
  using taken = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = taken.addr as Deno.NetAddr;
  const { code, stdout, stderr } = await run(["scan", log, "--http-addr", `127.0.0.1:${port}`], { cwd: folder.path });
  assertEquals(code, 0);
  assertStringIncludes(stderr, `port ${port} of 127.0.0.1 is in use by another program`);
  assertStringIncludes(stdout, '"type":"summary"');
});

Deno.test("watch --http shows what it finds; redacted, and over when it ends", async () => {
  using folder = new TempFolder();
  folder.write("oddline.yaml", "redact: ['password=\\S+']\n");
  const log = folder.write("app.log", FINE + ERROR);
  const args = ["watch", "--headless", "--from-start", "--db", folder.at("o.db"), "--http-addr", "127.0.0.1:0", log];
  await using oddline = new OddlineProcess(args, { home: folder.path, permissions: ["--allow-net"] });
  await oddline.until("the event", () => oddline.events().length > 0 && oddline.stderr.includes("the page is at"));
  const url = /the page is at (\S+)/.exec(oddline.stderr)![1];
  const html = await (await fetch(url)).text();
  assertStringIncludes(html, '<script src="/app.js" type="module"></script>');
  for (const path of ["app.js", "style.css", "icon.svg", "healthz"]) {
    const answer = await fetch(url + path);
    assertEquals([answer.status, (await answer.text()).length > 0], [200, true]);
  }
  const overview = await (await fetch(`${url}api/v1/overview`)).json();
  assertEquals([overview.totals.lines, overview.totals.anomalies], [2, 1]);
  assertEquals(overview.anomalies[0].message.endsWith("<script>alert(1)</script> [redacted]"), true);
  const detail = await (await fetch(`${url}api/v1/anomalies/${overview.anomalies[0].id}`)).text();
  assert(!detail.includes("hunter2") && detail.includes("Session created"));
  assertStringIncludes(await (await fetch(`${url}metrics`)).text(), "oddline_lines_total 2");

  const marked = await fetch(`${url}api/v1/anomalies/${overview.anomalies[0].id}/mark`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: '{"mark":"normal","scope":"template"}',
  });
  assertStringIncludes((await marked.json()).said, "normal from now on: template");
  assertEquals((await (await fetch(`${url}api/v1/overview`)).json()).anomalies, []);
  assert(Deno.readTextFileSync(folder.at("o.feedback.json")).includes(overview.anomalies[0].template_id));

  const stream = (await fetch(`${url}api/v1/stream`)).body!.pipeThrough(new TextDecoderStream() as never);
  let told = "";
  folder.append("app.log", FINE.repeat(3));
  for await (const text of stream as AsyncIterable<string>) {
    told += text;
    if (told.includes('"lines":5')) break;
  }
  oddline.signal("SIGTERM");
  assertEquals((await oddline.ended()).code, 143);
});

Deno.test("a history that cannot be written is told of on the page until it can be", async () => {
  using folder = new TempFolder();
  const log = folder.write("app.log", FINE + ERROR);
  Deno.mkdirSync(folder.at("o.db")); // a folder where a file should be
  const files = ["--state", folder.at("state.json"), "--db", folder.at("o.db")];
  const args = ["watch", "--headless", "--from-start", ...files, "--http-addr", "127.0.0.1:0", log];
  await using oddline = new OddlineProcess(args, { home: folder.path, permissions: ["--allow-net"] });
  await oddline.until("the trouble", () => /cannot be written[^]*the page is at/.test(oddline.stderr));
  const url = /the page is at (\S+)/.exec(oddline.stderr)![1];
  const told = async () => [
    await (await fetch(`${url}readyz`)).text(),
    /^oddline_history_failing (\d)$/m.exec(await (await fetch(`${url}metrics`)).text())?.[1],
    (await (await fetch(`${url}api/v1/overview`)).json()).health.history_trouble !== "",
  ];
  assertEquals(await told(), ["ok, but the history cannot be written\n", "1", true]);
  Deno.removeSync(folder.at("o.db"));
  await oddline.until("the history", () => oddline.stderr.includes("can be written again; nothing is missing"));
  assertEquals(await told(), ["ok\n", "0", false]);
  oddline.signal("SIGTERM");
  await oddline.ended();
});

Deno.test("without the permission for the network it says what is missing, and runs on", async () => {
  using folder = new TempFolder();
  const log = folder.write("app.log", FINE + ERROR);
  await using oddline = new OddlineProcess(["scan", "--http", log], { home: folder.path });
  const { code, stderr } = await oddline.ended();
  assertEquals(code, 0);
  assertStringIncludes(stderr, "--http: may not use the network: from source, start with");
});
