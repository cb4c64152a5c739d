/** Count, mean and spread of a stream of numbers, in one pass (Welford, Technometrics 1962). */

/** What has been seen so far, as plain JSON. */
export interface MeanVarianceState {
  readonly count: number;
  readonly mean: number;
  /** Sum of the squared distances from the mean. */
  readonly squares: number;
}

export class MeanVariance {
  count = 0;
  mean = 0;
  #squares = 0;

  /** Adds a value, as often as it stands for. */
  add(value: number, times = 1): void {
    const distance = value - this.mean;
    this.count += times;
    this.mean += distance * times / this.count;
    this.#squares += distance * (value - this.mean) * times;
  }

  /** Takes in what another has seen (Chan, Golub and LeVeque 1979). */
  merge(other: MeanVariance): void {
    if (other.count === 0) return;
    const count = this.count + other.count;
    const distance = other.mean - this.mean;
    this.#squares += other.#squares + distance * distance * this.count * other.count / count;
    this.mean += distance * other.count / count;
    this.count = count;
  }

  /** Of the sample; 0 before the second value. */
  get variance(): number {
    return this.count < 2 ? 0 : this.#squares / (this.count - 1);
  }

  get deviation(): number {
    return Math.sqrt(this.variance);
  }

  save(): MeanVarianceState {
    return { count: this.count, mean: this.mean, squares: this.#squares };
  }

  restore({ count, mean, squares }: MeanVarianceState): void {
    this.count = count;
    this.mean = mean;
    this.#squares = squares;
  }
}
