/** Puts the pieces of lines together, as a format's layouts say. */
import type { Value } from "../parameters.ts";
import { hashText } from "../../core/hash.ts";
import { type ServiceName, SERVICES } from "../services/service.ts";
import { FIELD, JSON_VALUE, type Layout, type LineFormat, LOGFMT_VALUE, type WriteEvent } from "./format.ts";

/** A layout, ready to use: one more text than there are fields. */
interface Plan {
  readonly texts: readonly string[];
  readonly fields: readonly number[];
  /** Of the service that writes such lines. */
  readonly processes: readonly Process[];
}

/** A process: what its lines call it. */
interface Process {
  readonly host: string;
  readonly pid: number;
  readonly thread: string;
}

// V8 does not fold imported bindings.
const { time: TIME, traceId: TRACE_ID, host: HOST, pid: PID, thread: THREAD, stack: STACK } = FIELD;
const AS_JSON = JSON_VALUE;
const AS_LOGFMT = LOGFMT_VALUE;

/** A writer with caches of its own. */
export function openWriter(format: LineFormat): WriteEvent {
  const timeOf = format.time();
  const stackOf = format.stack ?? ((lines: readonly string[]) => `\n${lines.join("\n")}`);
  const plain = new Map<object, Plan | null>();
  const traced = new Map<object, Plan | null>();
  return (event) => {
    const { template, values, traceId } = event;
    const plans = traceId === undefined ? plain : traced;
    let plan = plans.get(template);
    if (plan === undefined) {
      plan = planOf(format.layout(template, traceId !== undefined), template.service);
      plans.set(template, plan);
    }
    if (plan === null) return undefined;
    const { texts, fields, processes } = plan;
    const time = timeOf(event.shownMs ?? event.timeMs);
    let text = texts[0];
    for (let index = 0; index < fields.length; index++) {
      const field = fields[index];
      if (field >= 0) text += valueText(values, field);
      else if (field === TIME) text += time;
      else if (field === TRACE_ID) text += traceId;
      else if (field === STACK) text += event.stack === undefined ? "" : stackOf(event.stack, time);
      else text += processText(processes[event.instance % processes.length], field);
      text += texts[index + 1];
    }
    return text;
  };
}

function valueText(values: readonly Value[], field: number): Value {
  if (field < AS_JSON) return values[field];
  const value = values[field % AS_JSON];
  if (typeof value === "number") return value;
  return field < AS_LOGFMT || value.includes(" ") ? `"${value}"` : value;
}

/** Joins neighbouring texts. */
function planOf(layout: Layout | undefined, service: string): Plan | null {
  if (layout === undefined) return null;
  const texts = [""];
  const fields: number[] = [];
  for (const piece of layout) {
    if (typeof piece === "string") {
      texts[texts.length - 1] += piece;
    } else {
      fields.push(piece);
      texts.push("");
    }
  }
  return { texts, fields, processes: processesOf(service) };
}

function processText(process: Process, field: number): Value {
  switch (field) {
    case HOST:
      return process.host;
    case PID:
      return process.pid;
    case THREAD:
      return process.thread;
    default:
      throw new RangeError(`Cannot write field ${field}: it is not one of FIELD`);
  }
}

function processesOf(service: string): readonly Process[] {
  const count = Object.hasOwn(SERVICES, service) ? SERVICES[service as ServiceName].instances : 1;
  return Array.from({ length: count }, (_, index) => {
    const host = `${service}-${index + 1}`;
    return { host, pid: 1000 + parseInt(hashText(host).slice(0, 4), 16) % 30_000, thread: `exec-${index + 1}` };
  });
}
