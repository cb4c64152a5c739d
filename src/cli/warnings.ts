/** Where warnings go: to standard error, until somebody has a better place for them, such as a dashboard's hint bar. */

export class Warnings {
  #tell: (message: string) => void;

  constructor(tell: (message: string) => void) {
    this.#tell = tell;
  }

  /** Tells of something that went wrong without ending the run. */
  readonly say = (message: string): void => this.#tell(message);

  /** From now on they go there. */
  sendTo(tell: (message: string) => void): void {
    this.#tell = tell;
  }
}
