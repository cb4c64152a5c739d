/** What DENORT_BIN names is looked at before anything is built on it. */
import { assertThrows } from "@std/assert";
import { checkDenort } from "../../.ci/build/denort.ts";
import { TempFolder } from "../sources/temp_folder.ts";

Deno.test("a runtime is an executable of some system, or the build says what it is instead", () => {
  using folder = new TempFolder();
  checkDenort(Deno.execPath());
  checkDenort(folder.write("denort.exe", "MZ and more"));
  assertThrows(
    () => checkDenort(folder.write("text", "not a runtime")),
    Error,
    "text is no executable; it must be the",
  );
  assertThrows(() => checkDenort(folder.write("empty", "")), Error, "empty is no executable");
  assertThrows(() => checkDenort(folder.at("none")), Error, "none cannot be read: No such file");
});
