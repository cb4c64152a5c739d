/** `oddline config schema`: the JSON Schema of `oddline.yaml`, for editors. */
import { schemaText } from "../config/json_schema.ts";
import { AsideFile } from "../aside_file.ts";
import { EXIT } from "../errors.ts";
import type { Io } from "../io.ts";
import type { ConfigSchemaOptions } from "./config_commands.ts";

/** Returns the exit code. */
export async function run({ flags: { output } }: ConfigSchemaOptions, io: Io): Promise<number> {
  const text = schemaText();
  if (output === undefined) await io.stdout.write(new TextEncoder().encode(text));
  else {
    using file = new AsideFile(output);
    file.file.write(text);
    file.finish();
  }
  return EXIT.fine;
}
