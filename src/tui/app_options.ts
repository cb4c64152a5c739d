/** What the dashboard is made with. */
import type { ColumnChoices } from "./tables/columns.ts";
import type { ScreenId } from "./screen.ts";
import type { ColorDepth, ThemeName } from "./theme.ts";
import type { TimeTexts } from "./view.ts";

export interface AppOptions {
  readonly texts: TimeTexts;
  readonly theme: ThemeName;
  readonly depth: ColorDepth;
  readonly ascii?: boolean;
  readonly screen?: ScreenId;
  readonly columns?: ColumnChoices | undefined;
  /** Tell a newcomer what the keys are. */
  readonly isFirstRun?: boolean;
  /** Reads a time of day in a filter, such as `14:20`. */
  readonly timeOf?: (value: string) => number | undefined;
}

/**
 * What users chose that is worth keeping between runs; no theme where they chose none. The screen is not: whoever comes
 * back after days wants the overview first.
 */
export interface AppSettings {
  readonly theme?: ThemeName;
  readonly columns: ColumnChoices;
}
