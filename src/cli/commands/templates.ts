/** `oddline templates`: the templates of a log as a table, and the template of each line as a file. */
import { createRedactor, type RedactText } from "../../core/text/redact.ts";
import { severityFromWord, severityName } from "../../core/severity.ts";
import { timeText } from "../../core/time/time_text.ts";
import { LEVEL_CLASSES, type TemplateMiner } from "../../mining/template_miner.ts";
import { parametersOf } from "../../pipeline/parameters/template_parameters.ts";
import { Pipeline } from "../../pipeline/pipeline.ts";
import type { TemplateRow } from "../../report/templates/template_row.ts";
import { filterTemplates, sortTemplates, templatesTable } from "../../report/templates/templates_table.ts";
import { choosePaint } from "../../report/theme.ts";
import { AssignmentsFile } from "../files/assignments_file.ts";
import { EXIT } from "../errors.ts";
import type { Io } from "../io.ts";
import { pipelineOptions } from "../settings/pipeline_options.ts";
import { print } from "../print.ts";
import { progressLine } from "../run/progress_line.ts";
import { warnerOf } from "../run/warn.ts";
import { openScan } from "../run/scan_source.ts";
import { listenForEnd } from "../run/signals.ts";
import type { TemplatesOptions } from "./flags.ts";

/** Returns the exit code. */
export async function run({ files, settings, flags }: TemplatesOptions, io: Io): Promise<number> {
  using ending = listenForEnd();
  const { timeZone, color } = settings;
  const { source } = openScan(files, settings, io);
  const assignments = flags.assignments === undefined ? undefined : new AssignmentsFile(flags.assignments);
  const progress = progressLine(io, { quiet: settings.quiet });
  const pipeline = new Pipeline({
    ...pipelineOptions(settings),
    detectors: new Set(),
    source,
    sink: () => {},
    parameterLines: "all",
    onWarning: warnerOf(io, progress),
    onProgress: (totals) => progress.update(totals),
    ...(assignments && { onLines: (lines) => assignments.add(lines) }),
  });
  try {
    await pipeline.run(ending.signal);
    const { miner } = pipeline;
    // stopped by a signal it is not whole, and gets no name
    if (!ending.signal.aborted) assignments?.finish(miner.mergeCount > 0 ? (id) => miner.finalId(id) : undefined);
  } finally {
    progress.clear();
    assignments?.[Symbol.dispose]();
  }
  const redact = createRedactor(settings.redact);
  const found = templateRows(pipeline);
  const wanted = filterTemplates(redact === undefined ? found : found.map((row) => redacted(row, redact)), {
    text: flags.filter,
    levels: flags.level === undefined ? undefined : levelsFrom(flags.level),
    countMin: flags.minCount,
  });
  const rows = sortTemplates(wanted, flags.sort, { limit: flags.limit ?? Infinity, reverse: flags.reverse });
  const isTerminal = io.stdout.isTerminal;
  const paint = choosePaint({ color, isTerminal, env: io.env });
  const columns = isTerminal ? io.columns : Infinity;
  await print(io, templatesTable(rows, { format: flags.format, timeZone, paint, columns, details: flags.details }));
  return ending.code() ?? EXIT.fine;
}

/** One row a template. */
function templateRows({ miner, learner }: Pipeline): TemplateRow[] {
  const merged = miner.mergedIds();
  const indices = [...miner.indices()];
  const total = indices.reduce((sum, index) => sum + miner.table.count[index], 0);
  return indices.map((index) => ({
    id: miner.ids[index],
    template: miner.texts[index],
    count: miner.table.count[index],
    share: total === 0 ? 0 : miner.table.count[index] / total,
    firstTime: timeText(miner.table.firstTime[index]),
    lastTime: timeText(miner.table.lastTime[index]),
    levels: levelsOf(miner, index),
    example: miner.table.examples[index],
    rate: rateOf(miner, index),
    merged: merged.get(miner.ids[index]) ?? [],
    parameters: parametersOf(learner.parameters, miner, index),
  }));
}

/** Without what stood at its places: alone that does not show whether it must not be shown. */
function redacted(row: TemplateRow, redact: RedactText): TemplateRow {
  return { ...row, template: redact(row.template), example: redact(row.example), parameters: [] };
}

/** Lines a second between its first and its last; null without a span. */
function rateOf({ table }: TemplateMiner, index: number): number | null {
  const seconds = (table.lastTime[index] - table.firstTime[index]) / 1000;
  return seconds > 0 ? (table.count[index] - 1) / seconds : null;
}

/** The names of a level and of those above it. */
function levelsFrom(level: string): string[] {
  const names: string[] = [];
  for (let severity = severityFromWord(level); severity <= 24; severity += 4) names.push(severityName(severity));
  return names;
}

function levelsOf(miner: TemplateMiner, index: number): Record<string, number> {
  const levels: Record<string, number> = {};
  for (let level = 0; level < LEVEL_CLASSES; level++) {
    const lines = miner.table.levels[index * LEVEL_CLASSES + level];
    if (lines > 0) levels[severityName(level * 4)] = lines;
  }
  return levels;
}
