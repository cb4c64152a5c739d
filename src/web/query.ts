/** What is asked for in the query of a URL. */
import type { Context } from "hono";
import { DETECTORS } from "../core/anomaly.ts";
import type { AnomalyView } from "../core/views/anomaly_view.ts";

/** Things in one answer, at most. */
export const LIMIT_MAX = 500;
/** Things in one answer where nobody says how many. */
export const LIMIT = 50;

/** What is wrong with a limit that `readLimit` does not take. */
export const LIMIT_ERROR = `limit is a whole number from 1 to ${LIMIT_MAX}`;

/** How many are asked for; undefined for a limit that is none. */
export function readLimit(context: Context): number | undefined {
  const text = context.req.query("limit");
  if (text === undefined) return LIMIT;
  const limit = Number(text);
  return /^\d{1,3}$/.test(text) && limit >= 1 && limit <= LIMIT_MAX ? limit : undefined;
}

/** What is asked of the anomalies, or what is wrong with it. */
export function readAnomalyQuery(
  context: Context,
): { limit: number; accepts: (anomaly: AnomalyView) => boolean } | string {
  const limit = readLimit(context);
  if (limit === undefined) return LIMIT_ERROR;
  const detector = context.req.query("detector");
  if (detector !== undefined && !(DETECTORS as readonly string[]).includes(detector)) {
    return `detector is one of ${DETECTORS.join(" ")}`;
  }
  const text = context.req.query("text")?.toLowerCase();
  const scoreMin = Number(context.req.query("score_min") ?? 0);
  if (!(scoreMin >= 0 && scoreMin <= 1)) return "score_min is a number from 0 to 1";
  return {
    limit,
    accepts: ({ event, score }) =>
      score >= scoreMin && (detector === undefined || event.detector === detector) &&
      (text === undefined || `${event.source}\n${event.message}\n${event.reason}`.toLowerCase().includes(text)),
  };
}
