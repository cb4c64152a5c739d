/** What part of the lines is of which kind, as it follows from the mix of levels and from the flows of requests. */
import { FLOWS } from "./flows.ts";
import type { LevelMix } from "./mix.ts";
import { REQUEST_TROUBLE_SHARE } from "./trouble.ts";

/** Of the normal lines, those that services write at any moment. */
export const SPONTANEOUS_SHARE = 0.25;
/** Of the normal lines, those of jobs. */
const JOB_SHARE = 0.015;
/** Of the normal lines, those of requests. */
export const REQUEST_SHARE = 1 - SPONTANEOUS_SHARE - JOB_SHARE;

/** Of all lines, those of the access log: one for each request of a caller that no error ends. */
export function accessShare(mix: LevelMix): number {
  const survives = survival(mix);
  let access = 0;
  let weights = 0;
  for (const { steps, weight } of FLOWS) {
    weights += weight;
    if (steps[steps.length - 1].template.service === "access") access += weight * power(survives, steps.length - 1);
  }
  return mix.normal * REQUEST_SHARE * (access / weights) / meanRequestLines(mix);
}

/** The chance that no error ends a request after one of its lines. */
export function survival({ normal, error }: LevelMix): number {
  const errors = error * REQUEST_TROUBLE_SHARE;
  return 1 - errors / (errors + normal);
}

/** How many lines a request leaves on average, when errors end some of them early. */
export function meanRequestLines(mix: LevelMix): number {
  const survives = survival(mix);
  let lines = 0;
  let weights = 0;
  for (const { steps, weight } of FLOWS) {
    weights += weight;
    for (let step = 0; step < steps.length; step++) lines += weight * power(survives, step);
  }
  return lines / weights;
}

/** By multiplication, which gives the same bits everywhere. */
function power(base: number, exponent: number): number {
  let product = 1;
  for (let times = 0; times < exponent; times++) product *= base;
  return product;
}
