/** A key of `oddline.yaml` that has no flag, as a row of the documentation. */
export interface SectionKey {
  /** As a path: `rules[].name`. */
  readonly key: string;
  readonly type: string;
  readonly default: string;
  readonly description: string;
}

/** Makes a row; `fallback` is what holds where the key is not there. */
export function row(key: string, type: string, fallback: string, description: string): SectionKey {
  return { key, type, default: fallback, description };
}
