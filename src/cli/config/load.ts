/** Reads `oddline.yaml`. What is wrong in it is said all at once: file, line, what was found, what would do. */
import type * as z from "zod";
import type { DetectorId } from "../../core/anomaly.ts";
import { errorMessage } from "../../core/error_message.ts";
import { ConfigError, UsageError } from "../errors.ts";
import { didYouMean } from "../../core/text/suggest.ts";
import type { FileSettings } from "./file_settings.ts";
import { NO_FILE_SETTINGS, SECTIONS } from "./file_settings.ts";
import { lineOf, type Path } from "./line_of.ts";
import type { DetectorTable } from "./schema.ts";
import { keysUnder } from "./sections.ts";
import { yamlMistake } from "./yaml_mistake.ts";

type Issue = z.core.$ZodIssue;

/** Reads and checks a file. Throws UsageError when it cannot be read, ConfigError when it is wrong. */
export async function loadConfig(path: string): Promise<FileSettings> {
  return await parseConfig(await readText(path), path);
}

/** Checks a configuration's text; `path` is what errors call it. YAML and zod are loaded only here. */
export async function parseConfig(text: string, path: string): Promise<FileSettings> {
  const document = await parseYaml(text, path);
  const { schemaOf, isDetectorTable, FLAG_KEYS } = await import("./schema.ts");
  const { describe } = await import("./schema_values.ts");
  const result = schemaOf(document).safeParse(document, {
    error: (issue) => {
      if (issue.code === "invalid_type") {
        return issue.input === undefined
          ? "is missing"
          : `found ${describe(issue.input)}, expected ${kindOf(issue.expected)}`;
      }
      return issue.code === "too_small" ? "is an empty list" : undefined;
    },
  });
  if (!result.success) {
    throw new ConfigError(problemsOf(result.error.issues, { text, path, known: [...FLAG_KEYS.keys()] }));
  }
  const data: Readonly<Record<string, unknown>> = result.data;
  const { multiline, formats, rules, keywords, recommendations, masks, redact, alerts } = result.data;
  const isTable = isDetectorTable(data.detectors);
  const given = [...FLAG_KEYS].filter(([name]) => data[name] !== undefined && !(name === "detectors" && isTable));
  const changes = isTable ? Object.entries(data.detectors as DetectorTable) : [];
  return {
    path,
    values: new Map(given.map(([name, key]) => [key, { value: data[name], line: lineOf(text, [name]) }])),
    multiline: multiline ?? NO_FILE_SETTINGS.multiline,
    formats: formats ?? [],
    rules: rules ?? [],
    keywords: keywords ?? NO_FILE_SETTINGS.keywords,
    recommendations: recommendations ?? [],
    detectors: new Map(changes.flatMap(([id, change]) => change === undefined ? [] : [[id as DetectorId, change]])),
    masks: masks ?? [],
    redact: redact ?? [],
    alerts,
    sections: new Map(SECTIONS.filter((name) => data[name] !== undefined).map((name) => [name, lineOf(text, [name])])),
  };
}

interface Context {
  readonly text: string;
  readonly path: string;
  /** The keys that are flags. */
  readonly known: readonly string[];
}

/** One line a problem, in the order of the file. */
function problemsOf(issues: readonly Issue[], { text, path, known }: Context): string[] {
  const mistyped = new Set(
    issues.filter(({ code }) => code === "unrecognized_keys").map((issue) => pathText(stepsOf(issue))),
  );
  const problems = issues.flatMap((issue) => {
    const at = stepsOf(issue);
    if (issue.code === "unrecognized_keys") {
      return issue.keys.map((key) => ({ at: [...at, key], message: unknownKey(key, at, known) }));
    }
    // What a mistyped key leaves unsaid is no second mistake.
    return issue.code === "custom" && mistyped.has(pathText(at)) ? [] : [{ at, message: issue.message }];
  });
  return problems
    .map(({ at, message }) => ({
      line: lineOf(text, at),
      message: at.length === 0 ? message : `${pathText(at)}: ${message}`,
    }))
    .sort((a, b) => a.line - b.line)
    .map(({ line, message }) => `${path}:${line}: ${message}`);
}

function stepsOf(issue: Issue): Path {
  return issue.path.map((step) => typeof step === "number" ? step : String(step));
}

async function readText(path: string): Promise<string> {
  try {
    return await Deno.readTextFile(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) {
      throw new UsageError(`no such configuration file '${path}'; check --config and ODDLINE_CONFIG`);
    }
    const why = error instanceof Deno.errors.PermissionDenied ? "permission denied" : errorMessage(error);
    throw new UsageError(`cannot read the configuration file '${path}': ${why}`);
  }
}

async function parseYaml(text: string, path: string): Promise<unknown> {
  const { parse } = await import("@std/yaml");
  try {
    // A file of comments only is an empty configuration.
    return parse(text) ?? {};
  } catch (error) {
    const [message] = errorMessage(error).split("\n");
    const [, what = message, at] = /^(.*?) at line (\d+), column \d+:?$/.exec(message) ?? [];
    // at the end of the text the parser has gone past its last line
    const line = Math.min(Number(at ?? 1), text.trimEnd().split("\n").length);
    throw new ConfigError([`${path}:${line}: ${yamlMistake(what, text, line)}`]);
  }
}

function unknownKey(key: string, parent: Path, flagKeys: readonly string[]): string {
  const prefix = parent.reduce<string>(
    (text, step) => typeof step === "number" ? `${text}[]` : text ? `${text}.${step}` : step,
    "",
  );
  const known = [...keysUnder(prefix), ...(prefix === "" ? flagKeys : [])];
  const guess = didYouMean(key, known);
  return `unknown key${guess || `; known here: ${known.join(", ")}`}`;
}

function pathText(path: Path): string {
  return path.reduce<string>(
    (text, step) => typeof step === "number" ? `${text}[${step + 1}]` : text ? `${text}.${step}` : step,
    "",
  );
}

/** What zod calls a kind of value, as a user calls it. */
function kindOf(expected: string): string {
  return expected === "array"
    ? "a list"
    : expected === "object" || expected === "record"
    ? "keys and values"
    : expected;
}
