import { assertEquals } from "@std/assert";
import { rememberingLast } from "../../src/core/remembering_last.ts";

Deno.test("what is asked many times in a row is made once, also where nothing came of it", () => {
  const asked: string[] = [];
  const lengthOf = rememberingLast((text: string) => {
    asked.push(text);
    return text === "" ? undefined : text.length;
  });
  assertEquals(["", "", "one", "one", "three", "one"].map(lengthOf), [undefined, undefined, 3, 3, 5, 3]);
  assertEquals(asked, ["", "one", "three", "one"]);
});
