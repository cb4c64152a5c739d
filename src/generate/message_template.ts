/**
 * A kind of line: level, service and a text with `{parameters}`. One line of data says both what is printed and which
 * fields a structured format carries, so the two can never tell different things.
 */
import { hashText } from "../core/hash.ts";
import type { Level } from "./level.ts";
import { type Draw, PARAMETERS } from "./parameters.ts";
import { type ServiceName, SERVICES } from "./services/service.ts";

export interface MessageTemplate {
  readonly level: Level;
  /** Who writes it. */
  readonly service: string;
  /** What the seed's format calls the service. */
  readonly component: string;
  /** The class or module that writes it, and the place in its code. */
  readonly logger: string;
  readonly file: string;
  readonly codeLine: number;
  /** The text between the parameters: one more than there are parameters. */
  readonly literals: readonly string[];
  readonly names: readonly string[];
  /** How each parameter is drawn; undefined for one that must be given. */
  readonly draws: readonly (Draw | undefined)[];
}

/** Makes the templates of a service. `logger` is the class that writes the line, without its package. */
export function linesOf(service: ServiceName): (level: Level, text: string, logger?: string) => MessageTemplate {
  return (level, text, logger) => messageTemplate(level, service, text, logger);
}

export function messageTemplate(level: Level, service: ServiceName, text: string, logger?: string): MessageTemplate {
  // Splitting at a group keeps what it matched: literals at even places, names at odd ones.
  const pieces = text.split(/\{(\w+)\}/);
  const names = pieces.filter((_, index) => index % 2 === 1);
  const { component, module } = SERVICES[service];
  const className = logger ?? module;
  return {
    level,
    service,
    component,
    logger: `com.example.shop.${service}.${className}`,
    file: className.replace(/(?<=[a-z])[A-Z]/g, (letter) => `_${letter}`).toLowerCase(),
    codeLine: 20 + parseInt(hashText(text).slice(0, 4), 16) % 480,
    literals: pieces.filter((_, index) => index % 2 === 0),
    names,
    draws: names.map((name) => PARAMETERS[name]),
  };
}

/** A line that is written by hand: any component, a text without parameters. */
export function handTemplate(level: Level, component: string, message: string): MessageTemplate {
  return {
    level,
    service: component,
    component,
    logger: component,
    file: component,
    codeLine: 1,
    literals: [message],
    names: [],
    draws: [],
  };
}
