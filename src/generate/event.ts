/** What happened, before it is written in a format: the one shape between scenarios and traffic on one side and formats on the other. */

/** The components of the seed's log, each a service of the simulated system. */
export const COMPONENTS = ["auth", "database", "api", "network", "storage", "cache", "security"] as const;
export type Component = typeof COMPONENTS[number];

export const LEVELS = ["DEBUG", "INFO", "WARN", "ERROR", "FATAL"] as const;
export type Level = typeof LEVELS[number];

export type Value = string | number;

export interface LogEvent {
  /** Milliseconds since the epoch, UTC. */
  readonly timeMs: number;
  readonly level: Level;
  /** Usually one of COMPONENTS; a line that is added by hand may name any. */
  readonly component: string;
  readonly message: string;
  /** The message's parameters: names, and as many values. */
  readonly names: readonly string[];
  readonly values: readonly Value[];
  /** The request that the line belongs to: shared by its lines in all components. */
  readonly traceId?: string;
  /** Lines of a stack trace, without their line feeds. */
  readonly stack?: readonly string[];
}
