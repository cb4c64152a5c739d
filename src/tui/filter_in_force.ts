/** The filter in force: what was typed, as far as it is understood. */
import { type Filter, type FilterError, isFilter, parseFilter } from "../core/filter.ts";

const EMPTY = parseFilter("") as Filter;

export class FilterInForce {
  filter: Filter = EMPTY;
  /** What is wrong with what was typed. */
  error: FilterError | undefined;
  readonly #timeOf: Parameters<typeof parseFilter>[1];

  /** `timeOf` reads times in a filter. */
  constructor(timeOf: Parameters<typeof parseFilter>[1]) {
    this.#timeOf = timeOf;
  }

  /** Takes what was typed; the terms before one that is not understood yet hold already. */
  set(text: string): void {
    const result = parseFilter(text, this.#timeOf);
    this.error = isFilter(result) ? undefined : result;
    this.filter = isFilter(result) ? result : parseFilter(text.slice(0, result.at), this.#timeOf) as Filter;
  }
}
