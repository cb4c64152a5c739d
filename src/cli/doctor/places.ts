/** Whether what Oddline keeps can be kept: its state, its history, the model, the unpacked library. */
import { dirname } from "node:path";
import { cachedLibraryPath } from "../../forest/library_place.ts";
import { beginsWith } from "../../sources/begins_with.ts";
import { HistoryError, openDatabase, pragma } from "../../store/database.ts";
import { DATABASE_HEADS } from "../../store/database_head.ts";
import { verifyDatabase } from "../../store/verify.ts";
import { isThere } from "../history/with_history.ts";
import { loadModel } from "../files/model_files.ts";

/** How long a run that is writing is waited for. */
const BUSY_MS = 2000;

/** Tries to write into a folder, which is made where it is not there, unless it `mustBeThere`. */
export function lookAtFolder(folder: string, mustBeThere = false): string {
  if (!mustBeThere) Deno.mkdirSync(folder, { recursive: true, mode: 0o700 });
  else if (!isThere(folder)) throw new Error(`the folder ${folder} is not there`);
  Deno.removeSync(Deno.makeTempFileSync({ dir: folder, prefix: "doctor-" }));
  return `${folder} can be written`;
}

/** Opens the history and looks whether it is whole: as `history verify` does, which reads all of it. */
export function lookAtDatabase(path: string, mustBeThere = false): string {
  const folder = lookAtFolder(dirname(path), mustBeThere);
  if (!isThere(path)) return `nothing is recorded in ${path} yet; ${folder}`;
  if (!beginsWith(path, DATABASE_HEADS)) throw new HistoryError("foreign", `${path} is not a database of Oddline`);
  const database = openDatabase(path, { busyMs: BUSY_MS });
  try {
    const [problem] = verifyDatabase(database);
    if (problem !== undefined) throw new HistoryError("damaged", `${path} is not whole: ${problem}`);
    const megabytes = (Deno.statSync(path).size / 1e6).toFixed(1);
    return `${path} is whole: version ${pragma(database, "user_version")}, ${megabytes} MB; ${folder}`;
  } finally {
    database.close();
  }
}

/** Loads the model that a run would use. */
export async function lookAtModel(path: string | undefined): Promise<string> {
  let problem = "";
  const model = await loadModel(path, (message) => problem = message);
  if (model === undefined) throw new Error(problem);
  return `${path ?? "the one that Oddline brings"} can be used`;
}

/** Where the executable unpacks ONNX Runtime to; run from source it needs no such place. */
export function lookAtCache(env: (name: string) => string | undefined): string {
  if (!Deno.build.standalone) return "not needed when run from source";
  const library = { name: "library", version: "any", sha256: "" };
  const path = cachedLibraryPath({ os: Deno.build.os, env }, library);
  if (path === undefined) return "neither a cache folder nor a home is named; a temporary folder is used";
  return lookAtFolder(dirname(dirname(path)));
}
