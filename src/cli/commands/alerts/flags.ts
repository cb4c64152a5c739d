/** The flags of `oddline alerts`. */
import type { CommandOptions } from "../../command.ts";
import { setting, toggle } from "../../flag.ts";
import { oneOf } from "../../values/mod.ts";

export const ALERTS_STATUS_FLAGS = {
  format: setting("FORMAT", oneOf(["text", "json"]), "text", "print lines (text) or json"),
} as const;
export type AlertsStatusOptions = CommandOptions<typeof ALERTS_STATUS_FLAGS>;

export const ALERTS_DEAD_LETTERS_FLAGS = {
  format: setting("FORMAT", oneOf(["text", "ndjson"]), "text", "print lines (text) or ndjson with whole alerts"),
  retry: toggle("queue them again, for the next run to send"),
  clear: toggle("forget them"),
} as const;
export type AlertsDeadLettersOptions = CommandOptions<typeof ALERTS_DEAD_LETTERS_FLAGS>;
