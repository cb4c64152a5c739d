/**
 * A kind of line: level, component and a text with `{parameters}`. One line of data says both what is printed and which
 * fields a structured format carries, so the two can never tell different things.
 */
import type { Component, Level, LogEvent, Value } from "./event.ts";
import { type Draw, PARAMETERS } from "./parameters.ts";
import type { Random } from "./random.ts";

export interface MessageTemplate {
  readonly level: Level;
  readonly component: Component;
  /** The text between the parameters: one more than there are parameters. */
  readonly literals: readonly string[];
  readonly names: readonly string[];
  /** How each parameter is drawn; undefined for one that must be given. */
  readonly draws: readonly (Draw | undefined)[];
}

/** Values that are not drawn but given, by parameter; `trace_id` marks the line as a request's. */
export type Given = Readonly<Record<string, Value>>;

const NOTHING_GIVEN: Given = {};

export function messageTemplate(level: Level, component: Component, text: string): MessageTemplate {
  // Splitting at a group keeps what it matched: literals at even places, names at odd ones.
  const pieces = text.split(/\{(\w+)\}/);
  const names = pieces.filter((_, index) => index % 2 === 1);
  return {
    level,
    component,
    literals: pieces.filter((_, index) => index % 2 === 0),
    names,
    draws: names.map((name) => PARAMETERS[name]),
  };
}

/**
 * Fills a template in.
 * @throws TypeError when a parameter is neither given nor known to PARAMETERS
 */
export function eventFrom(
  template: MessageTemplate,
  timeMs: number,
  source: { readonly random: Random; readonly given?: Given },
): LogEvent {
  const { random, given = NOTHING_GIVEN } = source;
  const { literals, names, draws, level, component } = template;
  const values: Value[] = [];
  let message = literals[0]!;
  for (let index = 0; index < names.length; index++) {
    const value = given[names[index]!] ?? draws[index]?.(random);
    if (value === undefined) throw new TypeError(`Cannot fill in {${names[index]}} of a ${component} line: not given`);
    values.push(value);
    message += value + literals[index + 1]!;
  }
  const event = { timeMs: Math.floor(timeMs), level, component, message, names, values };
  return given.trace_id === undefined ? event : { ...event, traceId: String(given.trace_id) };
}
