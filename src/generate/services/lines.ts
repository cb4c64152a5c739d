/** What a service writes apart from the steps of requests, as data. */
import type { MessageTemplate } from "../message_template.ts";

/** A line and how often it comes, among those of its list. */
export type Weighted = readonly [weight: number, template: MessageTemplate];

/** Lines that come together, at regular times. */
export interface Job {
  /** At the reference rate of 50 lines a second; at another rate as many lines apart. */
  readonly everySeconds: number;
  readonly lines: readonly MessageTemplate[];
}

export interface ServiceLines {
  /** At any moment. Weights are those of all services together. */
  readonly spontaneous: readonly Weighted[];
  readonly jobs: readonly Job[];
  /** Warnings that every day has, of requests under way and of the service itself. */
  readonly requestWarnings: readonly Weighted[];
  readonly warnings: readonly Weighted[];
  /** What breaks on purpose; one of a request ends it. */
  readonly requestErrors: readonly Weighted[];
  readonly errors: readonly Weighted[];
  /** Written when a process is replaced by a new version. */
  readonly deploy: readonly MessageTemplate[];
}
