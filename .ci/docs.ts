/**
 * Writes what is made from the tables that the program itself uses: the reference of all flags,
 * and the schema of the file.
 */
import { schemaText } from "../src/cli/config/json_schema.ts";
import { referencePage } from "../src/cli/help/docs.ts";

const folder = new URL("../.github/", import.meta.url);
await Deno.writeTextFile(new URL("REFERENCE.md", folder), referencePage());
await Deno.writeTextFile(new URL("oddline.schema.json", folder), schemaText());
