/**
 * What happened, before it is written in a format: the one shape between scenarios and traffic on one side and formats
 * on the other. The text is not made here: a format knows how a template's pieces look in its lines, and an incident
 * may change a value before they are put together. Events are made here, from a template and what goes on.
 */
import type { Circumstances } from "./circumstances.ts";
import type { MessageTemplate } from "./message_template.ts";
import type { Value } from "./parameters.ts";

export interface LogEvent {
  /** Milliseconds since the epoch, UTC, whole: when it is written. */
  readonly timeMs: number;
  readonly template: MessageTemplate;
  /** One for each of the template's parameters. */
  readonly values: readonly Value[];
  /** Which of the service's processes writes it, from 0. */
  readonly instance: number;
  /** The request that the line belongs to: shared by its lines in all services. */
  readonly traceId: string | undefined;
  /** Lines of a stack trace, without their line feeds. */
  readonly stack: readonly string[] | undefined;
  /** Part of an incident's story, but nothing is odd about it. */
  readonly harmless?: true;
  /** What the line's own clock shows instead of `timeMs`. */
  readonly shownMs?: number;
}

/** The message as text. */
export function messageOf({ template: { literals }, values }: Pick<LogEvent, "template" | "values">): string {
  let text = literals[0];
  for (let index = 0; index < values.length; index++) text += values[index] + literals[index + 1];
  return text;
}

/** Values that are not drawn but given, by parameter; `trace_id` marks the line as a request's. */
export type Given = Readonly<Record<string, Value>>;

/**
 * Fills a template in by what goes on. All of its parameters are known to PARAMETERS; the catalogue's test checks it.
 */
export function drawEvent(template: MessageTemplate, timeMs: number, about: Circumstances): LogEvent {
  const { draws } = template;
  const values: Value[] = [];
  for (let index = 0; index < draws.length; index++) values.push(draws[index]!(about));
  const { request } = about;
  const instance = request === undefined ? about.random.integer(0, about.instances - 1) : request.instance;
  return {
    timeMs: Math.floor(timeMs),
    template,
    values,
    instance,
    traceId: request === undefined ? undefined : request.traceId,
    stack: undefined,
  };
}

/**
 * Fills a template in for a scenario, by what is given and, for the rest, by what is drawn.
 * @throws TypeError when a parameter is neither given nor known to PARAMETERS
 */
export function eventFrom(
  template: MessageTemplate,
  timeMs: number,
  source: { readonly about: Circumstances; readonly given?: Given; readonly instance?: number },
): LogEvent {
  const { about, given = {}, instance = 0 } = source;
  const { names, draws, service } = template;
  const values = names.map((name, index) => {
    const value = given[name] ?? draws[index]?.(about);
    if (value === undefined) throw new TypeError(`Cannot fill in {${name}} of a ${service} line: not given`);
    return value;
  });
  const traceId = given.trace_id === undefined ? undefined : String(given.trace_id);
  return { timeMs: Math.floor(timeMs), template, values, instance, traceId, stack: undefined };
}
