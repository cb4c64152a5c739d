/**
 * Numbers as people read them (number.ts reads them as logs write them). Without `Intl`, whose first use takes 10 ms.
 */

/** `1234567` → "1,234,567". */
export function countText(count: number): string {
  return String(Math.round(count)).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** A number and its noun: "1 line", "2 lines". */
export function plural(count: number, noun: string, nouns = `${noun}s`): string {
  return `${countText(count)} ${count === 1 ? noun : nouns}`;
}

const UNITS = ["bytes", "kB", "MB", "GB", "TB", "PB"] as const;

/** Bytes with three digits: "512 bytes", "1.46 GB". */
export function bytesText(bytes: number): string {
  let value = bytes;
  let unit = 0;
  // 999.5 would be written as 1000.
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${unit === 0 ? countText(value) : threeDigits(value)} ${UNITS[unit]}`;
}

/** Seconds: "0.12 s", "12.3 s", "4 m 05 s", "2 h 03 m". */
export function secondsText(seconds: number): string {
  if (seconds < 59.95) return `${threeDigits(seconds)} s`;
  const whole = Math.round(seconds);
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return `${minutes} m ${two(whole % 60)} s`;
  return `${countText(Math.floor(minutes / 60))} h ${two(minutes % 60)} m`;
}

/** A share from 0 to 1 in percent; never "0" or "100" for what is not quite so. */
export function percentText(share: number): string {
  if (share > 0 && share < 0.001) return "<0.1 %";
  if (share < 1 && share > 0.999) return ">99.9 %";
  return `${(share * 100).toFixed(share === 0 || share === 1 ? 0 : 1)} %`;
}

/** A score from 0 to 1 in two digits: ".97", "1.0". Cut, not rounded, so that .899 does not look flagged at .9. */
export function scoreText(score: number): string {
  const hundredths = Math.floor(score * 100 + 1e-9);
  return hundredths >= 100 ? "1.0" : `.${String(Math.max(0, hundredths)).padStart(2, "0")}`;
}

function threeDigits(value: number): string {
  return value.toFixed(value < 9.995 ? 2 : value < 99.95 ? 1 : 0);
}

function two(value: number): string {
  return String(value).padStart(2, "0");
}
