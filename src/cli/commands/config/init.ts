/** `oddline config init`: writes a commented configuration file, and never over one that is there. */
import { templateFile } from "../../config/template_file.ts";
import { EXIT, UsageError } from "../../errors.ts";
import type { Io } from "../../io.ts";
import { print } from "../../print.ts";
import type { CommandOptions } from "../../command.ts";

/** Returns the exit code. */
export async function run({ files: [path = "oddline.yaml"] }: CommandOptions, io: Io): Promise<number> {
  const whole = path.startsWith("/") ? path : `${io.cwd}/${path}`;
  try {
    Deno.writeTextFileSync(whole, templateFile(), { createNew: true });
  } catch (error) {
    if (error instanceof Deno.errors.AlreadyExists) {
      throw new UsageError(`${path} is there already, and is not overwritten; name another path`);
    }
    throw error instanceof Deno.errors.NotFound ? new UsageError(`${path}: there is no such folder`) : error;
  }
  await print(io, `${path} was written; all of it is comments, which say what there is\n`);
  return EXIT.fine;
}
