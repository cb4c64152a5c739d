/** Tells of a flagged line, and asks whether a mark says that it is normal. */
import type { FlaggedLine, PipelineOptions } from "../options.ts";

/** A flagged line, before it is known whether it was marked. */
type Flagged = Omit<FlaggedLine, "isSuppressed"> & { readonly templateId: string };

interface Listeners {
  readonly feedback?: PipelineOptions["feedback"] | undefined;
  readonly onFlagged?: PipelineOptions["onFlagged"] | undefined;
}

/** Whether the line is held back: flagged, and not to be told of. */
export function tellFlagged({ feedback, onFlagged }: Listeners, flagged: Flagged): boolean {
  const isSuppressed = feedback?.isSuppressed(flagged) ?? false;
  onFlagged?.({ ...flagged, isSuppressed });
  return isSuppressed;
}
