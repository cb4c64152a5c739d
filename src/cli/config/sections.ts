/** The keys of `oddline.yaml` that have no flag, as rows for the documentation and for "did you mean". */

import { DETECTORS } from "../../core/anomaly.ts";
import { ALERT_KEYS } from "./alert_keys.ts";
import { row, type SectionKey } from "./section_key.ts";

export const SECTION_KEYS: readonly SectionKey[] = [
  row("multiline.auto", "true or false", "true", "join stack traces and indented lines to the event before them"),
  row("multiline.halt_before", "regular expression", "", "a line that matches begins an event, all others continue it"),
  row("multiline.continue_through", "regular expression", "", "a line that matches continues the event before it"),
  row("multiline.lines_max", "whole number", "500", "lines of one event; more begin a new one"),
  row("formats[].name", "text", "", "what the format is called"),
  row("formats[].patterns", "list of patterns", "", "tried in order, such as '{time} {level} {message}'"),
  row("rules[].name", "text", "", "what the rule is called; unique"),
  row("rules[].match", "regular expression", "", "over the raw line"),
  row("rules[].severity_min", "level", "", "lowest level that matches"),
  row("rules[].where", "list of comparisons", "", "of fields, such as 'latency_ms > 2000'; all must hold"),
  row("rules[].score", "number from 0 to 1", "0.95", "score of a line that matches"),
  row("rules[].count", "whole number", "1", "fires at so many matching lines within the span"),
  row("rules[].within", "span", "", "the span of event time for count"),
  row("rules[].reason", "text", "", "what to tell the user"),
  row("rules[].recommendation", "text", "", "what to look at next"),
  row("keywords.extra[].word", "text", "", "a word that makes a line odd"),
  row("keywords.extra[].score", "number from 0 to 1", "", "how odd"),
  row("detectors.ID.enabled", "true or false", "true", "whether the detector judges; instead of detectors as a list"),
  row("detectors.ID.sensitivity", "number", "1", "how readily it flags: 2 twice as, 0.5 half as readily"),
  row("recommendations[].detectors", "list of detectors", "", "advice for what these detectors say"),
  row("recommendations[].match", "regular expression", "", "for lines that match, in any case"),
  row("recommendations[].severity_min", "level", "", "for lines that are flagged for this level or a higher one"),
  row("recommendations[].recommendation", "text", "", "what to look at next"),
  row(
    "recommendations[].commands",
    "list of commands",
    "",
    "to type next; {file} {look} {since} {until} {session} {template} are filled in, quoted",
  ),
  row("keywords.disable", "list of words", "", "built-in keywords that count for nothing"),
  row("masks.NAME", "regular expression", "", "what it matches in a message is a parameter of this name"),
  row(
    "redact",
    "list of regular expressions",
    "",
    "what they match is taken out of events before anything is printed, kept or sent",
  ),
  ...ALERT_KEYS,
];

/** The names that may stand under a path of keys ("rules[]", "" for the top), without those of flags. */
export function keysUnder(prefix: string): string[] {
  if (prefix === "detectors") return [...DETECTORS];
  const path = prefix.replace(/^detectors\.\w+$/, "detectors.ID");
  const start = path === "" ? "" : `${path}.`;
  const names = SECTION_KEYS.filter(({ key }) => key.startsWith(start))
    .map(({ key }) => key.slice(start.length).split(/[.[]/)[0]);
  return [...new Set(names)];
}
