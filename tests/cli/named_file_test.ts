/** A file that was named and cannot be used is wrong usage: one line that says which, why, and what would do. */
import { assertEquals, assertThrows } from "@std/assert";
import { UsageError } from "../../src/cli/errors.ts";
import { FeedbackInUse } from "../../src/cli/files/feedback_file.ts";
import { openNamed } from "../../src/cli/files/named_file.ts";
import { createSyncFile } from "../../src/cli/files/sync_file.ts";
import { TempFolder } from "../sources/temp_folder.ts";
import { run } from "./fake_io.ts";

const NO_FOLDER = "no/such/file: its folder is not there; make it, or name another file";
const A_FOLDER = "folder: is a folder; name a file";

const WRONG: readonly (readonly [line: string, stderr: string])[] = [
  ["scan app.log --events no/such/file", NO_FOLDER],
  ["scan app.log --events folder", A_FOLDER],
  ["history list --db no/such/file", NO_FOLDER],
  ["scan app.log --state no/such/file", NO_FOLDER],
  ["watch app.log --feedback no/such/file", NO_FOLDER],
  ["watch app.log --log-file no/such/file", NO_FOLDER],
  ["history backup --output no/such/file", NO_FOLDER],
  ["scan app.log --verdicts no/such/file", NO_FOLDER],
  ["scan app.log --verdicts folder", A_FOLDER],
  ["scan app.log --feedback folder", A_FOLDER],
  ["scan app.log --feedback app.log/marks", "app.log/marks: lies below what is no folder; name another file"],
  ["templates app.log --assignments no/such/file", NO_FOLDER],
  ["generate --lines 1 --output no/such/file", NO_FOLDER],
  ["generate --lines 1 --truth no/such/file", NO_FOLDER],
  ["generate add --output no/such/file", NO_FOLDER],
  ["generate add --output folder", A_FOLDER],
];

for (const [line, stderr] of WRONG) {
  Deno.test(`oddline ${line}: a name of no use is told with what would do`, async () => {
    using folder = new TempFolder();
    folder.write("app.log", "one line\n");
    Deno.mkdirSync(folder.at("folder"));
    const argv = line.split(" ").map((word) => /^(app\.log|folder|no\/)/.test(word) ? folder.at(word) : word);
    const { code, stdout, stderr: told } = await run(argv);
    assertEquals({ code, told }, { code: 2, told: `oddline: ${folder.at(stderr)}\n` });
    if (!line.startsWith("generate --lines")) assertEquals(stdout, "");
  });
}

Deno.test("what is not allowed is told with who may; what is no matter of the name is thrown as it is", () => {
  const denied = () =>
    openNamed("a.json", "read", () => {
      throw new Deno.errors.PermissionDenied("Permission denied (os error 13)");
    });
  assertThrows(denied, UsageError, "a.json: permission denied; run as a user who may read it");
  const full = new Error("No space left on device (os error 28)");
  assertThrows(
    () =>
      openNamed("a.json", "write", () => {
        throw full;
      }),
    Error,
    full.message,
  );
});

Deno.test("what cannot be written is said with the name of its file", () => {
  using folder = new TempFolder();
  const open = { read: true }; // nothing can be written then, as on a full disk
  using file = createSyncFile(folder.write("v.tsv.part", ""), { open });
  assertThrows(() => file.write("a line"), Error, `${folder.at("v.tsv.part")}: `);
  using aside = createSyncFile(folder.at("v.tsv.part"), { open, name: "v.tsv" });
  assertThrows(() => aside.write("a line"), Error, "v.tsv: ");
});

Deno.test("watch goes on without a state or marks that it may not read, and replaces neither", async () => {
  using folder = new TempFolder();
  folder.write("app.log", "one line\n");
  Deno.mkdirSync(folder.at("o.state.json"));
  Deno.mkdirSync(folder.at("o.feedback.json"));
  const argv = ["watch", folder.at("app.log"), "--from-start", "--exit-at-end", "--state", folder.at("o.state.json")];
  const { code, stderr } = await run(argv);
  assertEquals([code, stderr.split("\n")], [0, [
    `oddline: ${folder.at("o.state.json")}: no state can be kept (is a folder; name a file); ` +
    "use --state FILE for another place",
    `oddline: ${folder.at("o.feedback.json")}: is a folder; name a file; nothing counts as marked`,
    "",
  ]]);
  assertEquals(Deno.statSync(folder.at("o.state.json")).isDirectory, true);
});

Deno.test("marks that may not be read any more while a run goes on stand as they were, and it is said once", () => {
  using folder = new TempFolder();
  const path = folder.at("marks.json");
  const told: string[] = [];
  using marks = new FeedbackInUse(path, { now: () => 0, warn: (message) => told.push(message), follow: true });
  Deno.mkdirSync(path);
  marks.poll();
  Deno.writeTextFileSync(`${path}/inside`, "");
  marks.poll();
  assertEquals(told, [`${path}: is a folder; name a file; the marks before it was changed stand`]);
});
