/**
 * What was advised of a stored anomaly goes back into its evidence when it is read: what it is made of is stored, since
 * most anomalies of a storm are advised the same but for their times and lines.
 */
import { type AdvisedEvent, fillAdvice, prepareAdvice } from "../advice/mod.ts";
import { timeText } from "../core/time/time_text.ts";
import type { Row } from "./rows.ts";

/** An anomaly's row with its advice in its evidence, where that is as it was told. */
export function withAdvice(row: Row): Row {
  if (row.recommendation === null) return row;
  const recommendation = String(row.recommendation);
  const prepared = prepareAdvice({ recommendation, commands: JSON.parse(String(row.commands)) });
  const evidence = JSON.parse(String(row.evidence));
  const event: AdvisedEvent = {
    time: row.time_ms === null ? null : timeText(Number(row.time_ms)),
    source: String(row.source_name),
    line: Number(row.line),
    detector: row.detector as AdvisedEvent["detector"],
    template_id: String(row.template_id),
    evidence,
    ...(row.session !== null && { session: String(row.session) }),
  };
  return { ...row, evidence: JSON.stringify({ ...fillAdvice(prepared, event), ...evidence }) };
}
