/**
 * What the dashboard remembers from one run to the next, in a small file beside the database. It is checked by hand:
 * the package for it takes longer to load than the first frame to draw.
 */
import { dirname } from "node:path";
import { replaceFile } from "../../sources/checkpoint.ts";
import type { ColumnChoices } from "../../tui/tables/columns.ts";
import { type ThemeName, THEMES } from "../../tui/theme.ts";

/** What users chose; absent where they did not. */
export interface KeptSettings {
  readonly theme?: ThemeName;
  /** Names of columns by the list they are of. */
  readonly columns?: ColumnChoices;
}

/** The file that belongs to a database. */
export function keptSettingsPath(dbPath: string): string {
  return `${dbPath.replace(/\.db$/, "")}.dashboard.json`;
}

/** What was kept; undefined at the first run. What cannot be understood is as good as not chosen. */
export function loadKeptSettings(path: string): KeptSettings | undefined {
  try {
    return settingsIn(JSON.parse(Deno.readTextFileSync(path)));
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

function settingsIn(value: unknown): KeptSettings {
  if (!isRecord(value) || value.version !== 1) return {};
  const theme = THEMES.find((name) => name === value.theme);
  const { columns } = value;
  return { ...(theme && { theme }), ...(areChoices(columns) && { columns }) };
}

function areChoices(value: unknown): value is ColumnChoices {
  return isRecord(value) &&
    Object.values(value).every((names) => Array.isArray(names) && names.every((name) => typeof name === "string"));
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
