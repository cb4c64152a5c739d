/** What is known of one template besides its row, as lines for people and as values for programs. */
import { shownLine } from "../../core/text/colours.ts";
import { showControls } from "../../core/text/escape.ts";
import { countText } from "../../core/text/number_text.ts";
import type { ParameterRow, TemplateRow } from "./template_row.ts";
import { cutToColumns } from "../../core/text/width.ts";

/** Values of a parameter that are shown. */
const VALUES_SHOWN = 5;
const VALUE_COLUMNS = 40;

/** The lines below a template's row, without indentation. */
export function detailLines(row: TemplateRow): string[] {
  const levels = Object.entries(row.levels).map(([name, count]) => `${name || "no level"} ${countText(count)}`);
  const rate = row.rate === null ? [] : [`${numberText(row.rate)} lines/s`];
  const names = row.parameters.map(parameterName);
  const width = names.reduce((most, name) => Math.max(most, name.length), 0);
  return [
    [...rate, levels.join(", ")].join("; "),
    ...row.parameters.map((parameter, k) => `${names[k].padEnd(width)}  ${parameterText(parameter)}`),
    ...(row.merged.length === 0 ? [] : [`was also ${row.merged.join(", ")}`]),
    `example: ${shownLine(row.example)}`,
  ];
}

/** A parameter in one line: its type, its range or its most frequent values. */
export function parameterText({ numbers, words, isSample }: ParameterRow): string {
  const parts: string[] = [];
  if (numbers !== undefined) {
    const { min, max, p50, p95 } = numbers;
    parts.push(
      min === max
        ? `number, always ${numberText(min)}`
        : `number from ${numberText(min)} to ${numberText(max)}, median ${numberText(p50)}, 95 % up to ${
          numberText(p95)
        }`,
    );
  }
  if (words !== undefined) {
    const different = Math.min(words.cardinality, words.count);
    // what came once is an example, no frequent value
    const frequent = words.top.filter(({ count }) => count > 1 || different <= VALUES_SHOWN).slice(0, VALUES_SHOWN);
    const shown = frequent.map(({ value, count }) => `${valueText(value)} (${countText(count)})`);
    const list = shown.length === 0 ? `such as ${valueText(words.first)}` : `${shown.join(", ")}`;
    const rest = shown.length > 0 && different > shown.length ? ", …" : "";
    parts.push(`${countText(different)} different ${different === 1 ? "word" : "words"}: ${list}${rest}`);
  }
  return parts.join("; ") + (isSample ? " (in a sample)" : "");
}

/** "size" for a field, "<*>1 size" for what stands for the first wildcard, behind the word "size". */
export function parameterName({ wildcard, name }: ParameterRow): string {
  return showControls(wildcard === null ? name || "(field)" : `<*>${wildcard}${name === "" ? "" : ` ${name}`}`);
}

function valueText(value: string): string {
  return cutToColumns(showControls(value), VALUE_COLUMNS);
}

/** A number with four digits, or all of those before the dot. */
function numberText(value: number): string {
  if (Number.isInteger(value)) return Math.abs(value) < 1e15 ? countText(value) : value.toExponential(3);
  return Math.abs(value) >= 1000 ? countText(Math.round(value)) : String(Number(value.toPrecision(4)));
}
