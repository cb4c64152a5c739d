/**
 * An OpenSSH server on loopback for one test: keys, port and configuration of its own. Who logs in is the
 * user that runs the tests, but finds herself in a folder of the test's, which is her home there: nothing of
 * the real one is touched.
 */
import { commandLine, EXECUTABLE, shellCommand } from "../e2e/program.ts";
import { TempFolder } from "../sources/temp_folder.ts";

const SFTP_SERVERS = ["/usr/lib/openssh/sftp-server", "/usr/libexec/openssh/sftp-server", "/usr/lib/ssh/sftp-server"];
const SSHD = "/usr/sbin/sshd";
const DEADLINE_MS = 20_000;

/** What is missing for such a server; undefined where there is all. */
export function missingForSsh(): string | undefined {
  if (!exists(SSHD)) return `there is no ${SSHD} (Debian: openssh-server)`;
  if (SFTP_SERVERS.find(exists) === undefined) return "there is no sftp-server";
  return undefined;
}

export class SshServer {
  /** The client's side: `bin` has `ssh`, `scp` and `oddline` in it, which know of a host `server`. */
  readonly here = new TempFolder();
  /** The home on the server. */
  readonly there = new TempFolder();
  readonly port: number;
  readonly #process: Deno.ChildProcess;

  /** Starts the server, and waits until it listens. */
  static async start(): Promise<SshServer> {
    const server = new SshServer(freePort());
    for (const deadline = Date.now() + DEADLINE_MS;;) {
      try {
        (await Deno.connect({ port: server.port, hostname: "127.0.0.1" })).close();
        return server;
      } catch (error) {
        if (Date.now() > deadline) throw error;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    }
  }

  private constructor(port: number) {
    this.port = port;
    const { here, there } = this;
    for (const key of ["host", "user"]) run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", here.at(key));
    here.write("authorized", Deno.readTextFileSync(here.at("user.pub")));
    here.write("known", `[127.0.0.1]:${port} ${Deno.readTextFileSync(here.at("host.pub"))}`);
    const sftp = SFTP_SERVERS.find(exists);
    script(
      here.at("session"),
      `cd '${there.path}'; export HOME='${there.path}' TZ=UTC; unset XDG_STATE_HOME XDG_CONFIG_HOME
case $SSH_ORIGINAL_COMMAND in
*sftp-server*) exec ${sftp} -d '${there.path}' ;;
*) exec sh -c "$SSH_ORIGINAL_COMMAND" ;;
esac`,
    );
    here.write(
      "sshd_config",
      `Port ${port}
ListenAddress 127.0.0.1
HostKey ${here.at("host")}
AuthorizedKeysFile ${here.at("authorized")}
StrictModes no
UsePAM no
PasswordAuthentication no
PermitRootLogin yes
PidFile none
Subsystem sftp ${sftp}
ForceCommand ${here.at("session")}
`,
    );
    here.write(
      "ssh_config",
      `Host server
HostName 127.0.0.1
Port ${port}
IdentityFile ${here.at("user")}
IdentitiesOnly yes
IdentityAgent none
UserKnownHostsFile ${here.at("known")}
LogLevel ERROR
`,
    );
    Deno.mkdirSync(here.at("bin"));
    for (const name of ["ssh", "scp"]) {
      script(here.at(`bin/${name}`), `exec /usr/bin/${name} -F '${here.at("ssh_config")}' "$@"`);
    }
    script(here.at("bin/oddline"), `exec ${shellCommand(["-A"])} "$@"`);
    // what is copied: the executable, or a script that runs the sources
    if (EXECUTABLE === undefined) script(here.at("oddline"), `exec ${shellCommand(["-A"])} "$@"`);
    else Deno.copyFileSync(commandLine()[0], here.at("oddline"));
    if (Deno.uid() === 0) Deno.mkdirSync("/run/sshd", { recursive: true });
    this.#process = new Deno.Command(SSHD, {
      args: ["-D", "-e", "-f", here.at("sshd_config")],
      stdin: "null",
      stdout: "null",
      stderr: "null",
    }).spawn();
  }

  /** The environment of who sits here. */
  env(more: Readonly<Record<string, string>> = {}): Record<string, string> {
    const { path } = this.here;
    return {
      PATH: `${this.here.at("bin")}:${Deno.env.get("PATH")}`,
      HOME: path,
      XDG_CONFIG_HOME: `${path}/config`,
      XDG_STATE_HOME: `${path}/state`, // not beside "oddline", which is a file here
      TZ: "UTC",
      ...more,
    };
  }

  /** Runs a line in a shell here, to its end. */
  async shell(line: string): Promise<{ code: number; stdout: string; stderr: string }> {
    const { code, stdout, stderr } = await new Deno.Command("sh", {
      args: ["-c", line],
      cwd: this.here.path,
      env: this.env(),
      stdin: "null",
    }).output();
    const decoder = new TextDecoder();
    return { code, stdout: decoder.decode(stdout), stderr: decoder.decode(stderr) };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#process.kill("SIGTERM");
    await this.#process.status;
    this.here[Symbol.dispose]();
    this.there[Symbol.dispose]();
  }
}

function freePort(): number {
  using listener = Deno.listen({ port: 0, hostname: "127.0.0.1" });
  return listener.addr.port;
}

function script(path: string, text: string): void {
  Deno.writeTextFileSync(path, `#!/bin/sh\n${text}\n`);
  Deno.chmodSync(path, 0o755);
}

function run(program: string, ...args: string[]): void {
  const { success, stderr } = new Deno.Command(program, { args }).outputSync();
  if (!success) throw new Error(`${program}: ${new TextDecoder().decode(stderr)}`);
}

function exists(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false;
  }
}
