/**
 * The background: one line at a time, its level drawn from the mix, so that the mix holds whatever requests do.
 *
 * A few requests are under way at any time. A normal line is the next step of one of them, or something that a service
 * says on its own; a warning or an error happens to one of them, or to a service. An error ends its request: its
 * remaining steps never come. Requests advance by lines, not by their own clock, so their trace, order and company are
 * true, and their stated latencies are drawn beside them.
 */
import { type CatalogEntry, ERRORS, type Flow, FLOWS, SERVICE_LINES, WARNINGS } from "./catalog.ts";
import type { LogEvent } from "./event.ts";
import { eventFrom, type Given } from "./message_template.ts";
import type { LevelMix } from "./mix.ts";
import { PARAMETERS } from "./parameters.ts";
import { pickByWeight, type Random } from "./random.ts";

const REQUESTS_UNDER_WAY = 4;
/** Of the normal lines, how many are steps of requests. */
const REQUEST_SHARE = 0.75;
const TRACE_ID_DIGITS = 16;

interface Request {
  readonly flow: Flow;
  readonly given: Given;
  /** Index of its next step. */
  step: number;
}

const pickFlow = pickByWeight(FLOWS, (flow) => flow.weight);
const pickServiceLine = pickByWeight(SERVICE_LINES, (entry) => entry.weight);
const pickWarning = pickByWeight(WARNINGS, (entry) => entry.weight);
const pickError = pickByWeight(ERRORS, (entry) => entry.weight);

export class Traffic {
  readonly #mix: LevelMix;
  readonly #random: Random;
  readonly #requests: Request[];

  constructor(mix: LevelMix, random: Random) {
    this.#mix = mix;
    this.#random = random;
    this.#requests = Array.from({ length: REQUESTS_UNDER_WAY }, () => newRequest(random));
  }

  /** The line of the background at this time. */
  next(timeMs: number): LogEvent {
    const random = this.#random;
    const draw = random.float();
    if (draw < this.#mix.error) return this.#trouble(pickError(random), timeMs);
    if (draw < this.#mix.error + this.#mix.warn) return this.#trouble(pickWarning(random), timeMs);
    if (random.chance(REQUEST_SHARE)) return this.#step(timeMs);
    return eventFrom(pickServiceLine(random).template, timeMs, { random });
  }

  #step(timeMs: number): LogEvent {
    const random = this.#random;
    const slot = random.integer(0, REQUESTS_UNDER_WAY - 1);
    const request = this.#requests[slot]!;
    const event = eventFrom(request.flow.steps[request.step]!, timeMs, { random, given: request.given });
    request.step++;
    if (request.step === request.flow.steps.length) this.#requests[slot] = newRequest(random);
    return event;
  }

  #trouble(entry: CatalogEntry, timeMs: number): LogEvent {
    const random = this.#random;
    const slot = entry.inRequest ? this.#startedRequest() : undefined;
    if (slot === undefined) return eventFrom(entry.template, timeMs, { random });
    const event = eventFrom(entry.template, timeMs, { random, given: this.#requests[slot]!.given });
    if (event.level === "ERROR") this.#requests[slot] = newRequest(random);
    return event;
  }

  /** The place of a request whose first line is out; undefined in the rare moment when there is none. */
  #startedRequest(): number | undefined {
    const start = this.#random.integer(0, REQUESTS_UNDER_WAY - 1);
    for (let offset = 0; offset < REQUESTS_UNDER_WAY; offset++) {
      const slot = (start + offset) % REQUESTS_UNDER_WAY;
      if (this.#requests[slot]!.step > 0) return slot;
    }
    return undefined;
  }
}

function newRequest(random: Random): Request {
  const flow = pickFlow(random);
  const given = {
    trace_id: random.hex(TRACE_ID_DIGITS),
    method: flow.method,
    path: flow.path(random),
    status: flow.status,
    user: PARAMETERS.user!(random),
    client_ip: PARAMETERS.client_ip!(random),
    cache_key: PARAMETERS.cache_key!(random),
  };
  return { flow, given, step: 0 };
}
