/** The table of screens, in the order of their keys. */
import { holdScreen, type ScreenHolder } from "../screen_holder.ts";
import { anomalies } from "./anomalies.ts";
import { compare } from "./compare.ts";
import { logs } from "./logs.ts";
import { overview } from "./overview.ts";
import { sources } from "./sources.ts";
import { templates } from "./templates.ts";

/** All screens, begun. */
export function makeScreens(): ScreenHolder[] {
  return [
    holdScreen(overview),
    holdScreen(anomalies),
    holdScreen(templates),
    holdScreen(logs),
    holdScreen(sources),
    holdScreen(compare),
  ];
}
