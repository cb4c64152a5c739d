import { assertEquals } from "@std/assert";
import { referencePage } from "../../src/cli/docs.ts";

Deno.test("the reference says what the program has: run deno task docs after a change of flags or keys", () => {
  assertEquals(Deno.readTextFileSync(new URL("../../.github/REFERENCE.md", import.meta.url)), referencePage());
});
