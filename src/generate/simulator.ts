/**
 * The background: requests on their way through the services, what services do on their own, and beside both the
 * warnings and errors that the mix asks for.
 *
 * Requests arrive as a Poisson process whose rate follows the hour, and take the time that they say they took, so many
 * are under way at once and their lines are mixed. Beside each normal line, levels are drawn from the mix until a
 * normal one is due: so the mix holds to within sampling error whatever requests do. An error of a request ends it: its
 * remaining lines never come.
 */
import { type Circumstances, circumstances, loadAt, moveTo } from "./circumstances.ts";
import type { LogEvent } from "./event.ts";
import { FLOWS } from "./flows.ts";
import { drawEvent } from "./event.ts";
import type { MessageTemplate } from "./message_template.ts";
import type { LevelMix } from "./mix.ts";
import { PendingQueue } from "./pending_queue.ts";
import { pickByWeight, type Random } from "./random.ts";
import { newRequest, type Request } from "./request.ts";
import { SERVICE_LINES } from "./services/mod.ts";
import { type ServiceName, SERVICES } from "./services/service.ts";
import { deployedService, deployMs, deployTasks, firstTasks, followingTasks, type Task } from "./tasks.ts";
import { meanRequestLines, REQUEST_SHARE, SPONTANEOUS_SHARE, survival } from "./shares.ts";
import { ERRORS, REQUEST_TROUBLE_SHARE, requestTrouble, serviceTrouble, WARNINGS } from "./trouble.ts";

const SPONTANEOUS = Object.values(SERVICE_LINES).flatMap(({ spontaneous }) => spontaneous);
const pickSpontaneous = pickByWeight(SPONTANEOUS, ([weight]) => weight);
const pickFlow = pickByWeight(FLOWS, ({ weight }) => weight);

export interface SimulatorOptions {
  readonly mix: LevelMix;
  /** Lines per second, of all levels, on the average of a day. */
  readonly rate: number;
  readonly startMs: number;
  /** Only lines of the access log are wanted: what leads up to one takes its time, and is not made (default false). */
  readonly accessOnly?: boolean;
}

export class Simulator {
  readonly #mix: LevelMix;
  readonly #random: Random;
  readonly #startMs: number;
  readonly #about: Circumstances;
  readonly #requests = new PendingQueue<Request>();
  readonly #tasks = new PendingQueue<Task>();
  /** Troubles that are written right after the line that was given last. */
  readonly #troubles: LogEvent[] = [];
  readonly #accessOnly: boolean;
  /** The chance that no error ends a request after one of its lines. */
  readonly #survival: number;
  readonly #spontaneousGapMs: number;
  readonly #requestGapMs: number;
  #nextSpontaneousMs: number;
  #nextRequestMs: number;
  #nextDeployMs: number;
  #deploys = 1;
  #upcoming: LogEvent;
  /** The request that is over with the upcoming line, and the one that was over with the line before. */
  #ending: Request | undefined;
  #ended: Request | undefined;

