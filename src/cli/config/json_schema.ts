/**
 * The JSON Schema of `oddline.yaml`, for editors: made from the zod schema that checks the file, with the descriptions
 * of the documentation. It is a little stricter than the program, which also takes numbers in quotes.
 */
import * as z from "zod";
import { DETECTORS } from "../../core/anomaly.ts";
import { fileKey, type FlagTable } from "../flag.ts";
import { SHARED_FLAGS } from "../shared_flags.ts";
import { FILE, FILE_WITH_DETECTOR_TABLE } from "./schema.ts";
import { SECTION_KEYS } from "./sections.ts";

/** A schema, or a part of one. */
export interface JsonSchema {
  readonly [key: string]: unknown;
  description?: string;
  properties?: Record<string, JsonSchema>;
  items?: JsonSchema;
  additionalProperties?: JsonSchema | boolean;
}

/** The schema as it stands in a file. */
export function schemaText(): string {
  return `${JSON.stringify(configSchema(), null, 2)}\n`;
}

/** The whole schema. */
export function configSchema(): JsonSchema {
  const schema = jsonOf(FILE);
  const table = jsonOf(FILE_WITH_DETECTOR_TABLE);
  const properties = schema.properties ?? {};
  const tableOfDetectors = table.properties?.detectors ?? {};
  for (const [key, { description, places }] of Object.entries(SHARED_FLAGS as FlagTable)) {
    if (places.file) describe(properties[fileKey(key)], description);
  }
  const { description, ...list } = properties.detectors;
  properties.detectors = { ...(description && { description }), anyOf: [list, tableOfDetectors] };
  for (const { key, description, default: fallback } of SECTION_KEYS) {
    const text = `${description}${fallback === "" ? "" : ` (default: ${fallback})`}`;
    if (!key.startsWith("detectors.ID.")) describe(at(schema, key), text);
    else for (const id of DETECTORS) describe(at(tableOfDetectors, key.replace("detectors.ID", id)), text);
  }
  return { ...schema, title: "Configuration of Oddline" };
}

function jsonOf(schema: z.ZodType): JsonSchema {
  return z.toJSONSchema(schema, { io: "input", unrepresentable: "any", reused: "inline" }) as JsonSchema;
}

/** The part at a path such as `rules[].name`; NAME stands for any name. */
function at(schema: JsonSchema, path: string): JsonSchema | undefined {
  let part: JsonSchema | undefined = schema;
  for (const step of path.replaceAll("[]", ".[]").split(".")) {
    if (step === "[]") part = part?.items;
    else if (step === "NAME") part = part?.additionalProperties as JsonSchema | undefined;
    else part = part?.properties?.[step];
  }
  return part;
}

function describe(part: JsonSchema | undefined, text: string): void {
  if (part !== undefined) part.description = text;
}
