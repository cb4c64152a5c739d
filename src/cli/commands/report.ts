/** `oddline report`: what was recorded of a run, or of a range of time, for people and for programs. */
import { showControlsInJson } from "../../core/text/escape.ts";
import { makeReport } from "../../report/run/make_report.ts";
import { reportMarkdown } from "../../report/run/report_markdown.ts";
import { reportPage } from "../../report/run/report_page.ts";
import type { RunReport } from "../../report/run/run_report.ts";
import { newestRun } from "../../store/report_queries.ts";
import { EXIT, UsageError } from "../errors.ts";
import { withHistory } from "../history/opened.ts";
import { runningRuns } from "../history/running.ts";
import type { Io } from "../io.ts";
import { writeDocument } from "../files/write_document.ts";
import { sinceWhenMs, whenMs } from "../values/mod.ts";
import type { ReportOptions } from "./mod.ts";
import type { REPORT_FORMATS } from "./flags.ts";

/** Returns the exit code. */
export async function run({ settings, flags }: ReportOptions, io: Io): Promise<number> {
  const { since, until, output } = flags;
  const { dbPath, timeZone } = settings;
  const isRange = since !== undefined || until !== undefined;
  const report = await withHistory(dbPath, (database) =>
    makeReport(database, {
      run: flags.run ?? (isRange ? undefined : newestRun(database)),
      sinceMs: since === undefined ? -Infinity : sinceWhenMs(since, io.now(), timeZone),
      untilMs: until === undefined ? Infinity : whenMs(until, io.now(), timeZone),
    }, { nowMs: io.now(), running: runningRuns(database, settings) }));
  if (report === undefined) {
    const what = flags.run === undefined ? "nothing" : `nothing of run ${flags.run}`;
    throw new UsageError(
      `${what} is recorded in ${dbPath}${isRange ? " for that time" : ""}; see oddline history list`,
    );
  }
  await writeDocument(textOf(report, flags.format, timeZone), output, io);
  return EXIT.fine;
}

function textOf(report: RunReport, format: typeof REPORT_FORMATS[number], timeZone: string): string {
  switch (format) {
    case "md":
      return reportMarkdown(report, timeZone);
    case "html":
      return reportPage(report, timeZone);
    case "json":
      return `${showControlsInJson(JSON.stringify(report, null, 2))}\n`;
  }
}
