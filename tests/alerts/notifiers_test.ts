/** What each notifier sends, to real receivers on this machine; and that no secret is ever said. */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { createSocket } from "node:dgram";
import type { Alert } from "../../src/alerts/alert.ts";
import { alertAnomaly, titleOf } from "../../src/alerts/alert.ts";
import { createNotifier } from "../../src/alerts/mod.ts";
import type { NotifierSpec, WebhookSpec } from "../../src/alerts/notifier_spec.ts";
import { parseSyslogAddress, syslogMessage } from "../../src/alerts/notifiers/syslog.ts";
import { Secrets } from "../../src/alerts/secrets.ts";
import { fillTemplate, unknownNames } from "../../src/alerts/template.ts";
import { systemOutside } from "../../src/cli/alerting/outside.ts";
import { TempFolder } from "../sources/temp_folder.ts";
import { anomaly, outside } from "./world.ts";

const HOSTILE = 'x","evil":"<!channel> <b>\u001b]0;title\u0007\n{route} ${env:HOME} $(id) ```';

function alert(changes: Partial<Alert> = {}): Alert {
  const anomalies = [alertAnomaly(anomaly("a", { message: HOSTILE, reason: `odd: ${HOSTILE}` }))];
  return {
    id: "1",
    status: "firing",
    route: "on-call",
    group: { source: "/var/log/app.log" },
    group_key: "g",
    title: titleOf(anomalies, 1, "firing"),
    severity: "warning",
    score: 0.95,
    count: 412,
    anomalies_total: 1,
    time: "2026-11-23T12:00:05.000Z",
    started: "2026-11-23T12:00:00.000Z",
    host: "host1",
    anomalies,
    ...changes,
  };
}

function webhook(changes: Partial<WebhookSpec> = {}): WebhookSpec {
  return {
    name: "hook",
    type: "webhook",
    url: "http://127.0.0.1:1/s3cret-path",
    method: "POST",
    headers: {},
    preset: "json",
    timeoutMs: 2000,
    ...changes,
  };
}

/** The body that a webhook sends. */
async function bodyOf(spec: Partial<WebhookSpec>, sent = alert()): Promise<unknown> {
  let body = "";
  const notifier = createNotifier(
    webhook(spec),
    outside({
      request: (request) => {
        body = request.body;
        return Promise.resolve({ status: 200 });
      },
    }),
    (text) => text,
  );
  assertEquals(await notifier.notify(sent), { sent: true });
  return JSON.parse(body);
}

Deno.test("a webhook sends the alert as it is, or what its preset says", async () => {
  assertEquals(await bodyOf({}), alert());
  const slack = await bodyOf({ preset: "slack" }) as { text: string; attachments: { text: string }[] };
  assertStringIncludes(slack.text, "[warning] app.log: odd:");
  assert(!/<[!b]/.test(JSON.stringify(slack)), "no text of a log is markup of Slack's");
  const [first] = await bodyOf({ preset: "alertmanager" }, alert({ status: "resolved" })) as Record<string, unknown>[];
  assertEquals([first.startsAt, first.endsAt], ["2026-11-23T12:00:00.000Z", "2026-11-23T12:00:05.000Z"]);
  const pager = await bodyOf({ preset: "pagerduty", key: "routing" }) as Record<string, unknown>;
  assertEquals([pager.routing_key, pager.event_action, pager.dedup_key], ["routing", "trigger", "oddline-g"]);
});

Deno.test("a template is filled in; a log's text stays a text, whatever it holds", async () => {
  const template = {
    text: "{title} ({count} lines)",
    n: "{count}",
    all: ["{message}"],
    nothing: "{source} {x}",
    one: 1,
  };
  const body = await bodyOf({ template }) as Record<string, unknown>;
  assertEquals(Object.keys(body), Object.keys(template));
  assertEquals(body.n, 412);
  assertEquals(body.all, [alert().anomalies[0].message]);
  assertStringIncludes(String((body.all as string[])[0]), "{route} ${env:HOME} $(id)");
  assertEquals(body.nothing, "/var/log/app.log {x}");
  assertEquals(unknownNames(template), ["x"]);
  assertEquals(fillTemplate("{title}", alert({ anomalies: [] })), alert().title);
});

