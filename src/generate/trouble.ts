/** The warnings and errors of the background: which of them fit to a line. */
import type { MessageTemplate } from "./message_template.ts";
import { pickByWeight, type Random, type WeightedPick } from "./random.ts";
import type { Weighted } from "./services/lines.ts";
import { SERVICE_LINES } from "./services/mod.ts";
import { SERVICE_NAMES } from "./services/service.ts";

/** Of the troubles beside a request's line, how many are the request's own. */
export const REQUEST_TROUBLE_SHARE = 0.7;

type Pick = WeightedPick<Weighted>;

interface Troubles {
  readonly request: ReadonlyMap<string, Pick>;
  readonly any: Pick;
}

export const WARNINGS = troubles("requestWarnings", "warnings");
export const ERRORS = troubles("requestErrors", "errors");

/** A trouble that a request can have in this service, or undefined. */
export function requestTrouble(kind: Troubles, service: string, random: Random): MessageTemplate | undefined {
  return kind.request.get(service)?.(random)[1];
}

/** A trouble of one of the services, without a request. */
export function serviceTrouble(kind: Troubles, random: Random): MessageTemplate {
  return kind.any(random)[1];
}

function troubles(ofRequest: "requestWarnings" | "requestErrors", own: "warnings" | "errors"): Troubles {
  const request = new Map<string, Pick>();
  const all: Weighted[] = [];
  for (const service of SERVICE_NAMES) {
    const lines = SERVICE_LINES[service];
    if (lines === undefined) continue;
    if (lines[ofRequest].length > 0) request.set(service, pickByWeight(lines[ofRequest], ([weight]) => weight));
    all.push(...lines[own]);
  }
  return { request, any: pickByWeight(all, ([weight]) => weight) };
}
