/** The sessions of one class of identifier, of one source or of all that have it. */
import type { KeyClass } from "./key_class.ts";
import type { SessionGroup } from "./session_group.ts";

export interface NamedGroup {
  readonly of: KeyClass;
  readonly group: SessionGroup;
  readonly isShared: boolean;
}
