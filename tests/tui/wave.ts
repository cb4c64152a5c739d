/** A wave with a little unevenness, the same every time. */
export function wave(length: number, height: number, peakAt = -1): number[] {
  return Array.from({ length }, (_, k) => {
    const usual = height * (.6 + .25 * Math.sin(k / 7) + .15 * ((k * 7919) % 13) / 13);
    return Math.round(Math.abs(k - peakAt) < 4 ? usual * 4 : usual);
  });
}
