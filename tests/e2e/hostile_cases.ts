/** Tests of so many cases, each made by a random of its own: ODDLINE_FUZZ says how many, ODDLINE_SEED which. */
import { assertEquals } from "@std/assert";
import { Random } from "../../src/generate/random.ts";
import { TempFolder } from "../sources/temp_folder.ts";
import { lastingWorkers } from "../workers/lasting_workers.ts";

const CASES = Number(Deno.env.get("ODDLINE_FUZZ") ?? 300);
const SEED = Number(Deno.env.get("ODDLINE_SEED") ?? 1);

/** What a terminal would obey, or show as something else. */
// deno-lint-ignore no-control-regex
export const CONTROLS = /[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]/;

/** A share of all cases is of this kind: the less the more a case costs. */
export function hostile(
  what: string,
  share: number,
  one: (random: Random, folder: TempFolder) => Promise<void> | void,
): void {
  const cases = Math.ceil(CASES * share);
  Deno.test(`${cases} times: ${what}`, async () => {
    using folder = new TempFolder();
    using _workers = lastingWorkers();
    for (let k = 0; k < cases; k++) {
      try {
        await one(new Random(SEED, k), folder);
      } catch (error) {
        throw new Error(`case ${k} of seed ${SEED}: ${error instanceof Error ? error.stack : error}`);
      }
    }
    assertEquals(({} as Record<string, unknown>).polluted, undefined);
  });
}

export function isThere(path: string): boolean {
  try {
    Deno.lstatSync(path);
    return true;
  } catch {
    return false;
  }
}
