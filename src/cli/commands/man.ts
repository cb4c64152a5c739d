/** `oddline man`: prints the manual page, for `man -l -` or a folder of manual pages. */
import { EXIT } from "../errors.ts";
import type { Io } from "../io.ts";
import { manualPage } from "../help/manual.ts";
import { print } from "../print.ts";
import type { CommandOptions } from "../command.ts";

/** Returns 0. */
export async function run(_options: CommandOptions, io: Io): Promise<number> {
  await print(io, manualPage());
  return EXIT.fine;
}
