/** The table of screens, in the order of their keys. */
import { holdScreen, type ScreenHolder } from "../screen_holder.ts";
import { anomalies } from "./anomalies.ts";
import { overview } from "./overview.ts";

/** All screens, begun. */
export function makeScreens(): ScreenHolder[] {
  return [holdScreen(overview), holdScreen(anomalies)];
}
