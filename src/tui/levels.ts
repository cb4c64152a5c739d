/** Levels as words and colours. */
import { bandOf, LEVEL_BANDS } from "../core/views/level_bands.ts";
import type { Role } from "./style.ts";

/** The role of a severity number's level. */
export function levelRole(severity: number): Role {
  return severity === 0 ? "plain" : LEVEL_BANDS[bandOf(severity)] as Role;
}

/** "INFO" for 9 to 12, "" for 0. */
export function levelWord(severity: number): string {
  return severity === 0 ? "" : LEVEL_BANDS[bandOf(severity)].toUpperCase();
}
