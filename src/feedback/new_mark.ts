/** Making a mark: its id, and until when it holds. */
import { hashText } from "../core/hash.ts";
import type { Mark, Scope } from "./mark.ts";

const ID_DIGITS = 8;

/** What a new mark says besides its conditions. */
export interface MarkMaking {
  readonly nowMs: number;
  /** For how long from now on; undefined for good. */
  readonly forMs: number | undefined;
  readonly reason?: string | undefined;
}

/** A mark with an id that none of the marks has. */
export function newMark(scope: Scope, { nowMs, forMs, reason }: MarkMaking, marks: readonly Mark[]): Mark {
  return {
    id: freeId(`${nowMs} ${JSON.stringify(scope)}`, marks),
    ...scope,
    created: new Date(nowMs).toISOString(),
    expires: forMs === undefined ? null : new Date(nowMs + forMs).toISOString(),
    ...(reason === undefined ? {} : { reason }),
  };
}

/** A short hash that no mark has yet. */
function freeId(text: string, marks: readonly Mark[]): string {
  for (let attempt = 0;; attempt++) {
    const id = hashText(`${text} ${attempt}`).slice(0, ID_DIGITS);
    if (!marks.some((mark) => mark.id === id)) return id;
  }
}
