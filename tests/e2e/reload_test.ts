/** SIGHUP without a controlling terminal: the configuration is read again, and nothing is lost on the way. */
import { assertEquals, assertStringIncludes } from "@std/assert";
import { TempFolder } from "../sources/temp_folder.ts";
import { OddlineProcess, parseLines, runOddline } from "./oddline_process.ts";

const RULE = "rules:\n  - { name: checkouts, match: checkout }\n";

function line(second: number, text: string): string {
  return `[2026-02-03 10:00:${String(second).padStart(2, "0")}] [INFO] [shop] ${text}\n`;
}

/** What the events and the end say of a run that was reloaded. */
function told(oddline: OddlineProcess) {
  const events = oddline.events();
  const found = events.filter(({ type }) => type === "anomaly")
    .map(({ line, detector, message }) => [line, detector, String(message).slice(-8)]);
  const { lines, anomalies, by_detector } = events[events.length - 1];
  return {
    found,
    end: { lines, anomalies, by_detector },
    summaries: events.filter(({ type }) => type === "summary").length,
  };
}

for (const from of ["a file", "standard input"] as const) {
  Deno.test(`a rule that is added while ${from} is followed counts from the next line on`, async () => {
    using folder = new TempFolder();
    const config = folder.write("oddline.yaml", "mode: rules\n");
    const log = folder.write("app.log", "");
    const input = from === "a file" ? log : "-";
    await using oddline = new OddlineProcess(
      ["watch", "--headless", "--from-start", "--config", config, "--workers", "1", "--log-level", "debug", input],
      { home: folder.path, session: true },
    );
    const write = (text: string) => from === "a file" ? folder.append("app.log", text) : oddline.write(text);
    await write(line(1, "checkout of cart 1") + line(2, "FATAL: disk").replace("INFO", "FATAL"));
    await oddline.until("the first event", () => oddline.events().length > 0);
    Deno.writeTextFileSync(config, `mode: rules\nfps: 20\n${RULE}`);
    oddline.signal("SIGHUP");
    await oddline.until("it is taken up", () => oddline.stderr.includes("taken up: rules"));
    await write(line(3, "checkout of cart 2"));
    await oddline.until("the second event", () => oddline.events().length > 1);
    oddline.signal("SIGTERM");
    const { code, stderr } = await oddline.ended();
    assertEquals(code, 143);
    assertStringIncludes(stderr, "SIGHUP: fps can only be changed by a restart");
    assertEquals(told(oddline), {
      found: [[2, "severity", "AL: disk"], [3, "rule", "f cart 2"]],
      end: { lines: 3, anomalies: 2, by_detector: { severity: 1, rule: 1 } },
      summaries: 1,
    });
  });
}

Deno.test("a configuration with a mistake is said with its line, and what was before stands", async () => {
  using folder = new TempFolder();
  const config = folder.write("oddline.yaml", `mode: rules\n${RULE}`);
  const log = folder.write("app.log", line(1, "checkout"));
  await using oddline = new OddlineProcess(
    ["watch", "--headless", "--from-start", "--config", config, "--workers", "1", log],
    { home: folder.path, session: true },
  );
  await oddline.until("the first event", () => oddline.events().length > 0);
  Deno.writeTextFileSync(config, "mode: rules\nalert_treshold: 0.5\n");
  oddline.signal("SIGHUP");
  await oddline.until("the mistake is said", () => oddline.stderr.includes("stands"));
  assertStringIncludes(oddline.stderr, `${config}:2: alert_treshold: unknown key (did you mean alert_threshold?)`);
  Deno.writeTextFileSync(config, `mode: rules\n${RULE}`);
  oddline.signal("SIGHUP");
  await oddline.until("nothing has changed", () => oddline.stderr.includes("the configuration has not changed"));
  folder.append("app.log", line(2, "another checkout").replace("10:00", "10:09"));
  await oddline.until("the second event", () => oddline.events().some(({ line }) => line === 2));
  oddline.signal("SIGTERM");
  assertEquals((await oddline.ended()).code, 143);
});

