/**
 * What holds for every file of the tree: which folder may import which, no clock and no printing below `cli/`, names,
 * sizes, comments. Each failure names the place and says what to do. `deno fmt` and `deno lint` look after the rest.
 */
import { circleIn } from "./tidy/circles.ts";
import { CLOCK_ALLOWED, LONGER, LONGER_FUNCTIONS } from "./tidy/exceptions.ts";
import { functionsOf } from "./tidy/functions.ts";
import {
  codeOnly,
  importsOf,
  lineOf,
  type SourceFile,
  sourceFiles,
  textFiles,
  undocumentedExports,
  wideComments,
} from "./tidy/tree.ts";

/** A folder imports from itself and from those before it. */
const FOLDERS = [
  "core",
  "stats",
  "sources",
  "formats",
  "mining",
  "features",
  "forest",
  "detectors",
  "evaluation",
  "feedback",
  "advice",
  "workers",
  "store",
  "alerts",
  "web",
  "pipeline",
  "snapshot",
  "generate",
  "report",
  "benchmark",
  "tui",
  "cli",
];

/** These show what they are given, and know nothing but `core`. */
const VIEWS = ["tui", "web"];

const LINES_MAX = 300;
const FUNCTION_LINES_MAX = 70;
const COLUMNS_MAX = 120;