Deno.test("titles and texts of an alert hold no control characters, and are cut", () => {
  const { title, anomalies: [first] } = alert();
  // deno-lint-ignore no-control-regex
  assert(!/[\x00-\x1f\x7f]/.test(title + first.message));
  const long = alertAnomaly(anomaly("a", { message: "😀".repeat(200_000) }));
  assert(long.message.length <= 2000 && long.message.isWellFormed());
});

Deno.test("answers are told apart: sent, to be tried again, final", async () => {
  const table: [number, Record<string, string>, unknown][] = [
    [200, {}, { sent: true }],
    [204, {}, { sent: true }],
    [301, { location: "/elsewhere" }, { sent: false, reason: "answered with 301, a redirection", isFinal: true }],
    [404, {}, { sent: false, reason: "answered with 404", isFinal: true }],
    [429, { "retry-after": "7" }, { sent: false, reason: "answered with 429", isFinal: false, retryAfterMs: 7000 }],
    [500, {}, { sent: false, reason: "answered with 500", isFinal: false }],
  ];
  const paths: string[] = [];
  let answer = table[0];
  await using server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen: () => {} }, (request) => {
    paths.push(new URL(request.url).pathname);
    return new Response(null, { status: answer[0], headers: answer[1] });
  });
  const notifier = createNotifier(
    webhook({ url: `http://127.0.0.1:${server.addr.port}/hook` }),
    systemOutside(() => false),
    (text) => text,
  );
  for (answer of table) assertEquals(await notifier.notify(alert()), answer[2]);
  assertEquals(new Set(paths), new Set(["/hook"]));
});

Deno.test("no secret is in what is said of a failure, nor an address's path", async () => {
  const places = {
    env: (name: string) => name === "TOKEN" ? "tok3n/with space" : undefined,
    file: () => "fr0m file\n",
  };
  const secrets = new Secrets(places);
  const spec = secrets.fillAll(
    webhook({ url: "http://127.0.0.1:1/${env:TOKEN}", headers: { authorization: "Bearer ${file:/run/key}" } }),
  );
  assertEquals(spec.headers.authorization, "Bearer fr0m file");
  const outcome = await createNotifier(spec, systemOutside(() => false), secrets.scrub).notify(alert());
  assert(!outcome.sent && !/tok3n|fr0m/.test(outcome.reason), JSON.stringify(outcome));
  const command: NotifierSpec = { name: "c", type: "command", command: ["x"], timeoutMs: 1000 };
  const said = outside({
    run: () => Promise.resolve({ code: 1, stderr: "bad token tok3n/with space for https://u:p@h/x?y" }),
  });
  assertEquals(await createNotifier(command, said, secrets.scrub).notify(alert()), {
    sent: false,
    reason: "ended with 1: bad token *** for https://h/***",
    isFinal: false,
  });
});

Deno.test("a secret that is not there is named, its place only", () => {
  const secrets = new Secrets({ env: () => undefined, file: () => undefined });
  const table = [["${env:SLACK_URL}", "the variable SLACK_URL is not set"], [
    "${file:/run/key}",
    "the file '/run/key' cannot be read, or is empty",
  ]];
  for (const [text, message] of table) {
    let said = "";
    try {
      secrets.fill(text);
    } catch (error) {
      said = (error as Error).message;
    }
    assertEquals(said, message);
  }
});

Deno.test("a command gets the alert on its standard input; nothing of it is an argument", async () => {
  using folder = new TempFolder();
  const script = folder.write("hook.sh", `#!/bin/sh\ncat > "$1"\necho "$#" >> "$1"\n`);
  const command = ["/bin/sh", script, folder.at("out")];
  const notifier = createNotifier(
    { name: "c", type: "command", command, timeoutMs: 10_000 },
    systemOutside(() => false),
    (text) => text,
  );
  assertEquals(await notifier.notify(alert()), { sent: true });
  const [json, count] = Deno.readTextFileSync(folder.at("out")).split("\n");
  assertEquals([JSON.parse(json), count], [alert(), "1"]);
});

