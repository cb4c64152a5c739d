/** `alerts:` of `oddline.yaml`, and the commands about it. */
import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { ALERT_KEYS } from "../../src/cli/config/alert_keys.ts";
import { parseConfig } from "../../src/cli/config/load.ts";
import { ConfigError } from "../../src/cli/errors.ts";
import { OddlineProcess } from "../e2e/oddline_process.ts";
import { TempFolder } from "../sources/temp_folder.ts";
import { run } from "./fake_io.ts";

const WHOLE = `
redact: ['password=\\S+']
alerts:
  notifiers:
    - { name: team, type: webhook, url: "\${env:SLACK_URL}", preset: slack, headers: { X-Token: "\${file:/run/t}" } }
    - { name: pager, type: webhook, preset: pagerduty, key: "\${env:KEY}" }
    - { name: script, type: command, command: [/usr/bin/notify, --now], timeout: 3s }
    - { name: kept, type: file, path: /var/log/alerts.ndjson }
    - { name: log, type: syslog, address: "udp://127.0.0.1:514", facility: 16 }
    - { name: bell, type: terminal, notification: false }
  routes:
    - name: on-call
      notify: [team, pager]
      severity_min: critical
      detectors: [spike, rule]
      source: 'app'
      count: 10
      within: 5m
      group_by: [source]
      group_wait: 10s
      group_interval: 2m
      repeat_interval: off
      dedup: 1h
      rate_limit: { max: 5, per: 1h }
      mute: [nights]
    - name: rest
      notify: [kept]
      group_wait: 0s
  mute_windows:
    - { name: nights, days: [mon, tue], from: "22:00", until: "06:30" }
  silences:
    - { until: 2026-12-01T00:00:00Z, template: backup, comment: being repaired }
`;

Deno.test("a whole configuration of alerts", async () => {
  const { alerts, redact, sections } = await parseConfig(WHOLE, "c");
  assertEquals(redact, ["password=\\S+"]);
  assertEquals(sections.get("alerts"), 3);
  assertEquals(alerts?.notifiers.map(({ type }) => type), [
    "webhook",
    "webhook",
    "command",
    "file",
    "syslog",
    "terminal",
  ]);
  assertEquals(alerts?.routes[0], {
    name: "on-call",
    notify: ["team", "pager"],
    match: { severityMin: "critical", detectors: ["spike", "rule"], source: "app" },
    threshold: { count: 10, withinMs: 300_000 },
    groupBy: ["source"],
    groupWaitMs: 10_000,
    groupIntervalMs: 120_000,
    repeatIntervalMs: undefined,
    dedupMs: 3_600_000,
    rateLimit: { max: 5, perMs: 3_600_000 },
    mute: ["nights"],
    resolved: true, // PagerDuty wants to hear of the end
  });
  assertEquals(alerts?.routes[1].groupWaitMs, 0);
  assertEquals([alerts?.routes[1].repeatIntervalMs, alerts?.routes[1].resolved], [4 * 3_600_000, false]);
  assertEquals(alerts?.muteWindows, [{ name: "nights", days: ["mon", "tue"], fromMinute: 1320, untilMinute: 390 }]);
  assertEquals(alerts?.silences, [
    { fromMs: -Infinity, untilMs: Date.UTC(2026, 11, 1), match: { template: "backup" } },
  ]);
});

const FINE = "  routes:\n    - { name: r, notify: [n] }\n";
const WRONG: [yaml: string, problem: string][] = [
  ["alerts: {}", "c.yaml:1: alerts.notifiers: is missing"],
  [
    `alerts:\n  notifiers:\n    - { name: n, type: mail }\n${FINE}`,
    "c.yaml:3: alerts.notifiers[1].type: 'mail' is not",
  ],
  [`alerts:\n  notifiers:\n    - { name: n, type: webhook }\n${FINE}`, "has no url, which a webhook needs"],
  [
    `alerts:\n  notifiers:\n    - { name: n, type: webhook, url: "s3cret" }\n${FINE}`,
    "c.yaml:3: alerts.notifiers[1].url: is no address; write such as",
  ],
  [
    `alerts:\n  notifiers:\n    - { name: n, type: file, path: x, url: "http://x" }\n${FINE}`,
    "c.yaml:3: alerts.notifiers[1].url: is nothing that a file has; it has name, type, path",
  ],
  [
    `alerts:\n  notifiers:\n    - { name: n, type: webhook, url: "http://x", template: { a: ["{titel}"] } }\n${FINE}`,
    "{titel} is nothing that an alert says; known are id, status",
  ],
  [
    `alerts:\n  notifiers:\n    - { name: n, type: terminal }\n  routes:\n    - name: r\n      notify: [m]\n`,
    "c.yaml:6: alerts.routes[1].notify[1]: no notifier is called 'm'; there are n",
  ],
  [
    `alerts:\n  notifiers:\n    - { name: n, type: terminal }\n  routes:\n    - name: r\n      notify: [n]\n      counts: 3\n`,
    "c.yaml:7: alerts.routes[1].counts: unknown key (did you mean count?)",
  ],
  [
    `alerts:\n  notifiers:\n    - { name: n, type: terminal }\n  routes:\n    - name: r\n      notify: [n]\n      count: 3\n`,
    "c.yaml:5: alerts.routes[1]: has count without within; add such as within: 5m",
  ],
  [
    `alerts:\n  notifiers:\n    - { name: n, type: terminal }\n${FINE}  mute_windows:\n    - { name: w, from: "25:00", until: "1:00" }`,
    "c.yaml:7: alerts.mute_windows[1].from: '25:00' is no time of day",
  ],
  ["redact: ['(']", "redact[1]: is not a regular expression"],
];

