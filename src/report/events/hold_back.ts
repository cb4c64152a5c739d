/** A full output holds back the reader: nothing is read while more waits to be written than should. */
import type { Source } from "../../sources/source.ts";

/** What can be full, such as a `Sink`. */
export interface Outlet {
  readonly full: boolean;
  drained(): Promise<void>;
}

/** The source, which has nothing to read as long as an outlet is full. */
export function holdBack(source: Source, outlets: readonly Outlet[]): Source {
  const full = () => outlets.filter((outlet) => outlet.full);
  return {
    read: (into) => full().length > 0 ? undefined : source.read(into),
    async ready(signal) {
      const waiting = full();
      if (waiting.length === 0) return await source.ready(signal);
      const aborted = Promise.withResolvers<void>();
      const abort = () => aborted.resolve();
      signal.addEventListener("abort", abort, { once: true });
      if (signal.aborted) abort();
      try {
        await Promise.race([Promise.all(waiting.map((outlet) => outlet.drained())), aborted.promise]);
      } finally {
        signal.removeEventListener("abort", abort);
      }
    },
    names: () => source.names?.() ?? [],
    lineAt: (place) => source.lineAt?.(place),
    close: () => source.close(),
  };
}
