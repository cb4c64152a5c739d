/** A power through points: a straight line by least squares between the logarithms of both. */

export interface PowerFit {
  /** `y` grows as `factor × x ^ exponent`. */
  readonly exponent: number;
  readonly factor: number;
}

/** Fits values above 0. NaN where there are fewer than two different `x`. */
export function fitPower(x: readonly number[], y: readonly number[]): PowerFit {
  const logX = x.map(Math.log);
  const logY = y.map(Math.log);
  const meanX = mean(logX);
  const meanY = mean(logY);
  let covariance = 0;
  let variance = 0;
  for (let index = 0; index < x.length; index++) {
    covariance += (logX[index] - meanX) * (logY[index] - meanY);
    variance += (logX[index] - meanX) ** 2;
  }
  const exponent = variance === 0 ? NaN : covariance / variance;
  return { exponent, factor: Math.exp(meanY - exponent * meanX) };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
