/** The table of screens, in the order of their keys. */
import { holdScreen, type ScreenHolder } from "../screen_holder.ts";
import { overview } from "./overview.ts";

/** All screens, begun. */
export function makeScreens(): ScreenHolder[] {
  return [holdScreen(overview)];
}
