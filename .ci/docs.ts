/** Writes the reference of all flags, variables and keys from the tables that the program itself uses. */
import { referencePage } from "../src/cli/docs.ts";

await Deno.writeTextFile(new URL("../.github/REFERENCE.md", import.meta.url), referencePage());
