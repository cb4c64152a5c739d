/** `oddline doctor`: what works on this machine and what does not, found out by trying it. */
import { dirname } from "node:path";
import { choosePaint, type Paint } from "../../report/theme.ts";
import type { FromWorker } from "../../workers/messages.ts";
import { EXIT } from "../errors.ts";
import type { Io } from "../io.ts";
import { watchStatePath } from "../settings.ts";
import { versionText } from "../version.ts";
import type { DoctorOptions } from "./mod.ts";

interface Finding {
  readonly name: string;
  readonly works: boolean;
  readonly detail: string;
}

const WORKER_TIMEOUT_MS = 20_000;

/** Returns 0 when everything works, else 1. */
export async function run({ settings }: DoctorOptions, io: Io): Promise<number> {
  const findings: Finding[] = [
    await workerWithOnnx(),
    stateFolder(dirname(watchStatePath(settings))),
    configuration(settings.configPath),
    { name: "time zone", works: true, detail: `${settings.timeZone}, for times that name none` },
    {
      name: "terminal",
      works: true,
      detail: io.stdout.isTerminal ? `${io.columns} columns` : "none on standard output",
    },
  ];
  const paint = choosePaint({ color: settings.color, isTerminal: io.stdout.isTerminal, env: io.env });
  const lines = findings.map((finding) => findingLine(finding, paint));
  await io.stdout.write(new TextEncoder().encode(`${(await versionText()).trimEnd()}\n\n${lines.join("\n")}\n`));
  return findings.every(({ works }) => works) ? EXIT.fine : EXIT.failed;
}

/** Starts a worker as the pipeline does, and has it load ONNX Runtime. */
async function workerWithOnnx(): Promise<Finding> {
  const worker = new Worker(new URL("../../workers/analysis_worker.ts", import.meta.url), { type: "module" });
  let timer: ReturnType<typeof setTimeout> | undefined;
  try {
    const detail = await new Promise<string>((resolve, reject) => {
      timer = setTimeout(() => reject(new Error("no answer")), WORKER_TIMEOUT_MS);
      worker.onerror = (event) => {
        event.preventDefault();
        reject(new Error(event.message));
      };
      worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
        if (data.type !== "onnx") return;
        if (data.error === undefined) resolve(`a worker thread has loaded ONNX Runtime ${data.version}`);
        else reject(new Error(data.error));
      };
      worker.postMessage({ type: "onnx" });
    });
    return { name: "workers", works: true, detail };
  } catch (error) {
    return { name: "workers", works: false, detail: error instanceof Error ? error.message : String(error) };
  } finally {
    clearTimeout(timer);
    worker.terminate();
  }
}

/** Tries to write where `watch` keeps its state. */
function stateFolder(folder: string): Finding {
  try {
    Deno.mkdirSync(folder, { recursive: true, mode: 0o700 });
    Deno.removeSync(Deno.makeTempFileSync({ dir: folder, prefix: "doctor-" }));
    return { name: "state", works: true, detail: `${folder} can be written` };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { name: "state", works: false, detail: `${folder} cannot be written (${reason}); use --state FILE` };
  }
}

function configuration(path: string | undefined): Finding {
  return { name: "configuration", works: true, detail: path ?? "no oddline.yaml; defaults are used" };
}

function findingLine({ name, works, detail }: Finding, paint: Paint): string {
  const mark = works ? "ok  " : paint("critical", "FAIL");
  return `${mark}  ${name.padEnd(14)} ${detail}`;
}
