/** Where warnings go: to standard error, until somebody has a better place for them, such as a dashboard's hint bar. */

/** Sources of which it is remembered what went wrong. */
const SOURCES_MAX = 1024;

export class Warnings {
  /** What went wrong last with each source. */
  readonly bySource = new Map<string, string>();
  #tell: (message: string) => void;

  constructor(tell: (message: string) => void) {
    this.#tell = tell;
  }

  /** Tells of something that went wrong without ending the run. */
  readonly say = (message: string): void => this.#tell(message);

  /** Tells of something that went wrong with a source. */
  readonly sayOf = (message: string, source: string): void => {
    if (this.bySource.size < SOURCES_MAX || this.bySource.has(source)) this.bySource.set(source, message);
    this.#tell(message);
  };

  /** From now on they go there. */
  sendTo(tell: (message: string) => void): void {
    this.#tell = tell;
  }
}
