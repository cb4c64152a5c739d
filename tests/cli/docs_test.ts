/** What is made from the tables of flags and keys is as the tables are: run `deno task docs` after a change of them. */
import { assertEquals } from "@std/assert";
import { schemaText } from "../../src/cli/config/json_schema.ts";
import { referencePage } from "../../src/cli/help/docs.ts";

const MADE: readonly (readonly [file: string, text: string])[] = [
  ["REFERENCE.md", referencePage()],
  ["oddline.schema.json", schemaText()],
];

for (const [file, text] of MADE) {
  Deno.test(`${file} says what the program has: run deno task docs after a change of flags or keys`, () => {
    assertEquals(Deno.readTextFileSync(new URL(`../../.github/${file}`, import.meta.url)), text);
  });
}
