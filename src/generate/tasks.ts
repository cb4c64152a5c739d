/** What services do on their own at given times: jobs that come again and again, and deploys. */
import type { MessageTemplate } from "./message_template.ts";
import type { Random } from "./random.ts";
import type { Job } from "./services/lines.ts";
import { SERVICE_LINES } from "./services/mod.ts";
import { SERVICE_NAMES, type ServiceName, SERVICES } from "./services/service.ts";

/** A line that is due at a time of its own. */
export interface Task {
  readonly template: MessageTemplate;
  readonly instance: number;
  /** The job that it begins: the job's other lines follow, and the same again after this time. */
  readonly job: Job | undefined;
  readonly everyMs: number;
  dueMs: number;
  order: number;
}

/**
 * The rate that the jobs' intervals are made for; at others they are longer or shorter, so that jobs keep their share.
 */
const REFERENCE_RATE = 50;
/** Between two lines of a job. */
const JOB_STEP_MS = 800;
/** From one deploy to the next; each is of another service. */
const DEPLOY_EVERY_MS = 4 * 3_600_000;
/** From one process of a service to the next, and from line to line. */
const DEPLOY_INSTANCE_MS = 12_000;
const DEPLOY_STEP_MS = 1_500;

/**
 * All jobs, each for the first time within its interval's beginning, and every line of a deploy, as all services start.
 */
export function firstTasks(startMs: number, rate: number, random: Random): Task[] {
  const tasks: Task[] = [];
  for (const service of SERVICE_NAMES) {
    for (const job of SERVICE_LINES[service]?.jobs ?? []) {
      const everyMs = job.everySeconds * 1000 * REFERENCE_RATE / rate;
      const dueMs = startMs + random.float() * Math.min(everyMs, 20_000 * REFERENCE_RATE / rate);
      const instance = random.integer(0, SERVICES[service].instances - 1);
      tasks.push({ template: job.lines[0], instance, job, everyMs, dueMs, order: 0 });
    }
    const pace = Math.min(1, REFERENCE_RATE / rate);
    tasks.push(...deployTasks(service, startMs, random, pace));
  }
  return tasks;
}

/** The lines of a job that follow its first. */
export function followingTasks(task: Task, random: Random): Task[] {
  if (task.job === undefined) return [];
  let { dueMs } = task;
  return task.job.lines.slice(1).map((template) => {
    dueMs += random.exponential(JOB_STEP_MS);
    return { template, instance: task.instance, job: undefined, everyMs: 0, dueMs, order: 0 };
  });
}

/** Event time of a log's deploy number `number`, from 1. */
export function deployMs(startMs: number, number: number): number {
  return startMs + number * DEPLOY_EVERY_MS;
}

/** The service whose turn it is. */
export function deployedService(number: number): ServiceName {
  const deployed = SERVICE_NAMES.filter((service) => (SERVICE_LINES[service]?.deploy.length ?? 0) > 0);
  return deployed[number % deployed.length];
}

/** A service's processes are replaced one by one. */
export function deployTasks(service: ServiceName, startMs: number, random: Random, pace = 1): Task[] {
  const templates = SERVICE_LINES[service]?.deploy ?? [];
  if (templates.length === 0) return [];
  return Array.from({ length: SERVICES[service].instances }, (_, instance) => {
    let dueMs = startMs + instance * DEPLOY_INSTANCE_MS * pace;
    return templates.map((template): Task => {
      dueMs += random.exponential(DEPLOY_STEP_MS * pace);
      return { template, instance, job: undefined, everyMs: 0, dueMs, order: 0 };
    });
  }).flat();
}
