/**
 * The columns of what is exported of the history as CSV. They are named here, and not by the first row: of an empty
 * list the header is to be seen all the same, and what the first row lacks, a session say, a later one may have.
 */
import type { ExportKind } from "./history_kinds.ts";

/** The fields of each kind's rows, in their order; a row may lack some. */
export const EXPORT_COLUMNS: Readonly<Record<ExportKind, readonly string[]>> = {
  anomalies: words(`type id time source line offset detector score severity template_id template message session reason
    evidence count last_time closed continuation context run recorded`),
  runs: words(`run id goes_on_from command files pid workers started updated ended running lines bytes anomalies
    flagged_lines truncated_lines invalid_utf8 first_time last_time lost_rows`),
  counts: words("run start minutes source template_id lines"),
  metrics: words(`time run lines bytes anomalies lines_per_second rss_bytes workers queue worker_load cpu_cores
    flagged_lines`),
  templates: words("template_id template lines merged_into example"),
  feedback: words("path removed id created expires reason detector template source text match"),
  anomaly_history: words("timestamp score log component recommendation"),
  performance_metrics: words("timestamp processing_rate memory_usage_mb anomaly_count goroutine_count"),
};

function words(text: string): readonly string[] {
  return text.split(/\s+/);
}
