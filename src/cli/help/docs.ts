/** The reference of all flags, variables and keys as Markdown, made from the tables that the program itself uses. */
import { KEYWORD_GROUPS } from "../../detectors/mod.ts";
import { GLOBAL_BINDINGS, LIST_BINDINGS } from "../../tui/keymap.ts";
import { makeScreens } from "../../tui/screens/mod.ts";
import { markdownTable } from "../../report/markdown_table.ts";
import { REPORT_FIELDS } from "../../report/run/report_fields.ts";
import { COMMANDS } from "../commands/mod.ts";
import { SECTION_KEYS } from "../config/sections.ts";
import { defaultText, fileKey, type Flag, flagName, variableName } from "../flag.ts";
import { SHARED_FLAG_GROUPS, SHARED_FLAGS, type SharedKey } from "../shared_flags.ts";

/** The whole reference. */
export function renderReference(): string {
  const shared = Object.entries(SHARED_FLAG_GROUPS).map(([group, flags]) => {
    const keys = Object.keys(flags) as SharedKey[];
    return `### ${group}\n\n${flagTable(keys.map((key) => [key, SHARED_FLAGS[key], ""]))}`;
  });
  const own = COMMANDS.filter((command) => Object.keys(command.own).length > 0).map((command) =>
    `### oddline ${command.name}\n\n${
      flagTable(Object.entries(command.own).map(([key, flag]) => [key, flag, command.name]))
    }`
  );
  const sections = table(
    ["key in oddline.yaml", "value", "default", "meaning"],
    SECTION_KEYS.map((key) => [code(key.key), key.type, code(key.default), key.description]),
  );
  return `${[...shared, ...own, `### oddline.yaml, further keys\n\n${sections}`].join("\n")}`;
}

function flagTable(flags: readonly (readonly [key: string, flag: Flag<unknown>, command: string])[]): string {
  return table(
    ["flag", "variable", "key", "default", "meaning"],
    flags.map(([key, flag, command]) => [
      flag.places.commandLine ? code(`${flagName(key)}${flag.placeholder ? ` ${flag.placeholder}` : ""}`) : "",
      code(variableName(key, command)),
      flag.places.file ? code(fileKey(key)) : "",
      defaultText(flag),
      flag.description,
    ]),
  );
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return `${markdownTable(head, rows.map((cells) => cells.map((cell) => cell.replaceAll("|", "\\|"))))}\n`;
}

function code(text: string): string {
  return text === "" ? "" : `\`${text}\``;
}

/** The reference as a page of its own. */
export function referencePage(): string {
  return `# Reference

Every flag, its environment variable, and its key in \`oddline.yaml\`. Flags win over variables, variables over the file.
This page is made by \`deno task docs\`; a test holds it to the program.

${renderReference()}
## Words that make a line odd

What the detector \`keyword\` looks for, in any case; \`keywords\` in \`oddline.yaml\` adds to them and takes away from
them. From 0.9 on a line is flagged for the word alone.

${table(["field", "score", "words"], KEYWORD_GROUPS.map(keywordRow))}
## Reports as JSON

\`oddline report --format json\` prints one object. Times are RFC 3339 in UTC.

${table(["field", "value", "meaning"], REPORT_FIELDS.map(([path, type, meaning]) => [code(path), type, meaning]))}
## Keys of the dashboard

Commands can also be called by name: \`:\` opens the palette.

${renderKeys()}`;
}

function keywordRow({ field, score, words }: typeof KEYWORD_GROUPS[number]): readonly string[] {
  return [field, String(score), words.map(code).join(", ")];
}

/** The keys of the dashboard, screen by screen, from the tables that keys are looked up in. */
function renderKeys(): string {
  const parts = [
    ["everywhere", GLOBAL_BINDINGS] as const,
    ["lists", LIST_BINDINGS] as const,
    ...makeScreens().filter(({ bindings }) => bindings.length > 0).map(({ title, bindings }) =>
      [title, bindings] as const
    ),
  ];
  return parts.map(([title, bindings]) =>
    `### ${title[0].toUpperCase()}${title.slice(1)}\n\n${
      table(["keys", "what they do"], bindings.map(({ keys, help }) => [keys.map(keyText).join(" "), help]))
    }`
  ).join("\n");
}

/** A key as code; a backslash and a bar need care in a table. */
function keyText(key: string): string {
  return key === "|" ? "`\\|`" : code(key);
}