Deno.test("lines that are written while a configuration is taken up again and again are each read once", async () => {
  using folder = new TempFolder();
  const config = folder.write("oddline.yaml", "mode: rules\n");
  const log = folder.write("app.log", "");
  await using oddline = new OddlineProcess(
    ["watch", "--headless", "--from-start", "--config", config, "--workers", "1", log],
    { home: folder.path, session: true },
  );
  let written = 0;
  const write = () => {
    folder.append("app.log", Array.from({ length: 50 }, () => line(written++ % 60, `cart ${written}`)).join(""));
  };
  folder.append("app.log", line(0, "FATAL: the beginning").replace("INFO", "FATAL"));
  await oddline.until("the first line", () => oddline.events().length > 0);
  const writing = setInterval(write, 10);
  for (let k = 1; k <= 3; k++) {
    Deno.writeTextFileSync(config, `mode: rules\nalert_threshold: 0.9${k}\n`);
    const before = oddline.stderr.length;
    oddline.signal("SIGHUP");
    await oddline.until("it is taken up", () => oddline.stderr.slice(before).includes("taken up: alert_threshold"));
  }
  clearInterval(writing);
  folder.append("app.log", line(59, "FATAL: the end").replace("INFO", "FATAL"));
  await oddline.until(
    "the last line",
    () => oddline.events().some(({ message }) => String(message).includes("the end")),
  );
  oddline.signal("SIGTERM");
  assertEquals((await oddline.ended()).code, 143);
  assertEquals(told(oddline).end.lines, written + 2);
  const totals = await runOddline(["history", "show", "--totals", "--format", "json"], { home: folder.path });
  assertEquals(JSON.parse(totals.stdout).lines, written + 2, "each counts once in the history as well");
});

Deno.test("the page and the alerts go on after a reload, with the routes that are there by then", async () => {
  using folder = new TempFolder();
  const alerts = (name: string) =>
    "mode: rules\nalerts:\n  notifiers: [{ name: here, type: file, path: " + folder.at("alerts.jsonl") +
    ` }]\n  routes: [{ name: ${name}, notify: [here], group_wait: off, dedup: off }]\n`;
  const config = folder.write("oddline.yaml", alerts("old"));
  const log = folder.write("app.log", line(1, "FATAL: one").replace("INFO", "FATAL"));
  await using oddline = new OddlineProcess(
    ["watch", "--headless", "--from-start", "--config", config, "--workers", "1", "--http-addr", "127.0.0.1:0", log],
    { home: folder.path, session: true, permissions: ["--allow-net"] },
  );
  const sent = () => parseLines(readIfThere(folder.at("alerts.jsonl"))).map(({ route }) => route);
  await oddline.until("the first alert", () => sent().includes("old"));
  Deno.writeTextFileSync(config, alerts("new"));
  const before = oddline.stderr.length;
  oddline.signal("SIGHUP");
  await oddline.until("the page is there again", () => oddline.stderr.slice(before).includes("the page is at "));
  const [url] = /http:\S+/.exec(oddline.stderr.slice(before)) ?? [""];
  const health = await fetch(`${url}healthz`);
  assertEquals([health.status, (await health.text()).length > 0], [200, true]);
  folder.append("app.log", line(2, "FATAL: two").replace("10:00", "10:30").replace("INFO", "FATAL"));
  await oddline.until("the second alert", () => sent().includes("new"));
  oddline.signal("SIGTERM");
  assertEquals((await oddline.ended()).code, 143);
});

Deno.test("a notifier that needs what the run gave up at its start is said at the reload to need a restart, and others work", async () => {
  using folder = new TempFolder();
  const config = folder.write("oddline.yaml", "mode: rules\n");
  const log = folder.write("app.log", line(1, "FATAL: one").replace("INFO", "FATAL"));
  // it may use the network, and start programs, until it has found that nothing asks for that
  await using oddline = new OddlineProcess(
    ["watch", "--headless", "--from-start", "--config", config, "--workers", "1", log],
    { home: folder.path, session: true, permissions: ["--allow-net", "--allow-run"] },
  );
  await oddline.until("the first event", () => oddline.events().length > 0);
  Deno.writeTextFileSync(
    config,
    `mode: rules
alerts:
  notifiers:
    - { name: hook, type: webhook, url: "http://127.0.0.1:9/" }
    - { name: program, type: command, command: ["true"] }
    - { name: here, type: file, path: ${folder.at("alerts.jsonl")} }
  routes: [{ name: all, notify: [hook, program, here], group_wait: off, dedup: off }]
`,
  );
  oddline.signal("SIGHUP");
  await oddline.until("it is taken up", () => oddline.stderr.includes("taken up: alerts"));
  folder.append("app.log", line(2, "FATAL: two").replace("10:00", "10:30").replace("INFO", "FATAL"));
  await oddline.until("the file is told", () => readIfThere(folder.at("alerts.jsonl")).includes("two"));
  oddline.signal("SIGTERM");
  const { code, stderr } = await oddline.ended();
  assertEquals(code, 143);
  const blocked = stderr.matchAll(/SIGHUP: notifier '(\w+)' needs a restart: .* given up there for good/g);
  assertEquals([...blocked].map(([, name]) => name), ["hook", "program"]);
  assertStringIncludes(stderr, "alerts: notifier 'hook' may not use the network");
  assertStringIncludes(stderr, "alerts: notifier 'program' may not start programs");
});

function readIfThere(path: string): string {
  try {
    return Deno.readTextFileSync(path);
  } catch {
    return "";
  }
}
