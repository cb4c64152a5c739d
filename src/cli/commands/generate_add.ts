/** `oddline generate add`: appends one line by hand, such as to see that a followed log is watched. */
import { addedLine, type Level } from "../../generate/mod.ts";
import { EXIT, UsageError } from "../errors.ts";
import type { Io } from "../io.ts";
import { createSyncFile } from "../sync_file.ts";
import type { GenerateAddOptions } from "./mod.ts";

/** Returns the exit code. */
export async function run({ flags }: GenerateAddOptions, io: Io): Promise<number> {
  const { level, component, message, format } = flags;
  if (/[\r\n]/.test(component + message)) throw new UsageError("--component and --message must be one line each");
  const line = addedLine({ format, timeMs: io.now(), level: level as Level, component, message });
  if (flags.output === undefined) {
    await io.stdout.write(line);
  } else {
    using file = createSyncFile(flags.output, { append: true, create: true });
    file.writeBytes(line);
  }
  return EXIT.fine;
}