Deno.test("a command that hangs is ended, one that fails is told with what it said, one that is not there is named", async () => {
  const table: [string[], string][] = [
    [["/bin/sh", "-c", "sleep 30"], "did not end within 0.2 s"],
    [["/bin/sh", "-c", "echo no such user >&2; exit 3"], "ended with 3: no such user"],
    [["/nonexistent/program"], "Failed to spawn"],
  ];
  for (const [command, reason] of table) {
    const spec: NotifierSpec = { name: "c", type: "command", command, timeoutMs: 200 };
    const patient = { ...spec, timeoutMs: command.at(-1) === "sleep 30" ? 200 : 10_000 };
    const outcome = await createNotifier(patient, systemOutside(() => false), (text) => text).notify(alert());
    assertStringIncludes(outcome.sent ? "sent" : outcome.reason, reason);
  }
});

Deno.test("a file gets one line for each alert", async () => {
  using folder = new TempFolder();
  const spec: NotifierSpec = { name: "f", type: "file", path: folder.at("alerts.ndjson") };
  const notifier = createNotifier(spec, systemOutside(() => false), (text) => text);
  await notifier.notify(alert());
  await notifier.notify(alert({ id: "2" }));
  const lines = Deno.readTextFileSync(spec.path).trimEnd().split("\n");
  assertEquals(lines.map((line) => JSON.parse(line).id), ["1", "2"]);
});

Deno.test("syslog: one message over UDP, counted octets over TCP", async () => {
  const socket = createSocket("udp4");
  await new Promise<void>((resolve) => socket.bind(0, "127.0.0.1", resolve));
  const came = new Promise<string>((resolve) => socket.once("message", (bytes) => resolve(String(bytes))));
  const message = syslogMessage(alert(), 1);
  const udp: NotifierSpec = {
    name: "s",
    type: "syslog",
    address: `udp://127.0.0.1:${socket.address().port}`,
    facility: 1,
  };
  assertEquals(await createNotifier(udp, systemOutside(() => false), (text) => text).notify(alert()), { sent: true });
  assertEquals(await came, message);
  socket.close();
  assert(message.startsWith("<12>1 2026-11-23T12:00:05.000Z host1 oddline - alert [oddline@32473 id="), message);

  using listener = Deno.listen({ port: 0, hostname: "127.0.0.1" });
  const tcp: NotifierSpec = { ...udp, address: `tcp://127.0.0.1:${(listener.addr as Deno.NetAddr).port}` };
  const sending = createNotifier(tcp, systemOutside(() => false), (text) => text).notify(alert());
  const connection = await listener.accept();
  assertEquals(await sending, { sent: true });
  const bytes = await new Response(connection.readable).bytes();
  assertEquals(new TextDecoder().decode(bytes), `${new TextEncoder().encode(message).length} ${message}`);
});

Deno.test("addresses of syslog servers", () => {
  assertEquals(parseSyslogAddress("udp://logs.example"), { transport: "udp", host: "logs.example", port: 514 });
  assertEquals(parseSyslogAddress("tcp://[::1]:601"), { transport: "tcp", host: "::1", port: 601 });
  assertEquals(parseSyslogAddress("unix:/run/log"), { transport: "unix", path: "/run/log" });
  for (const wrong of ["", "http://x", "udp://", "udp://a:0", "udp://a:99999", "udp://a b"]) {
    let isThrown = false;
    try {
      parseSyslogAddress(wrong);
    } catch {
      isThrown = true;
    }
    assert(isThrown, wrong);
  }
});

Deno.test("the terminal rings and is notified, with nothing in between that it would obey", async () => {
  let written = "";
  const there = outside({
    terminal: (text) => {
      written += text;
      return true;
    },
  });
  const spec: NotifierSpec = { name: "t", type: "terminal", bell: true, notification: true };
  assertEquals(await createNotifier(spec, there, (text) => text).notify(alert()), { sent: true });
  // deno-lint-ignore no-control-regex
  assert(/^\x1b\]9;Oddline: [^\x00-\x1f\x7f-\x9f]*\x07\x07$/.test(written), JSON.stringify(written));
  assertEquals((await createNotifier(spec, outside({}), (text) => text).notify(alert())).sent, false);
});
