import { assertEquals } from "@std/assert";
import { cachedLibraryPath, type System } from "../../src/forest/library_place.ts";

const LIBRARY = { version: "1.30.0", sha256: "0123456789abcdef".repeat(4) };
const FOLDER = "onnxruntime-1.30.0-0123456789abcdef";

const CASES: readonly (readonly [System["os"], Readonly<Record<string, string>>, string | undefined])[] = [
  ["linux", { HOME: "/home/a" }, `/home/a/.cache/oddline/${FOLDER}/library`],
  ["linux", { HOME: "/home/a", XDG_CACHE_HOME: "/var/cache/a" }, `/var/cache/a/oddline/${FOLDER}/library`],
  ["linux", { HOME: "/home/a", XDG_CACHE_HOME: "relative" }, `/home/a/.cache/oddline/${FOLDER}/library`],
  ["linux", { HOME: "" }, undefined],
  ["linux", {}, undefined],
  ["darwin", { HOME: "/Users/a b" }, `/Users/a b/Library/Caches/oddline/${FOLDER}/library`],
  ["darwin", { HOME: "/Users/a", XDG_CACHE_HOME: "/c" }, `/c/oddline/${FOLDER}/library`],
  ["darwin", {}, undefined],
  [
    "windows",
    { LOCALAPPDATA: "C:\\Users\\a\\AppData\\Local" },
    `C:\\Users\\a\\AppData\\Local\\oddline\\${FOLDER}\\library`,
  ],
  ["windows", { USERPROFILE: "C:\\Users\\a" }, `C:\\Users\\a\\AppData\\Local\\oddline\\${FOLDER}\\library`],
  ["windows", { LOCALAPPDATA: "\\\\server\\share\\a" }, `\\\\server\\share\\a\\oddline\\${FOLDER}\\library`],
  ["windows", { HOME: "/home/a" }, undefined],
];

for (const [os, variables, expected] of CASES) {
  Deno.test(`on ${os} with ${JSON.stringify(variables)} the library is kept ${expected ?? "nowhere"}`, () => {
    const system = { os, env: (name: string) => variables[name] };
    assertEquals(cachedLibraryPath(system, { ...LIBRARY, name: "library" }), expected);
  });
}
