/** Tells of a flagged line, and asks whether a mark says that it is normal. */
import type { JudgeSettings } from "./judge.ts";
import type { FlaggedLine } from "./options.ts";

/** A flagged line, before it is known whether it was marked. */
type Flagged = Omit<FlaggedLine, "isSuppressed"> & { readonly templateId: string };

/** Whether the line is held back: flagged, and not to be told of. */
export function tellFlagged({ feedback, onFlagged }: JudgeSettings, flagged: Flagged): boolean {
  const isSuppressed = feedback?.isSuppressed(flagged) ?? false;
  onFlagged?.({ ...flagged, isSuppressed });
  return isSuppressed;
}
