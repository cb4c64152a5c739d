/**
 * `--verdicts PATH` and `--session-verdicts PATH`: written while reading, aside, so that only whole files have a name.
 */
import type { PipelineOptions } from "../../pipeline/options.ts";
import { SESSION_HEADER, sessionLine, VerdictTable } from "../../report/events/verdict_table.ts";
import { AsideFile } from "./aside_file.ts";

/** Characters of sessions' rows that are gathered before a write. */
const PIECE_CHARACTERS = 64 * 1024;

/** A file that is being written. */
export interface VerdictFile {
  readonly options: Pick<PipelineOptions, "onVerdicts" | "onSession">;
  /** All is there. */
  finish(): void;
  /** Removes what is not whole. */
  [Symbol.dispose](): void;
}

/** Opens the file for the verdicts of lines. Throws what Deno throws when it cannot be made. */
export function openVerdicts(path: string, alertThreshold: number): VerdictFile {
  const out = new AsideFile(path);
  const table = new VerdictTable((bytes) => out.file.writeBytes(bytes), alertThreshold);
  return {
    options: { onVerdicts: (rows) => table.add(rows) },
    finish() {
      table.flush();
      out.finish();
    },
    [Symbol.dispose]: () => out[Symbol.dispose](),
  };
}

/** Opens the file for the verdicts of sessions. */
export function openSessionVerdicts(path: string): VerdictFile {
  const out = new AsideFile(path);
  let text = SESSION_HEADER;
  const flush = () => {
    out.file.write(text);
    text = "";
  };
  return {
    options: {
      onSession(row) {
        text += sessionLine(row);
        if (text.length >= PIECE_CHARACTERS) flush();
      },
    },
    finish() {
      flush();
      out.finish();
    },
    [Symbol.dispose]: () => out[Symbol.dispose](),
  };
}
