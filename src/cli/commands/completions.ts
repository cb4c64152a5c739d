/** `oddline completions`: prints the script that makes a shell complete Oddline's command line. */
import { errorMessage } from "../../core/error_message.ts";
import { completionScript } from "../completions/mod.ts";
import { SHELLS } from "../completions/shells.ts";
import { EXIT } from "../errors.ts";
import type { Io } from "../io.ts";
import { UsageError } from "../errors.ts";
import { print } from "../print.ts";
import { oneOf } from "../values/mod.ts";
import type { CommandOptions } from "../command.ts";

/** Returns 0. */
export async function run({ files: [name] }: CommandOptions, io: Io): Promise<number> {
  await print(io, completionScript(shellOf(name)));
  return EXIT.fine;
}

function shellOf(name: string): typeof SHELLS[number] {
  try {
    return oneOf(SHELLS).parse(name);
  } catch (error) {
    throw new UsageError(errorMessage(error), "oddline completions");
  }
}
