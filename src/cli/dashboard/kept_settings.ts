/** What the dashboard remembers from one run to the next, in a small file beside the database. */
import { dirname } from "node:path";
import { z } from "zod";
import { replaceFile } from "../../sources/checkpoint.ts";
import { SCREENS } from "../../tui/screen.ts";
import { THEMES } from "../../tui/theme.ts";

const schema = z.looseObject({
  version: z.literal(1),
  theme: z.enum(THEMES).optional(),
  screen: z.enum(SCREENS).optional(),
  /** Names of columns by the list they are of. */
  columns: z.record(z.string(), z.array(z.string()).readonly()).readonly().optional(),
});

/** What users chose; absent where they did not. */
export type KeptSettings = Readonly<Pick<z.infer<typeof schema>, "theme" | "screen" | "columns">>;

/** The file that belongs to a database. */
export function keptSettingsPath(dbPath: string): string {
  return `${dbPath.replace(/\.db$/, "")}.dashboard.json`;
}

/** What was kept; undefined at the first run. A file that cannot be read is as good as none. */
export function loadKeptSettings(path: string): KeptSettings | undefined {
  try {
    const parsed = schema.safeParse(JSON.parse(Deno.readTextFileSync(path)));
    return parsed.success ? parsed.data : {};
  } catch {
    return undefined;
  }
}

/** Keeps the settings; where that is not possible the next run begins anew. */
export function keepSettings(path: string, settings: KeptSettings): void {
  try {
    Deno.mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    replaceFile(path, new TextEncoder().encode(`${JSON.stringify({ version: 1, ...settings })}\n`));
  } catch {
    // nothing that is worth a word to the user
  }
}
