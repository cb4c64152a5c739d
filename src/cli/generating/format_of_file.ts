/** Which of the generator's formats a log file is of, so that a line that is added by hand looks like the others. */
import { detectFormat } from "../../formats/mod.ts";
import { LINE_FORMATS, type LineFormatName } from "../../generate/mod.ts";

const SAMPLE_BYTES = 65_536;
/** Formats that the parsers call otherwise. */
const BY_PARSER: Readonly<Record<string, LineFormatName>> = {
  "syslog-rfc5424": "rfc5424",
  "python-logging": "python",
};

/** The format of the file's first lines; undefined for a file that is not there or empty, or of a format of its own. */
export function formatOfFile(
  path: string,
  now: { readonly timeZone: string; readonly ms: number },
): LineFormatName | undefined {
  const sample = firstLines(path);
  if (sample.length === 0) return undefined;
  const { name } = detectFormat(sample, { timeZone: now.timeZone, referenceMs: now.ms });
  // containers are named with what they hold
  const word = name.split(/[+(:/ ]/)[0];
  return BY_PARSER[word] ?? LINE_FORMATS.find((format) => format === word);
}

function firstLines(path: string): Uint8Array {
  let file: Deno.FsFile;
  try {
    file = Deno.openSync(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return new Uint8Array();
    throw error;
  }
  try {
    const bytes = new Uint8Array(SAMPLE_BYTES);
    const length = file.readSync(bytes) ?? 0;
    return bytes.subarray(0, bytes.subarray(0, length).lastIndexOf(10) + 1);
  } finally {
    file.close();
  }
}