  constructor(random: Random, { mix, rate, startMs, accessOnly = false }: SimulatorOptions) {
    this.#mix = mix;
    this.#accessOnly = accessOnly;
    this.#survival = survival(mix);
    this.#random = random;
    this.#startMs = startMs;
    this.#about = circumstances(random, startMs, startMs);
    const normalRate = rate * mix.normal;
    this.#spontaneousGapMs = 1000 / (normalRate * SPONTANEOUS_SHARE);
    this.#requestGapMs = 1000 / (normalRate * REQUEST_SHARE / meanRequestLines(mix));
    this.#nextSpontaneousMs = accessOnly ? Infinity : startMs;
    this.#nextRequestMs = startMs;
    this.#nextDeployMs = accessOnly ? Infinity : deployMs(startMs, this.#deploys);
    if (!accessOnly) { for (const task of firstTasks(startMs, rate, random)) this.#tasks.push(task); }
    this.#upcoming = this.#make();
  }

  /** Event time of the next line. */
  get nextMs(): number {
    return this.#upcoming.timeMs;
  }

  next(): LogEvent {
    const event = this.#upcoming;
    this.#ended = this.#ending;
    this.#ending = undefined;
    this.#upcoming = this.#make();
    return event;
  }

  /** The request that was over with the line given last, complete or not. */
  takeEnded(): Request | undefined {
    return this.#ended;
  }

  /** The requests of which a line was given, and more are to come. */
  underWay(): readonly Request[] {
    const upcoming = this.#upcoming.traceId;
    const begun = this.#requests.items().filter(({ step, traceId }) => step > (traceId === upcoming ? 1 : 0));
    return this.#ending === undefined ? begun : [...begun, this.#ending];
  }

  #make(): LogEvent {
    const trouble = this.#troubles.shift();
    if (trouble !== undefined) return trouble;
    for (;;) {
      const requestMs = this.#requests.dueMs;
      const taskMs = this.#tasks.dueMs;
      const nextMs = Math.min(requestMs, taskMs, this.#nextSpontaneousMs, this.#nextRequestMs, this.#nextDeployMs);
      moveTo(this.#about, nextMs, this.#startMs);
      if (nextMs === requestMs) return this.#step();
      if (nextMs === this.#nextSpontaneousMs) return this.#spontaneous();
      if (nextMs === taskMs) return this.#task();
      if (nextMs === this.#nextRequestMs) this.#arrive();
      else this.#deploy();
    }
  }

  #arrive(): void {
    const random = this.#random;
    const request = newRequest(pickFlow(random), this.#nextRequestMs, random, !this.#accessOnly);
    if (!this.#accessOnly || this.#reachesAnswer(request)) this.#requests.push(request);
    this.#nextRequestMs += random.exponential(this.#requestGapMs / loadAt(this.#about.timeMs));
  }

  /** Takes a request to its line in the access log; false when an error ends it before, or nobody waits for it. */
  #reachesAnswer(request: Request): boolean {
    const { steps } = request.flow;
    const last = steps.length - 1;
    if (steps[last].template.service !== "access") return false;
    for (request.step = 0; request.step < last;) {
      if (!this.#random.chance(this.#survival)) return false;
      const { gapMs, spread } = steps[++request.step];
      if (gapMs > 0) request.dueMs += this.#random.logNormal(gapMs, spread);
    }
    return true;
  }

  #step(): LogEvent {
    const request = this.#requests.peek()!;
    const { steps } = request.flow;
    const about = this.#about;
    about.request = request;
    const event = drawEvent(steps[request.step].template, about.timeMs, about);
    request.step++;
    const isKilled = !this.#accessOnly && this.#trouble(event.template.service, request);
    about.request = undefined;
    if (isKilled || request.step === steps.length) {
      this.#requests.pop();
      this.#ending = request;
    } else {
      const { gapMs, spread } = steps[request.step];
      if (gapMs > 0) request.dueMs += this.#random.logNormal(gapMs, spread);
      this.#requests.postpone();
    }
    return event;
  }

  #spontaneous(): LogEvent {
    const [, template] = pickSpontaneous(this.#random);
    const event = this.#own(template);
    this.#nextSpontaneousMs += this.#random.exponential(this.#spontaneousGapMs / loadAt(this.#about.timeMs));
    return event;
  }

  #task(): LogEvent {
    const task = this.#tasks.pop()!;
    const event = { ...this.#own(task.template), instance: task.instance };
    for (const following of followingTasks(task, this.#random)) this.#tasks.push(following);
    if (task.job !== undefined) this.#tasks.push({ ...task, dueMs: task.dueMs + task.everyMs });
    return event;
  }

  #deploy(): void {
    const service = deployedService(this.#deploys);
    for (const task of deployTasks(service, this.#nextDeployMs, this.#random)) this.#tasks.push(task);
    this.#deploys++;
    this.#nextDeployMs = deployMs(this.#startMs, this.#deploys);
  }

  /** A line that a service writes on its own. */
  #own(template: MessageTemplate): LogEvent {
    const event = this.#ownEvent(template);
    this.#trouble(template.service, undefined);
    return event;
  }

  #ownEvent(template: MessageTemplate): LogEvent {
    this.#about.instances = SERVICES[template.service as ServiceName].instances;
    return drawEvent(template, this.#about.timeMs, this.#about);
  }

  /** Draws the warnings and errors that follow a normal line; true when one ends the request. */
  #trouble(service: string, request: Request | undefined): boolean {
    const random = this.#random;
    const { error, warn } = this.#mix;
    let isKilled = false;
    for (let draw = random.float(); draw < error + warn; draw = random.float()) {
      const isError = draw < error;
      const kind = isError ? ERRORS : WARNINGS;
      const isRequests = request !== undefined && !isKilled && request.step < request.flow.steps.length &&
        random.chance(REQUEST_TROUBLE_SHARE);
      const template = isRequests ? requestTrouble(kind, service, random) : undefined;
      if (template === undefined) {
        this.#about.request = undefined;
        this.#troubles.push(this.#ownEvent(serviceTrouble(kind, random)));
        this.#about.request = request;
        continue;
      }
      this.#troubles.push(drawEvent(template, this.#about.timeMs, this.#about));
      if (isError) request!.odd = isKilled = true;
    }
    return isKilled;
  }
}
