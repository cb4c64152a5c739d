/** What a prompt offers for what has been typed so far. */
import { completeFilter, type FilterField } from "../../core/filter.ts";
import { didYouMean } from "../../core/text/suggest.ts";
import { LEVEL_BANDS } from "../../core/views/level_bands.ts";
import type { Snapshot } from "../../core/views/snapshot.ts";
import { baseName } from "../amounts.ts";
import type { HelpPart } from "./help.ts";

/** Whole filters that begin as this one does, with what is known of the run. */
export function filterOffers(text: string, { sources, heat, comparison }: Snapshot): string[] {
  const known: Partial<Record<FilterField, readonly string[]>> = {
    level: LEVEL_BANDS.slice(1),
    source: sources.map(({ name }) => baseName(name)),
    template: heat.flatMap(({ template }) => template === undefined ? [] : [template]),
    detector: comparison.detectors.map(({ id }) => id),
  };
  const before = text.slice(0, text.lastIndexOf(" ") + 1);
  return completeFilter(text, known).map((term) => before + term);
}

/** Commands with this in their names, then those of which the help says it: who looks for a file finds `export`. */
export function commandOffers(text: string, parts: readonly HelpPart[]): string[] {
  const wanted = text.toLowerCase();
  const bindings = parts.flatMap(({ bindings }) => bindings);
  const named = bindings.filter(({ command }) => command.includes(wanted));
  const told = bindings.filter(({ help }) => help.toLowerCase().includes(wanted));
  return [...new Set([...named, ...told].map(({ command }) => command))];
}

/** What to say of a text that no command has in its name or its help. */
export function noCommandText(text: string, parts: readonly HelpPart[]): string {
  return `no command ${text}${didYouMean(text, commandOffers("", parts)) || " (: lists all)"}`;
}
