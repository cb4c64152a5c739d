/** One request on its way through the services. */
import type { RequestFacts } from "./circumstances.ts";
import type { MessageTemplate } from "./message_template.ts";
import type { Random } from "./random.ts";
import { clientOf, drawUserNumber } from "./users.ts";

/** A way that requests take. */
export interface Flow {
  readonly name: string;
  readonly weight: number;
  readonly method: string;
  readonly path: (random: Random, request: Request) => string;
  readonly status: number;
  /** The table that its queries go to. */
  readonly table: string;
  readonly steps: readonly Step[];
}

/** A line that a request leaves, so long after the one before. */
export interface Step {
  readonly template: MessageTemplate;
  /** Median, and deviation of the logarithm. */
  readonly gapMs: number;
  readonly spread: number;
}

/** A request, and how far it has come. */
export interface Request extends RequestFacts {
  readonly flow: Flow;
  path: string;
  /** Index of its next step. */
  step: number;
  /** When that is due, and its place among what is due then. */
  dueMs: number;
  order: number;
  /** Something in it was broken. */
  odd: boolean;
}

const TRACE_ID_DIGITS = 16;
const PRODUCTS = 20_000;
const INSTANCES_MAX = 6;

/** A request that has come; one that is not traced has an empty trace id, which saves drawing it. */
export function newRequest(flow: Flow, startMs: number, random: Random, isTraced = true): Request {
  const number = drawUserNumber(random);
  const request: Request = {
    flow,
    traceId: isTraced ? random.hex(TRACE_ID_DIGITS) : "",
    ...clientOf(number, random),
    path: "",
    orderId: random.integer(100_000, 999_999),
    item: random.integer(1, PRODUCTS),
    startMs,
    instance: random.integer(0, INSTANCES_MAX - 1),
    step: 0,
    dueMs: startMs,
    order: 0,
    odd: false,
  };
  request.path = flow.path(random, request);
  return request;
}
