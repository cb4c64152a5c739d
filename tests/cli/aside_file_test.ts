/** A file that a command makes: there as a whole or not at all, and nothing else is left behind. */
import { assertEquals, assertThrows } from "@std/assert";
import { AsideFile } from "../../src/cli/files/aside_file.ts";
import { TempFolder } from "../sources/temp_folder.ts";

function namesIn(folder: TempFolder): string[] {
  return [...Deno.readDirSync(folder.path)].map(({ name }) => name).sort();
}

Deno.test("a file has what was there before until all is written", () => {
  using folder = new TempFolder();
  const path = folder.write("report.md", "before");
  using file = new AsideFile(path);
  file.file.write("after");
  assertEquals(Deno.readTextFileSync(path), "before");
  file.finish();
  assertEquals(Deno.readTextFileSync(path), "after");
  assertEquals(namesIn(folder), ["report.md"]);
});

Deno.test("what is given up, and what cannot get its name, leaves nothing behind", () => {
  using folder = new TempFolder();
  const path = folder.write("report.md", "before");
  {
    using file = new AsideFile(path);
    file.file.write("half");
  }
  assertEquals(Deno.readTextFileSync(path), "before");
  Deno.mkdirSync(folder.at("folder"));
  assertThrows(() => {
    using file = new AsideFile(folder.at("folder"));
    file.file.write("whole");
    file.finish();
  });
  assertEquals(namesIn(folder), ["folder", "report.md"]);
});
