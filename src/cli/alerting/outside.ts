/** What notifiers do outside of the program, done with Deno's own means. */
import { createSocket } from "node:dgram";
import { isIPv6 } from "node:net";
import type { Outside, SyslogAddress } from "../../alerts/notifier.ts";

const STDERR_MAX = 4096;
/** How long the end of what a program said is waited for when it has ended. */
const PIPE_MS = 200;

/** The real outside. `terminal` writes to the user's terminal, where there is one. */
export function systemOutside(terminal: (text: string) => boolean): Outside {
  return {
    host: hostName(),
    request,
    run,
    append: (path, text) => Deno.writeTextFile(path, text, { append: true, mode: 0o600 }),
    syslog: sendSyslog,
    terminal,
  };
}

const request: Outside["request"] = async ({ url, method, headers, body, timeoutMs }) => {
  const response = await fetch(url, {
    method,
    headers,
    body,
    redirect: "manual",
    signal: AbortSignal.timeout(timeoutMs),
  });
  await response.body?.cancel();
  const seconds = Number(response.headers.get("retry-after") ?? NaN);
  return { status: response.status, ...(seconds >= 0 && { retryAfterMs: seconds * 1000 }) };
};

const run: Outside["run"] = async ([program, ...args], { stdin, timeoutMs }) => {
  const child = new Deno.Command(program, { args, stdin: "piped", stdout: "null", stderr: "piped" }).spawn();
  const said = new Said(child.stderr);
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    kill(child);
  }, timeoutMs);
  try {
    // not waited for: a program that does not read its input is free to do so
    giveInput(child.stdin, stdin);
    const { code } = await child.status;
    if (isLate) throw new Error(`did not end within ${timeoutMs / 1000} s`);
    return { code, stderr: await said.text() };
  } finally {
    clearTimeout(timer);
    await said.close();
  }
};

function kill(child: Deno.ChildProcess): void {
  try {
    child.kill("SIGKILL");
  } catch {
    // it has ended at this moment
  }
}

async function giveInput(stream: WritableStream<Uint8Array>, text: string): Promise<void> {
  try {
    const writer = stream.getWriter();
    await writer.write(new TextEncoder().encode(text));
    await writer.close();
  } catch {
    // it has ended, or closed its input
  }
}

/** The beginning of what a program says; the rest is read and let go. */
class Said {
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  readonly #all: Promise<void>;
  #text = "";

  constructor(stream: ReadableStream<Uint8Array>) {
    this.#reader = stream.getReader();
    this.#all = this.#read();
  }

  /** What it said until now; its children may hold the pipe open for long. */
  async text(): Promise<string> {
    await within(this.#all, PIPE_MS).catch(() => {});
    return this.#text;
  }

  async close(): Promise<void> {
    await this.#reader.cancel().catch(() => {});
  }

  async #read(): Promise<void> {
    const decoder = new TextDecoder();
    for (;;) {
      const { value, done } = await this.#reader.read();
      if (done) return;
      if (this.#text.length < STDERR_MAX) this.#text += decoder.decode(value, { stream: true });
    }
  }
}

async function sendSyslog(address: SyslogAddress, message: string, timeoutMs: number): Promise<void> {
  // looking up the host may take as long as it likes
  if (address.transport === "udp") return await within(sendDatagram(address, message), timeoutMs);
  const connecting: Promise<Deno.Conn> = address.transport === "unix"
    ? Deno.connect({ transport: "unix", path: address.path })
    : Deno.connect({ hostname: address.host, port: address.port });
  using connection = await within(connecting, timeoutMs).catch((error) => {
    connecting.then((late) => late.close(), () => {});
    throw error;
  });
  const bytes = new TextEncoder().encode(message);
  // octet counting, RFC 6587 3.4.1
  const framed = new Uint8Array([...new TextEncoder().encode(`${bytes.length} `), ...bytes]);
  const written = (async () => {
    for (let at = 0; at < framed.length;) at += await connection.write(framed.subarray(at));
  })();
  await within(written, timeoutMs);
}

function sendDatagram({ host, port }: { readonly host: string; readonly port: number }, message: string) {
  return new Promise<void>((resolve, reject) => {
    const socket = createSocket(isIPv6(host) ? "udp6" : "udp4");
    const done = (error?: Error | null) => {
      socket.close();
      if (error) reject(error);
      else resolve();
    };
    socket.on("error", done);
    socket.send(message, port, host, done);
  });
}

async function within<T>(promise: Promise<T>, ms: number): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${ms / 1000} s`)), ms);
  });
  try {
    return await Promise.race([promise, timeout]);
  } finally {
    clearTimeout(timer);
  }
}

function hostName(): string {
  try {
    return Deno.hostname();
  } catch {
    return "";
  }
}
