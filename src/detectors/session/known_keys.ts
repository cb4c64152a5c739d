/**
 * What may name a source's sessions without a search: the identifier that the user named, and those by which the
 * sessions of other sources are known.
 */
import type { Batch } from "../../core/lines/batch.ts";
import { hashNameText } from "../../core/hash.ts";
import { classesNamed, type KeyClass, KeyReader } from "./key_class.ts";
import type { FoundKey } from "./key_finder.ts";
import type { SessionGroup } from "./session_group.ts";
import { hashValue, type SessionLine } from "./session_line.ts";
import type { SourceKey } from "./source_key.ts";

/** Mean length of values, in bytes, from which on they are the same thing in every source. */
export const SHARED_BYTES = 8;

/** The sessions of one class of identifier. */
export interface NamedGroup {
  readonly of: KeyClass;
  readonly group: SessionGroup;
  readonly isShared: boolean;
}

export class KnownKeys {
  readonly #told: readonly KeyReader[];
  /** The groups that sources share, with a reader of each. */
  #shared: readonly (readonly [KeyReader, SessionGroup])[] = [];

  constructor(groupBy: string | undefined) {
    this.#told = groupBy === undefined ? [] : classesNamed(groupBy, hashNameText).map((of) => new KeyReader(of));
  }

  /** The user named one: then there is nothing to search for. */
  get isTold(): boolean {
    return this.#told.length > 0;
  }

  /** To be told when groups have come or gone. */
  noteGroups(groups: readonly NamedGroup[]): void {
    this.#shared = groups.filter(({ isShared }) => isShared).map(({ of, group }) => [new KeyReader(of), group]);
  }

  /** The identifier that a line of a source without one has; sets where it stands. */
  read(key: SourceKey, line: SessionLine, columns: Batch, index: number): FoundKey | undefined {
    for (const reader of this.#told) {
      if (reader.read(columns, index)) return foundBy(reader, line, reader.end - reader.start);
    }
    if (this.isTold) return undefined;
    for (const [reader, { table }] of this.#shared) {
      if (!reader.read(columns, index)) continue;
      const found = foundBy(reader, line, SHARED_BYTES);
      hashValue(line, 0);
      if (key.meetForeign(reader.of.id, table.find(line.hash1, line.hash2) >= 0)) return found;
    }
    return undefined;
  }
}

function foundBy({ of, start, end }: KeyReader, line: SessionLine, valueBytes: number): FoundKey {
  line.start = start;
  line.end = end;
  return { of, score: 1, valueBytes };
}
