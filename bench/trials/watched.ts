/** `watch` with its page as a process of its own, for the trials: how far it is, and what it takes. */
import { setTimeout as sleep } from "node:timers/promises";
import { oddline } from "./machine.ts";

export interface Watched {
  /** Its pid is Oddline's: taskset replaces itself by the program. */
  readonly child: Deno.ChildProcess;
  /** Of its page. */
  readonly url: string;
  /** Ends it at once, and removes what it kept. */
  end(): Promise<void>;
}

/** Starts it on both cores, with a history and a state of its own. */
export async function watchWithPage(
  logs: readonly string[],
  { stdin = "null" }: { readonly stdin?: "piped" | "null" } = {},
): Promise<Watched> {
  const folder = await Deno.makeTempDir({ prefix: "oddline-watched-" });
  const files = ["--state", `${folder}/s.json`, "--db", `${folder}/o.db`];
  const args = ["watch", "--headless", "--from-start", "--http-addr", "127.0.0.1:0", ...files, ...logs];
  const [program, ...rest] = oddline("0,1", args);
  rest.splice(rest.indexOf("main.ts"), 0, "--allow-net=127.0.0.1:0,127.0.0.1");
  const child = new Deno.Command(program, { args: rest, stdin, stdout: "null", stderr: "piped" }).spawn();
  const end = async () => {
    try {
      child.kill("SIGKILL");
    } catch {
      // it has ended by itself
    }
    await child.status;
    await Deno.remove(folder, { recursive: true });
  };
  try {
    return { child, url: await urlOf(child.stderr), end };
  } catch (error) {
    await end();
    throw error;
  }
}

/** Lines that a run says it has read. */
export async function linesOf({ url }: Watched): Promise<number> {
  const text = await (await fetch(`${url}metrics`)).text();
  return Number(/^oddline_lines_total (\d+)$/m.exec(text)?.[1] ?? 0);
}

/** Waits until so many lines were read, and asks every so many ms. */
export async function untilRead(watched: Watched, lines: number, everyMs = 100): Promise<void> {
  while ((await linesOf(watched)) < lines) await sleep(everyMs);
}

async function urlOf(stream: ReadableStream<Uint8Array>): Promise<string> {
  let said = "";
  const reader = stream.getReader();
  for (;;) {
    const { value, done } = await reader.read();
    said += new TextDecoder().decode(value);
    const url = /the page is at (\S+)/.exec(said)?.[1];
    if (url !== undefined) return url;
    if (done) throw new Error(`It ended before there was a page: ${said}`);
  }
}
