/** `oddline generate add`: appends one line by hand, such as to see that a followed log is watched. */
import { severityFromWord, severityName } from "../../core/severity.ts";
import { addedLine, type Level, LEVELS } from "../../generate/mod.ts";
import { EXIT, UsageError } from "../errors.ts";
import { formatOfFile } from "../generating/format_of_file.ts";
import type { Io } from "../io.ts";
import { openNamed } from "../files/named_file.ts";
import { createSyncFile } from "../files/sync_file.ts";
import type { GenerateAddOptions } from "./mod.ts";

/** Returns the exit code. */
export async function run({ flags }: GenerateAddOptions, io: Io): Promise<number> {
  const { level, component, message, output } = flags;
  if (/[\r\n]/.test(component + message)) throw new UsageError("--component and --message must be one line each");
  const nowMs = io.now();
  const format = flags.format ??
    (output === undefined ? undefined : formatOf(output, { timeZone: io.timeZone, ms: nowMs })) ?? "seed";
  if (format === "clf") {
    throw new UsageError("an access log has lines of requests alone; --format writes the line in another format");
  }
  const line = addedLine({ format, timeMs: nowMs, level: levelOf(level), component, message });
  if (output === undefined) {
    await io.stdout.write(line);
  } else {
    using file = openNamed(output, "write", () => createSyncFile(output, { open: { append: true, create: true } }));
    file.writeBytes(line);
  }
  return EXIT.fine;
}

function formatOf(...[path, now]: Parameters<typeof formatOfFile>): ReturnType<typeof formatOfFile> {
  return openNamed(path, "read", () => formatOfFile(path, now));
}

/** The level that a word stands for; the generator knows none below DEBUG. */
function levelOf(word: string): Level {
  const name = severityName(severityFromWord(word));
  return LEVELS.find((level) => level === name) ?? "DEBUG";
}
