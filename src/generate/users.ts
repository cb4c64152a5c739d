/** Who makes requests: a fixed number of users, few of whom do most of the work, and their addresses. */
import type { Random } from "./random.ts";

const USERS = 900;
/** Shares of requests from a user's usual address. */
const AT_HOME = 0.9;
/** By user: the name and the usual address, as texts that need not be made again for each request. */
const NAMES = Array.from({ length: USERS }, (_, user) => `user_${1000 + user}`);
const HOMES = Array.from(NAMES, (_, user) => `10.${user & 7}.${(user * 37) & 255}.${1 + (user * 101) % 254}`);

/** A user as a request shows one. */
export interface Client {
  readonly user: string;
  readonly clientIp: string;
}

/** The user of this number, mostly at the usual address. */
export function clientOf(number: number, random: Random): Client {
  return { user: NAMES[number], clientIp: random.chance(AT_HOME) ? HOMES[number] : drawIp(random) };
}

/** Any address. */
export function drawIp(random: Random): string {
  return `10.${random.integer(0, 7)}.${random.integer(0, 255)}.${random.integer(1, 254)}`;
}

/** The name of a user. */
export function drawUser(random: Random): string {
  return NAMES[drawUserNumber(random)];
}

/** The number of a user. Few users do most of the work. By a square root, whose bits IEEE 754 fixes, as it does not those of powers. */
export function drawUserNumber(random: Random): number {
  const share = random.float();
  return Math.floor(USERS * share * share * Math.sqrt(share));
}
