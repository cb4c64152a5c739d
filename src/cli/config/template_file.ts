/** A commented `oddline.yaml`, made from the tables of keys: nothing in it counts until its `#` is taken away. */
import { defaultText, fileKey, type Flag } from "../flag.ts";
import { SHARED_FLAG_GROUPS } from "../shared_flags.ts";
import type { SectionKey } from "./section_key.ts";
import { SECTION_KEYS } from "./sections.ts";
import { writtenText, writtenValue } from "../values/mod.ts";

/** What editors are told: where the schema stands, as `oddline config schema` writes it. */
const SCHEMA_NAME = "oddline.schema.json";

const HEAD = `# yaml-language-server: $schema=${SCHEMA_NAME}
# (oddline config schema --output ${SCHEMA_NAME} writes what editors need to complete and check this file)
#
# The configuration of Oddline. Take away the "#" before what is to count; what is shown is the default.
# Flags count before variables, variables before this file: oddline config shows what counts, and where it comes from.
# oddline config check tells what is wrong with it, and with --against LOG what it would report.
`;

/** A default that can be written as it is. */
const PLAIN_VALUE = /^(true|false|json|POST|\d[\w.]*)$/;
/** Columns of the keys, before what is said of them. */
const KEY_COLUMNS = 40;

/** The whole file. */
export function templateFile(): string {
  const groups = Object.entries(SHARED_FLAG_GROUPS).map(([title, flags]) => {
    const rows = (Object.entries(flags) as [string, Flag<unknown>][]).filter(([, flag]) => flag.places.file);
    return `\n# ${title}\n\n${rows.map(([key, flag]) => flagRow(key, flag)).join("")}`;
  });
  return `${HEAD}${groups.join("")}\n# Further keys\n${sectionRows(SECTION_KEYS)}`;
}

/** The value is the default, where there is one that can be written. */
function flagRow(key: string, flag: Flag<unknown>): string {
  const value = flag.default === undefined && !flag.type.canBeOff
    ? flag.placeholder ?? ""
    : writtenText(writtenValue(flag.type, flag.default));
  const isUnsaid = flag.default === undefined && defaultText(flag) !== "";
  const note = `${flag.description}${isUnsaid ? `; default: ${defaultText(flag)}` : ""}`;
  return row(`${fileKey(key)}: ${value}`, choicesOf(flag) + note);
}

function choicesOf({ type }: Flag<unknown>): string {
  return type.choices === undefined || type.name === "true or false" || type.isList
    ? ""
    : `${type.choices.join(", ")}: `;
}

/** Keys under each other by their paths: "rules[].name" is "rules:" and "  - name:". */
function sectionRows(keys: readonly SectionKey[]): string {
  const said = new Set<string>();
  return [...keys].sort(byTop).map(({ key, type, default: fallback, description }) => {
    const steps = key.split(".");
    let text = "";
    let indent = "";
    steps.forEach((step, depth) => {
      const path = steps.slice(0, depth + 1).join(".");
      const isInList = depth > 0 && steps[depth - 1].endsWith("[]");
      const isFirst = isInList && !said.has(`${steps.slice(0, depth).join(".")}.-`);
      const dash = isInList ? (isFirst ? "- " : "  ") : "";
      const name = `${indent}${dash}${step.replace("[]", "")}:`;
      if (isFirst) said.add(`${steps.slice(0, depth).join(".")}.-`);
      indent += isInList ? "    " : "  ";
      if (depth === steps.length - 1) {
        const isValue = PLAIN_VALUE.test(fallback);
        const note = `${type}; ${description}${isValue || fallback === "" ? "" : `; default: ${fallback}`}`;
        text += row(isValue ? `${name} ${fallback}` : name, note);
      } else if (!said.has(path)) {
        text += `${depth === 0 ? "\n" : ""}# ${name}\n`;
      }
      said.add(path);
    });
    return text;
  }).join("");
}

/** Keys of one section together, in the order in which sections come first. */
function byTop(a: SectionKey, b: SectionKey): number {
  return TOPS.indexOf(topOf(a)) - TOPS.indexOf(topOf(b));
}

function topOf({ key }: SectionKey): string {
  return key.split(/[.[]/)[0];
}

const TOPS = [...new Set(SECTION_KEYS.map(topOf))];

function row(setting: string, note: string): string {
  return `# ${setting.padEnd(KEY_COLUMNS)} # ${note}\n`;
}
