/** `oddline config schema`: the JSON Schema of `oddline.yaml`, for editors. */
import { schemaText } from "../../config/json_schema.ts";
import { EXIT } from "../../errors.ts";
import type { Io } from "../../io.ts";
import { writeDocument } from "../../files/write_document.ts";
import type { ConfigSchemaOptions } from "./flags.ts";

/** Returns the exit code. */
export async function run({ flags: { output } }: ConfigSchemaOptions, io: Io): Promise<number> {
  await writeDocument(schemaText(), output, io);
  return EXIT.fine;
}
