/** Oddline over SSH, as README's section "On a server" says, with a real server on loopback. */
import { assert, assertEquals } from "@std/assert";
import { hasTmux, Pane } from "../e2e/tmux.ts";
import { TempFolder } from "../sources/temp_folder.ts";
import { missingForSsh, SshServer } from "./server.ts";
import { SlowLink } from "./slow_link.ts";

const README = new URL("../../README.md", import.meta.url);
const LOG = Array.from(
  { length: 40 },
  (_, k) => `[2026-02-03 10:00:${String(k).padStart(2, "0")}] [INFO] [api] Request ${k} served\n`,
).join("") + "[2026-02-03 10:01:00] [FATAL] [database] Everything lost\n";
const FATAL = "the line is of level FATAL";
const CLEAN = { cursor: true, alternate: false, wraps: true, mouse: false };

/** The commands of README's section, without their comments. */
const [COPY, WATCH, JUDGE_THERE, JUDGE_HERE] = (/## On a server\n[^]*?```sh\n([^]*?)```/.exec(
  Deno.readTextFileSync(README),
)?.[1] ?? "").split("\n").map((line) => line.replace(/\s+#.*/, ""));

function test(name: string, run: () => Promise<void>): void {
  Deno.test(`over ssh: ${name}`, async () => {
    const missing = missingForSsh() ?? (hasTmux() ? undefined : "there is no tmux");
    if (missing !== undefined) return console.log(`skipped: ${missing}`);
    await run();
  });
}

/** A server that oddline was copied to, with a log on it. */
async function prepared(): Promise<SshServer> {
  const server = await SshServer.start();
  server.there.write("app.log", LOG);
  server.here.write("app.log", LOG);
  const copied = await server.shell(COPY);
  assertEquals(copied, { code: 0, stdout: "", stderr: "" });
  return server;
}

function terminal(server: SshServer, env: Readonly<Record<string, string>> = {}): Pane {
  const pane = new Pane(server.here.path, { columns: 100, rows: 30, env: server.env(env) });
  // tmux starts its shell with a path of its own
  pane.shell(`PATH='${server.env().PATH}'; export PATH; stty -a > before`);
  return pane;
}

test("README's commands do what they say", async () => {
  await using server = await prepared();
  assertEquals((await server.shell("ssh server ./oddline --version")).stdout.split("\n")[0].slice(0, 7), "oddline");
  const doctor = await server.shell("ssh server ./oddline doctor");
  assert(/^ok +workers /m.test(doctor.stdout), doctor.stdout);
  const there = await server.shell(JUDGE_THERE);
  assertEquals([there.code, there.stderr], [0, ""]);
  assert(there.stdout.includes(FATAL), there.stdout);
  using pane = terminal(server);
  pane.shell(`clear; ${WATCH}; echo code $?`);
  await pane.shows(/\b41 lines\b/); // read before, and not told
  server.there.append("app.log", "[2026-02-03 10:02:00] [FATAL] [database] The rest lost too\n");
  await pane.shows("The rest lost too");
  pane.press("2");
  await pane.shows(FATAL);
  pane.press("q");
  await pane.shows("code 0");
  pane.shell(`clear; ${JUDGE_HERE}`);
  await pane.shows(/╭─[^]*The rest lost too/); // not in the summary of the run before
  pane.press("q");
  await pane.shows(/^anomalies +2/m);
  pane.press("C-c"); // tail goes on until then
});

test("the size of the window arrives, and colours follow the terminal", async () => {
  await using server = await prepared();
  using pane = terminal(server);
  const open = WATCH.replace("./oddline", "./oddline --from-start");
  for (const name of ["xterm-256color", "vt100", "an-unknown-terminal"]) {
    pane.resize(100, 30);
    pane.shell(`clear; TERM=${name} ${open}; echo code $?`);
    await pane.shows("Everything lost");
    pane.resize(70, 20);
    await pane.shows(/\n[╰+][^\n]{68}[╯+]\n/);
    const has256 = pane.colouredText().includes("8;5;");
    assertEquals(has256, name.includes("256"), name);
    pane.press("q");
    await pane.shows("code 0");
    assertEquals(pane.state(), CLEAN);
  }
});

test("when the connection drops, what was learnt is saved and our terminal is usable", async () => {
  await using server = await prepared();
  using pane = terminal(server);
  pane.shell(`clear; ssh -t server 'echo $$ > pid; exec ./oddline --from-start app.log'; echo code $?`);
  await pane.shows("Everything lost");
  const pid = Number(readIn(server.there, "pid"));
  // the server's process of this session ends, as when the line has been dead for long enough
  Deno.kill(sessionOf(pid), "SIGKILL");
  await pane.shows("code 255");
  await until(() => !isAlive(pid));
  const state = JSON.parse(readIn(server.there, ".local/state/oddline/oddline.state.json"));
  assertEquals(state.value.pipeline.totals.lines, 41);
  pane.shell("stty -a > after; echo compared");
  await pane.shows(/^compared/m);
  assertEquals(readIn(server.here, "after"), readIn(server.here, "before"));
});

test("on a line of 200 ms and 64 kB/s it opens, answers and ends", async () => {
  using link = new SlowLink({ delayMs: 100, bytesPerSecond: 64_000 });
  // the executable does not have to go over the slow line
  await using server = await prepared();
  link.passTo(server.port);
  server.here.append("known", readIn(server.here, "known").replace(`:${server.port} `, `:${link.port} `));
  using pane = terminal(server);
  pane.shell(
    `clear; ${
      WATCH.replace("ssh ", `ssh -p ${link.port} `).replace("./oddline", "./oddline --from-start")
    }; echo code $?`,
  );
  await pane.shows("Everything lost");
  pane.press("4");
  await pane.shows("Request 39 served");
  pane.press("q");
  await pane.shows("code 0");
  assertEquals(pane.state(), CLEAN);
});

function readIn(folder: TempFolder, name: string): string {
  return Deno.readTextFileSync(folder.at(name));
}

/** The process of sshd that a session belongs to. By `ps`: Deno reads in /proc with all permissions alone. */
function sessionOf(pid: number): number {
  for (let at = pid; at > 1;) {
    const [, parent, name] = /(\d+) (.*)/.exec(statusOf(at, "ppid=,comm="))!;
    if (name.startsWith("sshd")) return at;
    at = Number(parent);
  }
  throw new Error(`No sshd above the process ${pid}`);
}

function isAlive(pid: number): boolean {
  return !/^(Z.*)?$/.test(statusOf(pid, "stat="));
}

function statusOf(pid: number, columns: string): string {
  const { stdout } = new Deno.Command("ps", { args: ["-o", columns, "-p", String(pid)] }).outputSync();
  return new TextDecoder().decode(stdout).trim();
}

async function until(isTrue: () => boolean): Promise<void> {
  for (const deadline = Date.now() + 30_000; !isTrue();) {
    if (Date.now() > deadline) throw new Error("Half a minute went by");
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
