/**
 * What everything is measured against: a fixed piece of work that no change of Oddline touches, done right before each
 * run. A machine that is slower for a moment, or for good, is so for both, and their ratio stays.
 */

/**
 * Goes over bytes as the hot path does, and does nothing with them (FNV-1a; the sum is returned so that it is done).
 */
export function yardstick(bytes: Uint8Array): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < bytes.length; index++) hash = Math.imul(hash ^ bytes[index], 0x01000193);
  return hash;
}
