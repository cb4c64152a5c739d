/** What is learnt of parameters, as plain JSON: slots, the names of fields, statistics. */
import { z } from "zod";
import type { TemplateMiner } from "../../mining/template_miner.ts";
import type { ParameterSlots } from "./parameter_slots.ts";

const topValue = z.tuple([z.number(), z.number(), z.number(), z.string()]).readonly();
const buckets = z.array(z.tuple([z.number(), z.number()]).readonly()).readonly();

const savedStatistics = z.object({
  slot: z.number(),
  numbers: z.object({
    count: z.number(),
    mean: z.number(),
    squares: z.number(),
    min: z.number(),
    max: z.number(),
    quantiles: z.object({ zeros: z.number(), positive: buckets, negative: buckets, counts: buckets.exactOptional() })
      .nullable(),
  }).exactOptional(),
  words: z.object({
    count: z.number(),
    first: z.string(),
    top: z.object({ values: z.array(topValue).readonly(), registers: z.string() }),
  }).exactOptional(),
  isSample: z.boolean().exactOptional(),
});

/** Templates are named by their position among the saved ones. */
export const savedParametersSchema = z.object({
  slots: z.array(z.tuple([z.number(), z.number(), z.number(), z.number()]).readonly().nullable()),
  names: z.array(z.tuple([z.number(), z.string()])),
  statistics: z.array(savedStatistics),
});

type SavedStatistics = z.infer<typeof savedStatistics>;

export type SavedParameters = z.infer<typeof savedParametersSchema>;

/** What was seen at places is saved without its words where some must not be kept: alone they do not show which. */
export function saveParameters(
  { places, names, statistics }: ParameterSlots,
  miner: TemplateMiner,
  { hasSecrets = false }: { readonly hasSecrets?: boolean } = {},
): SavedParameters {
  const position = new Map([...miner.indices()].map((index, k) => [index, k]));
  return {
    slots: places.save((template) => position.get(template)),
    names: [...names],
    statistics: hasSecrets ? statistics.save().map(withoutWords) : statistics.save(),
  };
}

function withoutWords({ words, ...statistics }: SavedStatistics): SavedStatistics {
  if (words === undefined) return statistics;
  const values = words.top.values.map(([hash, count, error]) => [hash, count, error, ""] as const);
  return { ...statistics, words: { ...words, first: "", top: { ...words.top, values } } };
}

/** For parameters that have seen nothing yet. */
export function restoreParameters(
  { places, names, statistics }: ParameterSlots,
  saved: SavedParameters,
  indexOf: (position: number) => number | undefined,
): void {
  places.restore(saved.slots, indexOf);
  for (const [hash, name] of saved.names) names.set(hash, name);
  statistics.restore(saved.statistics);
}
