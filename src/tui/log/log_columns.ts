/** What stands before a line in the log view, in columns of one's choice. */
import { CRITICAL_SCORE } from "../../core/anomaly.ts";
import { scoreText } from "../../core/text/number_text.ts";
import type { LogLine } from "../../core/views/log_list.ts";
import { baseName } from "../amounts.ts";
import type { ColumnChoice, ListedColumns } from "../tables/columns.ts";
import type { Span } from "../frame.ts";
import { levelRole, levelWord } from "../levels.ts";
import type { TimeColumn } from "../tables/time_column.ts";
import type { View } from "../view.ts";

/** By this the choice is kept. */
const ID = "logs";
/** From so many columns on there is room for the source. */
const SOURCE_COLUMNS_MIN = 70;
const SOURCE_COLUMNS = 12;
const LINE_COLUMNS = 9;

interface LogColumn {
  readonly name: string;
  /** Not shown unless it was chosen. */
  readonly isExtra?: boolean;
  spans(line: LogLine, times: TimeColumn): readonly Span[];
}

const COLUMNS: readonly LogColumn[] = [
  {
    name: "time",
    spans: ({ timeMs }, times) => some(times.text(timeMs), { role: "faint" }),
  },
  {
    name: "source",
    spans: ({ source }) => [{
      text: `${baseName(source).slice(0, SOURCE_COLUMNS).padEnd(SOURCE_COLUMNS)} `,
      role: "muted",
    }],
  },
  {
    name: "level",
    spans: ({ severity }) =>
      some(severity === 0 ? "" : levelWord(severity).slice(0, 5).padEnd(5), { role: levelRole(severity) }),
  },
  {
    name: "line",
    isExtra: true,
    spans: ({ line }) => [{ text: `${String(line).padStart(LINE_COLUMNS)} `, role: "faint" }],
  },
  {
    name: "score",
    isExtra: true,
    spans: ({ score }) => [{ text: `${score > 0 ? scoreText(score) : "   "} `, role: "muted" }],
  },
  { name: "template", isExtra: true, spans: ({ template }) => [{ text: `${template.padEnd(8)} `, role: "faint" }] },
];

/** The columns that are drawn in so many cells: as they were chosen, else those that say something here. */
export function logColumns(view: Pick<View, "columns" | "snapshot">, columns: number): readonly LogColumn[] {
  const choice: ColumnChoice | undefined = view.columns[ID];
  if (choice !== undefined) return choice.flatMap((name) => COLUMNS.find((column) => column.name === name) ?? []);
  const hasSources = view.snapshot.sources.length > 1 && columns >= SOURCE_COLUMNS_MIN;
  return COLUMNS.filter(({ name, isExtra }) => isExtra !== true && (name !== "source" || hasSources));
}

/** The same as one chooses them. */
export function listedLogColumns(view: Pick<View, "columns" | "snapshot">, columns: number): ListedColumns {
  const wanted = logColumns(view, columns);
  return {
    id: ID,
    columns: [
      ...wanted.map(({ name }) => ({ name, isWanted: true, hasRoom: true })),
      ...COLUMNS.filter((column) => !wanted.includes(column))
        .map(({ name }) => ({ name, isWanted: false, hasRoom: true })),
    ],
  };
}

/** How odd a line is, at a glance. */
export function lineMark({ score }: LogLine, { snapshot }: View, isBookmarked: boolean): Span {
  if (score >= Math.max(CRITICAL_SCORE, snapshot.alertThreshold)) return { text: "▲", role: "critical" };
  if (score >= snapshot.alertThreshold) return { text: "●", role: "warning" };
  return { text: isBookmarked ? "▸" : " ", role: "focus" };
}

function some(text: string, look: Pick<Span, "role">): readonly Span[] {
  return text === "" ? [] : [{ text: `${text} `, ...look }];
}