Deno.test("what is wrong with alerts is told with its line; addresses are not quoted", async () => {
  for (const [yaml, expected] of WRONG) {
    const { problems } = await assertRejects(() => parseConfig(yaml, "c.yaml"), ConfigError);
    assertStringIncludes(problems.join("\n"), expected);
    assert(!problems.join().includes("s3cret"));
  }
});

Deno.test("every key that the schema knows is documented, and no other", async () => {
  for (const { key } of ALERT_KEYS) {
    const top = key.slice("alerts.".length);
    const [, section, rest] = /^(\w+)\[\]\.(\w+)/.exec(top) ?? [];
    const { problems }: ConfigError = await assertRejects(
      () => parseConfig(`alerts:\n  ${section}:\n    - ${rest}: {x: {y: 1}}\n`, "c"),
      ConfigError,
    );
    assert(!problems.some((text: string) => text.includes(`${rest}: unknown key`)), key);
  }
});

function yaml(port: number, folder: string): string {
  return `
alerts:
  notifiers:
    - { name: hook, type: webhook, url: "http://127.0.0.1:${port}/\${env:TOKEN}" }
    - { name: kept, type: file, path: "${folder}/kept.ndjson" }
  routes:
    - { name: on-call, notify: [hook, kept], group_wait: off }
`;
}

Deno.test("alerts test sends to everybody of the route, and says who did not take it", async () => {
  using folder = new TempFolder();
  const bodies: string[] = [];
  let status = 200;
  await using server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen: () => {} }, async (request) => {
    bodies.push(`${new URL(request.url).pathname} ${(await request.json()).route}`);
    return new Response(null, { status });
  });
  folder.write("oddline.yaml", yaml(server.addr.port, folder.path));
  const world = { cwd: folder.path, env: { TOKEN: "t0ken" } };
  assertEquals(await run(["alerts", "test", "on-call"], world), {
    code: 0,
    stdout: "hook: sent\nkept: sent\n",
    stderr: "",
  });
  assertEquals(bodies, ["/t0ken on-call"]);
  status = 403;
  const failed = await run(["alerts", "test", "on-call"], world);
  assertEquals([failed.code, failed.stdout], [1, "hook: FAILED: answered with 403\nkept: sent\n"]);
  const mistyped = await run(["alerts", "test", "oncall"], world);
  assertEquals([mistyped.code, mistyped.stderr.includes("did you mean on-call?")], [2, true]);
  const noSecret = await run(["alerts", "test", "on-call"], { cwd: folder.path });
  assertEquals(noSecret.code, 2);
  assertStringIncludes(noSecret.stderr, "alerts: notifier 'hook': the variable TOKEN is not set");
  assertEquals((await run(["alerts", "test"], world)).code, 2);
});

Deno.test("alerts status and dead-letters read the queue; retry puts them back into it", async () => {
  using folder = new TempFolder();
  folder.write("oddline.yaml", yaml(1, folder.path));
  const world = { cwd: folder.path, env: {} };
  const more = ["--db", folder.at("oddline.db")];
  assertStringIncludes((await run(["alerts", ...more], world)).stdout, "0 sent, 0 waiting, 0 given up");
  const alert = { id: "x", anomalies: [], title: "odd\u001b[31m" };
  folder.write(
    "oddline.alerts.jsonl",
    `${JSON.stringify({ k: "dead", notifier: "hook", ms: 0, alert, reason: "answered with 404" })}\n{"k":"ou`,
  );
  assertEquals(
    (await run(["alerts", "dead-letters", "--retry", ...more], world)).stdout,
    [
      "1970-01-01T00:00:00.000Z  hook  answered with 404  odd\\x1b[31m\n",
    ].join(""),
  );
  const status = JSON.parse((await run(["alerts", "status", "--format", "json", ...more], world)).stdout);
  assertEquals([status.waiting, status.dead, status.notifiers[0].waiting], [1, 0, 1]);
});

Deno.test("watch tells of what it finds, redacted; without the permission it says what is missing, and runs on", async () => {
  using folder = new TempFolder();
  folder.write("oddline.yaml", `redact: ['password=\\S+']\n${yaml(1, folder.path)}`);
  const fine = "[2026-02-03 10:00:00] [INFO] [auth] Session created\n";
  folder.write("app.log", `${fine}[2026-02-03 10:00:01] [ERROR] [db] pool exhausted password=hunter2\n`);
  const args = ["watch", "--headless", "--from-start", "--exit-at-end", "--db", folder.at("oddline.db")];
  await using oddline = new OddlineProcess([...args, folder.at("app.log")], {
    home: folder.path,
    env: { TOKEN: "t0ken" },
  });
  const { code, stdout, stderr } = await oddline.ended();
  assertEquals(code, 0);
  assertStringIncludes(stderr, "alerts: notifier 'hook' may not use the network: from source, start with");
  const kept = Deno.readTextFileSync(folder.at("kept.ndjson"));
  const queue = Deno.readTextFileSync(folder.at("oddline.alerts.jsonl"));
  assertStringIncludes(kept, "pool exhausted [redacted]");
  for (const text of [stdout, stderr, kept, queue]) assert(!/hunter2|t0ken/.test(text), text);
  assertStringIncludes(queue, '"k":"out","notifier":"hook"');
});
