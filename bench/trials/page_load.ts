/**
 * What two hundred browsers at the live page cost: the processor's time of a run that reads a million lines with nobody
 * looking, and with 200 streams that are read, in turn.
 */
import { corpus } from "./corpora.ts";
import { oddline, spread } from "./machine.ts";

const LINES = 1_000_000;
const BROWSERS = 200;
const RUNS = 3;
const TICKS_PER_SECOND = 100;

export async function pageLoad(): Promise<string> {
  const path = await corpus("HDFS", LINES);
  const alone: number[] = [];
  const shares: number[] = [];
  let pictures = 0;
  for (let k = 0; k < RUNS; k++) {
    const nobody = await reading(path, 0);
    const many = await reading(path, BROWSERS);
    alone.push(nobody.seconds);
    shares.push((many.seconds / nobody.seconds - 1) * 100);
    pictures = many.pictures;
  }
  return [
    `## ${BROWSERS} browsers at the live page, ${LINES.toLocaleString("en")} lines, ${RUNS} pairs of runs`,
    "",
    "| processor, nobody looks, s | more with all browsers, % | pictures that were sent |",
    "|---|---|---|",
    `| ${spread(alone)} | ${spread(shares, 1)} | ${pictures} |`,
  ].join("\n");
}

/** Reads all of a log as `watch` does it, with so many streams open, and ends it when all is read. */
async function reading(path: string, browsers: number): Promise<{ seconds: number; pictures: number }> {
  const folder = await Deno.makeTempDir({ prefix: "oddline-page-" });
  const files = ["--state", `${folder}/s.json`, "--db", `${folder}/o.db`];
  const args = ["watch", "--headless", "--from-start", "--http-addr", "127.0.0.1:0", ...files, path];
  const [program, ...rest] = oddline("0,1", args);
  const main = rest.indexOf("main.ts");
  rest.splice(main, 0, "--allow-net=127.0.0.1:0,127.0.0.1");
  const child = new Deno.Command(program, { args: rest, stdin: "null", stdout: "null", stderr: "piped" }).spawn();
  const gone = new AbortController();
  let pictures = 0;
  try {
    const url = await urlOf(child.stderr);
    const streams = Array.from({ length: browsers }, async () => {
      try {
        const answer = await fetch(`${url}api/v1/stream`, { signal: gone.signal });
        for await (const _ of answer.body!) pictures++;
      } catch {
        // it is over
      }
    });
    while ((await linesOf(url)) < LINES) await new Promise((resolve) => setTimeout(resolve, 100));
    const seconds = cpuSeconds(child.pid);
    gone.abort();
    await Promise.all(streams);
    return { seconds, pictures };
  } finally {
    child.kill("SIGKILL");
    await child.status;
    await Deno.remove(folder, { recursive: true });
  }
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

async function linesOf(url: string): Promise<number> {
  const text = await (await fetch(`${url}metrics`)).text();
  return Number(/^oddline_lines_total (\d+)$/m.exec(text)?.[1] ?? 0);
}

/** User and system time of a process so far (proc(5), fields 14 and 15). */
function cpuSeconds(pid: number): number {
  const fields = Deno.readTextFileSync(`/proc/${pid}/stat`).replace(/^.*\) /, "").split(" ");
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}
