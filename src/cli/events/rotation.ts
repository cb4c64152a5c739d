/** When the event file is begun anew, and what becomes of those that were put aside. */
export interface EventRotation {
  /** Before it grows larger than this, unless its first line alone is larger; undefined for never. */
  readonly bytesMax: number | undefined;
  /** When it is as old as this; undefined for never. */
  readonly ageMaxMs: number | undefined;
  /** Files put aside that are kept, and for how long; undefined for as long as there are not more. */
  readonly keep: number;
  readonly keptMs: number | undefined;
  /** Packs them with gzip. */
  readonly compress: boolean;
}

/** The file is ever begun anew. */
export function rotates({ bytesMax, ageMaxMs }: EventRotation): boolean {
  return bytesMax !== undefined || ageMaxMs !== undefined;
}
