/** The model that Oddline brings. */
import { type ForestModel, openModel } from "../../src/forest/model.ts";

const MODELS = new URL("../../models/", import.meta.url);

export async function defaultForest(): Promise<ForestModel> {
  const info: unknown = JSON.parse(Deno.readTextFileSync(new URL("oddline.json", MODELS)));
  return await openModel(Deno.readFileSync(new URL("oddline.onnx", MODELS)), info);
}
