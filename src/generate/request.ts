/** One request on its way through the services: what its lines share. */
import type { MessageTemplate } from "./message_template.ts";
import type { Random } from "./random.ts";

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

export interface Request {
  readonly flow: Flow;
  readonly traceId: string;
  readonly user: string;
  readonly clientIp: string;
  path: string;
  readonly orderId: number;
  /** What of it is in the cache. */
  readonly item: number;
  readonly startMs: number;
  readonly instance: number;
  /** Index of its next step. */
  step: number;
  /** When that is due, and its place among what is due then. */
  dueMs: number;
  order: number;
  /** Something in it was broken. */
  odd: boolean;
}

const TRACE_ID_DIGITS = 16;
const USERS = 900;
const PRODUCTS = 20_000;
/** Shares of requests from a user's usual address. */
const AT_HOME = 0.9;
const INSTANCES_MAX = 6;
/** By user: the name and the usual address, as texts that need not be made again for each request. */
const NAMES = Array.from({ length: USERS }, (_, user) => `user_${1000 + user}`);
const HOMES = Array.from(NAMES, (_, user) => `10.${user & 7}.${(user * 37) & 255}.${1 + (user * 101) % 254}`);

/** A request that has come; one that is not traced has an empty trace id, which saves drawing it. */
export function newRequest(flow: Flow, startMs: number, random: Random, isTraced = true): Request {
  const number = skewedUser(random);
  const request: Request = {
    flow,
    traceId: isTraced ? random.hex(TRACE_ID_DIGITS) : "",
    user: NAMES[number],
    clientIp: random.chance(AT_HOME) ? HOMES[number] : drawIp(random),
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

export function drawIp(random: Random): string {
  return `10.${random.integer(0, 7)}.${random.integer(0, 255)}.${random.integer(1, 254)}`;
}

export function drawUser(random: Random): string {
  return NAMES[skewedUser(random)];
}

/** Few users do most of the work. By a square root, whose bits IEEE 754 fixes, as it does not those of powers. */
function skewedUser(random: Random): number {
  const share = random.float();
  return Math.floor(USERS * share * share * Math.sqrt(share));
}
