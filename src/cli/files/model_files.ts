/** The two files of a model: `NAME.onnx`, and `NAME.json` beside it (forest/model.ts). */
import { errorMessage } from "../../core/error_message.ts";
import { type ForestModel, openModel } from "../../forest/model.ts";
import type { TrainedModel } from "../../forest/train.ts";
import { infoPath } from "./info_path.ts";
import { AsideFile } from "./aside_file.ts";
import type { DetectionSettings } from "../settings.ts";

/** The model that Oddline brings. */
const DEFAULT_MODEL = new URL("../../../models/oddline.onnx", import.meta.url);

/**
 * Reads and checks the model that the user named, or the one that Oddline brings. Undefined where it cannot be used;
 * then `warn` is told what is wrong, and the run goes on without it.
 */
export async function loadModel(
  path: string | undefined,
  warn: (message: string) => void,
): Promise<ForestModel | undefined> {
  const file = path ?? DEFAULT_MODEL.pathname;
  try {
    const onnx = Deno.readFileSync(path ?? DEFAULT_MODEL);
    const info: unknown = JSON.parse(Deno.readTextFileSync(path === undefined ? defaultInfo() : infoPath(path)));
    return await openModel(onnx, info);
  } catch (error) {
    warn(
      `${file}: this Isolation Forest cannot be used: ${errorMessage(error)}. ` +
        "The run goes on without it; `oddline train FILE --output MODEL.onnx` makes one, and --model MODEL.onnx uses it",
    );
    return undefined;
  }
}

/** The model that a run with these settings scores with: undefined where it asks for none, too. */
export async function modelFor(
  { detectors, modelPath }: DetectionSettings,
  warn: (message: string) => void,
): Promise<ForestModel | undefined> {
  return detectors.has("isolation_forest") ? await loadModel(modelPath, warn) : undefined;
}

function defaultInfo(): URL {
  return new URL(infoPath(DEFAULT_MODEL.href));
}

/** Writes the two files, each aside first, so that neither is ever half there. */
export function saveModel(path: string, { onnx, info }: TrainedModel): void {
  write(path, onnx);
  write(infoPath(path), new TextEncoder().encode(infoText(info)));
}

/** The `.json` as it is written: long lists on one line, for people to read the rest. */
export function infoText(info: TrainedModel["info"]): string {
  const text = JSON.stringify(info, null, 2);
  return `${
    text.replace(/\[[^[\]{}]*\]/g, (list) => list.replace(/\s+/g, " ").replace("[ ", "[").replace(" ]", "]"))
  }\n`;
}

function write(path: string, bytes: Uint8Array): void {
  using file = new AsideFile(path);
  file.file.writeBytes(bytes);
  file.finish();
}
