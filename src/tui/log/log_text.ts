/** A line of a log as spans: what varies stands out a little, what was searched for more; without noise. */
import type { LogLine } from "../../core/views/log_list.ts";
import type { Span } from "../frame.ts";
import { compactFields } from "../../core/lines/line_fields.ts";
import { shortHead } from "../../core/lines/line_head.ts";
import type { Role } from "../style.ts";

const TEXT_LENGTH_MAX = 4000;
const SPANS_MAX = 200;

/** The spans of a line's text; what `marks` match is marked. */
export function logSpans(line: LogLine, role: Role, marks: readonly RegExp[]): Span[] {
  const text = line.text.slice(0, TEXT_LENGTH_MAX);
  const roles: [start: number, end: number, role: Role][] = [];
  if (line.messageStart > 0) roles.push([0, line.messageStart, "muted"]);
  for (const [start, end] of line.parameters) roles.push([start, end, "parameter"]);
  for (const mark of marks) {
    mark.lastIndex = 0;
    for (const match of text.matchAll(mark)) {
      if (match[0] !== "") roles.push([match.index, match.index + match[0].length, "match"]);
    }
  }
  return paint(text, role, roles);
}

/**
 * A line in short: JSON and logfmt as its message and other fields, other lines without what columns of their own say,
 * and with no more than `headColumns` of what else stands before the message.
 */
export function compactLine(line: LogLine, headColumns: number): LogLine {
  const fields = compactFields(line.text, line.messageStart);
  if (fields !== undefined) return { ...line, text: fields, messageStart: 0, parameters: [] };
  const head = line.text.slice(0, line.messageStart);
  const short = Number.isNaN(line.timeMs) ? head : shortHead(head);
  const shown = short.length <= headColumns ? short : `${short.slice(0, headColumns - 2)}… `;
  const cut = head.length - shown.length;
  if (cut === 0) return line;
  const parameters = line.parameters.filter(([start]) => start >= head.length)
    .map(([start, end]) => [start - cut, end - cut] as const);
  return { ...line, text: shown + line.text.slice(head.length), messageStart: shown.length, parameters };
}

/** Cuts the text where roles change; later roles lie over earlier ones. */
function paint(text: string, base: Role, roles: readonly [start: number, end: number, role: Role][]): Span[] {
  if (roles.length === 0) return [{ text, role: base }];
  const cuts = [...new Set([0, text.length, ...roles.flatMap(([start, end]) => [start, end])])]
    .filter((at) => at <= text.length).sort((a, b) => a - b).slice(0, SPANS_MAX);
  if (cuts.at(-1) !== text.length) cuts.push(text.length);
  return cuts.slice(1).map((end, k) => {
    const over = roles.findLast(([from, until]) => from <= cuts[k] && until >= end);
    return { text: text.slice(cuts[k], end), role: over?.[2] ?? base };
  });
}
