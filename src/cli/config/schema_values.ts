/** Parts of the schema of `oddline.yaml` that its sections are made of. */
import * as z from "zod";
import type { ValueType } from "../values/mod.ts";

/**
 * A value that is written as on the command line; YAML's own numbers, truth values, times and lists are put into words.
 */
export function value<T>(type: ValueType<T>) {
  return z.unknown().meta(jsonSchemaOf(type)).transform((found, context): T => {
    const text = textOf(found, type.isList === true);
    if (text === undefined) {
      context.addIssue(found === undefined ? "is missing" : `found ${describe(found)}, expected ${type.name}`);
      return z.NEVER;
    }
    try {
      return type.parse(text);
    } catch (error) {
      if (!(error instanceof RangeError || error instanceof SyntaxError)) throw error;
      context.addIssue(error.message);
      return z.NEVER;
    }
  });
}

/** Adds that no two items have the same name. */
export function unique<T extends { readonly name: string }>(items: z.ZodType<T[]>) {
  return items.superRefine((all, context) => {
    const seen = new Set<string>();
    all.forEach(({ name }, index) => {
      if (seen.has(name)) {
        context.addIssue({ code: "custom", path: [index, "name"], message: `'${name}' is there twice` });
      }
      seen.add(name);
    });
  });
}

/** How a value is written, for editors. */
function jsonSchemaOf({ name, choices, isList, range }: ValueType<unknown>): Record<string, unknown> {
  const text = choices === undefined ? { type: "string" } : { enum: choices };
  if (isList === true) return { anyOf: [{ type: "array", items: text, minItems: 1 }, { type: "string" }] };
  if (range !== undefined) {
    const [minimum, maximum] = range;
    const isBounded = Number.isFinite(maximum) && maximum < Number.MAX_SAFE_INTEGER;
    return { type: name === "number" ? "number" : "integer", minimum, ...(isBounded && { maximum }) };
  }
  if (name === "true or false") return { type: "boolean" };
  if (name === "text" || name === "path") return { type: ["string", "number", "boolean"] };
  if (choices !== undefined || name === "pattern" || name === "regular expression") return text;
  return { type: ["string", "number"] };
}

function textOf(found: unknown, isList: boolean): string | undefined {
  if (typeof found === "string") return found;
  if (typeof found === "number" || typeof found === "boolean") return String(found);
  if (found instanceof Date) return found.toISOString();
  if (!isList || !Array.isArray(found)) return undefined;
  const items = found.map((item) => textOf(item, false));
  return items.includes(undefined) || items.length === 0 ? undefined : items.join(",");
}

/** A value of YAML in words. */
export function describe(found: unknown): string {
  if (found === null || found === undefined) return "nothing";
  if (Array.isArray(found)) return found.length === 0 ? "an empty list" : "a list";
  if (found instanceof Date) return "a time";
  if (typeof found === "object") return "keys and values";
  return typeof found === "string" ? `'${found}'` : String(found);
}
