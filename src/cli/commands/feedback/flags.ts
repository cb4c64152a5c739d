/** The flags of `oddline feedback`. */
import { DETECTORS } from "../../../core/anomaly.ts";
import type { CommandOptions } from "../../command.ts";
import { optional, setting, toggle } from "../../flag.ts";
import { LIST, oneOf, PATTERN, SPAN, TEMPLATE_ID, TEXT } from "../../values/mod.ts";

export const FEEDBACK_LIST_FLAGS = {
  format: setting("FORMAT", oneOf(["text", "json"]), "text", "print one mark a line (text) or json"),
} as const;
export type FeedbackListOptions = CommandOptions<typeof FEEDBACK_LIST_FLAGS>;

export const FEEDBACK_ADD_FLAGS = {
  template: optional("ID", TEMPLATE_ID, "lines of this template (template_id in events)"),
  match: optional("REGEX", PATTERN, "lines that match a regular expression"),
  text: optional("TEXT", TEXT, "lines that contain TEXT"),
  source: optional("NAME", TEXT, "lines of this source: its path, its file's name, or a glob"),
  detector: optional("ID", oneOf(DETECTORS), "what this detector says"),
  for: optional("SPAN", SPAN, "only for lines of the next SPAN, such as 2h or 7d", { defaultText: "for good" }),
  reason: optional("TEXT", TEXT, "why it is normal, for whoever asks later"),
} as const;
export type FeedbackAddOptions = CommandOptions<typeof FEEDBACK_ADD_FLAGS>;

export const FEEDBACK_REMOVE_FLAGS = {
  id: optional("ID", LIST, "the marks with these ids; may be repeated", { repeatable: true }),
  expired: toggle("all marks whose time is over"),
  all: toggle("all marks"),
} as const;
export type FeedbackRemoveOptions = CommandOptions<typeof FEEDBACK_REMOVE_FLAGS>;
