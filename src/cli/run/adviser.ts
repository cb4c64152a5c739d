/** Puts what to look at next into the evidence of anomalies. */
import { type AdviceRow, createAdviceFinder, fillAdvice } from "../../advice/mod.ts";
import type { AnomalyEvent } from "../../core/anomaly.ts";
import type { Unadvised } from "../../store/rows.ts";

/** An anomaly with its advice, and what that can be made of again. */
export interface AdvisedAnomaly {
  readonly event: AnomalyEvent;
  readonly unadvised: Unadvised | undefined;
}

/** Makes a function that advises; `own` rows of the user are asked first. A rule's own recommendation stands. */
export function createAdviser(
  own: readonly AdviceRow[],
  { isMadeUp }: { readonly isMadeUp: boolean },
): (event: AnomalyEvent) => AdvisedAnomaly {
  const find = createAdviceFinder(own);
  return (event) => {
    // a log that is made up lies in no file that a command could look into, no more than standard input does
    const advised = isMadeUp ? { ...event, source: "-" } : event;
    const found = find(advised);
    if (found === undefined) return { event, unadvised: undefined };
    const { evidence } = event;
    return {
      event: { ...event, evidence: { ...fillAdvice(found, advised), ...evidence } },
      unadvised: isMadeUp ? undefined : { evidence, row: found.row },
    };
  };
}