const CLOCK =
  /\b(Date\.now|performance\.now|Math\.random|crypto\.(?:random\w+|getRandomValues))\s*\(|\bnew Date\b(?!\s*\(\s*[^)\s])|\bTemporal\.Now\b/;
const PRINTING =
  /\bconsole\.|\bDeno\.(stdout|stderr|exit)\b|\bprocess\.(stdout|stderr|exit)\b|\b(alert|prompt|confirm)\(/;

const sources = sourceFiles();
const program = sources.filter(({ folder }) => folder !== undefined);
const belowCli = program.filter(({ folder }) => folder !== "cli");

rule(
  "every folder of src has its place in the order of imports",
  () =>
    program.flatMap((file) =>
      FOLDERS.includes(file.folder!) ? [] : [
        `${file.path}: the folder is not in FOLDERS of tests/tidy_test.ts; add it where it stands in the way of the data`,
      ]
    ),
);

rule("ARCHITECTURE.md lists the folders in the same order, each with what it knows", () => {
  const page = textFiles().find(({ path }) => path === ".github/ARCHITECTURE.md")?.text ?? "";
  const listed = [...page.matchAll(/^\| `(\w+)\/`/gm)].map(([, folder]) => folder);
  return listed.join() === FOLDERS.join() ? [] : [
    `.github/ARCHITECTURE.md: its table has ${listed.join(", ")}; FOLDERS of tests/tidy_test.ts has ${
      FOLDERS.join(", ")
    }`,
  ];
});

rule(
  "a folder imports only from itself and from folders before it",
  () => program.flatMap((file) => importsOf(file).flatMap(({ path, line }) => importProblem(file, path, line))),
);

rule("no files import each other in a circle: what both need goes into a file before both", () => {
  const circle = circleIn(sources);
  return circle === undefined ? [] : [circle.join(" → ")];
});

rule(
  "nothing in src imports tests, tools or benches, and main.ts imports only cli",
  () =>
    sources.flatMap((file) =>
      importsOf(file).flatMap(({ path, line }) => {
        if (file.folder !== undefined && path !== undefined && !/^(src\/|deno\.json$)/.test(path)) {
          return [`${file.path}:${line}: imports ${path}; move what it needs into src/`];
        }
        if (file.path === "main.ts" && path !== undefined && !path.startsWith("src/cli/")) {
          return [`${file.path}:${line}: imports ${path}; main.ts starts the command line and does nothing else`];
        }
        return [];
      })
    ),
);

rule(
  "everything comes from npm and Deno's built-ins, by its name in deno.json",
  () =>
    sources.flatMap((file) =>
      importsOf(file).flatMap(({ specifier, line }) =>
        /^(jsr|https?|npm):/.test(specifier)
          ? [
            `${file.path}:${line}: "${specifier}"; add the package to "imports" of deno.json and import it by that name`,
          ]
          : []
      )
    ),
);

rule("the import map names packages of npm alone, the lock file no host", () => {
  const { imports = {} } = configuration();
  const problems = Object.entries(imports)
    .filter(([, target]) => !/^(npm:|\.\/)/.test(target))
    .map(([name, target]) => `deno.json: "${name}" is "${target}"; only npm can be reached where Oddline is built`);
  const lock = textFiles().find(({ path }) => path === "deno.lock")?.text ?? "";
  if (/https?:\/\/|"jsr"/.test(lock)) {
    problems.push("deno.lock: names a host or JSR; make it again with npm's plain registry");
  }
  return problems;
});

rule("no enum: a union from one `as const` array does the same", () => matches(sources, /\benum\s+[A-Za-z]/));

rule("no any: use unknown, or say what it is", () => matches(sources, /(?:[:<,|&(]|\bas|=>)\s*any\b(?!\s*[:(])/));

rule("nothing below cli prints or ends the program: return a value, or take a sink", () => matches(belowCli, PRINTING));

rule(
  "nothing below cli reads the clock or rolls dice: take a function as an argument (`now: () => number`)",
  () => matches(belowCli.filter(({ path }) => !(path in CLOCK_ALLOWED)), CLOCK),
);

rule("every file but tests begins with a comment: what it is, and why it is so", () =>
  sources
    .filter(({ path }) => !path.endsWith("_test.ts")) // their tests are sentences
    .filter(({ text }) => !/^(#![^\n]*\n)?(\/\/\/ <reference[^\n]*\n\s*)*(\/\*|\/\/)/.test(text))
    .map(({ path }) => `${path}: begins without one`));

rule(
  `no source file is longer than ${LINES_MAX} lines: split it by its ideas`,
  () =>
    sources.flatMap(({ path, text }) => {
      const lines = text.split("\n").length - 1;
      return lines > LINES_MAX && !(path in LONGER) ? [`${path}: ${lines} lines`] : [];
    }),
);

rule(
  `no function is longer than ${FUNCTION_LINES_MAX} lines: name the parts of what it does`,
  () =>
    sources.flatMap((file) =>
      functionsOf(file)
        .filter(({ name, lines }) => lines > FUNCTION_LINES_MAX && !LONGER_FUNCTIONS.includes(`${file.path}: ${name}`))
        .map(({ name, line, lines }) => `${file.path}:${line}: ${name} has ${lines} lines`)
    ),
);

rule(
  `comments end at column ${COLUMNS_MAX}, as code does: \`deno fmt\` leaves them as they are`,
  () =>
    sources.flatMap((file) => wideComments(file, COLUMNS_MAX).map((line) => `${file.path}:${line}: break the line`)),
);

rule("files are named in snake_case, by their idea", () =>
  sources.flatMap(({ path }) => {
    const name = path.slice(path.lastIndexOf("/") + 1);
    if (!/^[a-z][a-z0-9_]*\.ts$/.test(name)) return [`${path}: name it in snake_case`];
    return /(^|\/|_)(utils?|helpers?|misc|managers?)(_|\/|\.)/.test(path) ? [`${path}: name it by what it does`] : [];
  }));

rule(
  "nothing is called a manager or a utility: name it by what it does",
  () => matches(sources, new RegExp("\\b\\w*(Manager|Utils?|Helpers?)\\b")),
);

rule("what one folder takes from another is documented where it is exported", () => {
  const used = new Map<string, string>();
  for (const file of program) {
    for (const { path } of importsOf(file)) {
      if (path !== undefined && folderOf(path) !== file.folder) used.set(path, file.path);
    }
  }
  return program.filter(({ path }) => used.has(path)).flatMap((file) =>
    undocumentedExports(file).map(({ name, line }) => `${file.path}:${line}: say in a /** comment */ what ${name} is`)
  );
});

rule("no file names a package registry's host or a path of one machine", () => {
  const root = decodeURIComponent(new URL("../", import.meta.url).pathname);
  const shared = decodeURIComponent(new URL("../../shared/", import.meta.url).pathname);
  const personal = /(?<![\w.~-])\/(?:root|home\/\w+|Users\/\w+)\/\w/;
  return textFiles().flatMap((file) => {
    const found: [RegExp | string, string][] = [[/\bregistry\.[a-z]/, "a registry's host"]];
    for (const path of [root, shared]) if (path.split("/").length > 3) found.push([path, "a path of this machine"]);
    if (!/^(tests|src)\//.test(file.path)) found.push([personal, "somebody's home"]); // log lines hold such paths
    return found.flatMap(([what, name]) => {
      const at = file.text.search(typeof what === "string" ? new RegExp(RegExp.escape(what)) : what);
      return at < 0 ? [] : [`${file.path}:${lineOf(file.text, at)}: names ${name}; use a relative path, or a variable`];
    });
  });
});

rule("every task of deno.json has a description", () =>
  Object.entries(configuration().tasks ?? {})
    .filter(([, task]) => typeof task === "string" || !task.description)
    .map(([name]) => `deno.json: write task "${name}" as {"description": …, "command": …}`));

rule("every task that runs Oddline keeps Deno quiet, and gives V8 the same flags", () => {
  // with each module that is loaded later Deno would wipe rows of the dashboard, to make room for its progress bar
  const flagsOf = (command: string) => /--quiet .*?(--v8-flags=\S+)/.exec(command)?.[1];
  const tasks = Object.entries(configuration().tasks ?? {}).flatMap(([name, task]) => {
    const command = typeof task === "string" ? task : task.command ?? "";
    return command.includes(" main.ts") ? [{ name, flags: flagsOf(command) }] : [];
  });
  const wanted = tasks.find(({ name }) => name === "start")?.flags;
  return tasks.filter(({ flags }) => flags === undefined || flags !== wanted)
    .map(({ name }) =>
      `deno.json: give task "${name}" --quiet and the --v8-flags of "start", which benches and the build take too`
    );
});

rule("what the lists of exceptions name is there, and needs its exception", () => [
  ...Object.keys(LONGER)
    .filter((path) => (sources.find((file) => file.path === path)?.text.split("\n").length ?? 0) <= LINES_MAX + 1)
    .map((path) => `tests/tidy/exceptions.ts: take ${path} off LONGER`),
  ...LONGER_FUNCTIONS
    .filter((longer) =>
      !sources.some((file) => functionsOf(file).some(({ name }) => `${file.path}: ${name}` === longer))
    )
    .map((longer) => `tests/tidy/exceptions.ts: take ${longer} off LONGER_FUNCTIONS`),
  ...Object.keys(CLOCK_ALLOWED)
    .filter((path) => matches(belowCli.filter((file) => file.path === path), CLOCK).length === 0)
    .map((path) => `tests/tidy/exceptions.ts: take ${path} off CLOCK_ALLOWED`),
]);

function importProblem({ path: importer, folder }: SourceFile, path: string | undefined, line: number): string[] {
  const imported = path === undefined ? undefined : folderOf(path);
  if (folder === undefined || imported === undefined || imported === folder) return [];
  if (VIEWS.includes(folder) && imported !== "core") {
    return [`${importer}:${line}: ${folder} imports ${path}; it may know core alone, so put what it shows into core`];
  }
  return FOLDERS.indexOf(imported) < FOLDERS.indexOf(folder) ? [] : [
    `${importer}:${line}: ${folder} imports ${path}, but ${imported} comes after it; ` +
    "move what both need into a folder before both, or take it as an argument",
  ];
}

function folderOf(path: string): string | undefined {
  return /^src\/([^/]+)\//.exec(path)?.[1];
}

/** Places in the code (comments and strings left out) where the pattern stands. */
function matches(files: readonly SourceFile[], pattern: RegExp): string[] {
  return files.flatMap(({ path, text }) => {
    const code = codeOnly(text);
    return [...code.matchAll(new RegExp(pattern, "g"))]
      .map((match) => `${path}:${lineOf(code, match.index)}: ${match[0].trim()}`);
  });
}

interface Configuration {
  readonly imports?: Record<string, string>;
  readonly tasks?: Record<string, string | { description?: string; command?: string }>;
}

function configuration(): Configuration {
  return JSON.parse(Deno.readTextFileSync(new URL("../deno.json", import.meta.url)));
}

function rule(name: string, problems: () => string[]): void {
  Deno.test(`tidy: ${name}`, () => {
    const found = problems();
    if (found.length > 0) throw new Error(`${name}\n${found.map((problem) => `  ${problem}`).join("\n")}`);
  });
}
