/** Which FILE leads to a path that something is to be written to. */
import { assertEquals } from "@std/assert";
import { whatReads } from "../../src/sources/what_reads.ts";
import { TempFolder } from "./temp_folder.ts";

interface Case {
  readonly inputs: readonly string[];
  readonly path: string;
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
  /** Which of the inputs; none by default. */
  readonly found?: number;
}

const THERE: readonly Case[] = [
  { inputs: ["a.log"], path: "a.log", found: 0 },
  { inputs: ["sub/../a.log"], path: "./a.log", found: 0 },
  { inputs: ["sub", "a.log"], path: "link", found: 1 },
  { inputs: ["sub"], path: "sub/b.log", found: 0 },
  { inputs: ["sub"], path: "sub/.hidden" },
  { inputs: ["sub"], path: "sub/binary" },
  { inputs: ["sub"], path: "sub/b.log", exclude: ["b.*"] },
  { inputs: ["*.log"], path: "sub/b.log" },
  { inputs: ["**/*.log"], path: "sub/b.log", found: 0 },
];

const TO_COME: readonly Case[] = [
  { inputs: ["sub"], path: "sub/new", found: 0 },
  { inputs: ["sub"], path: "sub/deeper/new", found: 0 },
  { inputs: ["sub"], path: "sub/.deeper/new" },
  { inputs: ["sub"], path: "subway" },
  { inputs: ["sub"], path: "sub/new", include: ["*.log"] },
  { inputs: ["sub"], path: "sub/new", exclude: ["new"] },
  { inputs: ["to-sub"], path: "sub/new", found: 0 },
  { inputs: ["*.log"], path: "new.log", found: 0 },
  { inputs: ["*.log"], path: "sub/new.log" },
  { inputs: ["*/*.{txt,log}"], path: "sub/new.log", found: 0 },
  { inputs: ["*.log"], path: ".new.log" },
];

for (const [follows, cases] of [[false, THERE], [true, TO_COME]] as const) {
  Deno.test(`what reads a file that ${follows ? "is not there yet" : "is there"}`, () => {
    using folder = new TempFolder();
    folder.write("a.log", "a line\n");
    for (const name of ["b.log", ".hidden"]) folder.write(`sub/${name}`, `${name}\n`);
    folder.write("sub/binary", "a\0b");
    Deno.symlinkSync(folder.at("a.log"), folder.at("link"));
    Deno.symlinkSync(folder.at("sub"), folder.at("to-sub"));
    for (const { inputs, path, include = [], exclude = [], found } of cases) {
      const named = inputs.map((input) => `${folder.path}/${input}`);
      const reading = whatReads(`${folder.path}/${path}`, named, { include, exclude, gz: false, follows });
      assertEquals(reading, found === undefined ? undefined : named[found], `${inputs} ${path}`);
    }
  });
}

Deno.test("a file that is not there is read by no folder that is only scanned, and a device by nothing", () => {
  using folder = new TempFolder();
  const options = { include: [], exclude: [], gz: true, follows: false };
  assertEquals(whatReads(folder.at("new"), [folder.path], options), undefined);
  assertEquals(whatReads("/dev/null", ["/dev/null"], options), undefined);
});
