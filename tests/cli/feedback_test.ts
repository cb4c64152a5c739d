/** `oddline feedback` as a user meets it: marks added, listed, removed, damaged, and changed while somebody watches. */
import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { FeedbackInUse } from "../../src/cli/files/feedback_file.ts";
import { TempFolder } from "../sources/temp_folder.ts";
import { run } from "./fake_io.ts";

const NOW = { now: () => Date.parse("2026-11-22T18:00:00Z") };

function feedback(folder: TempFolder, line: string, ...more: string[]) {
  folder.write("oddline.yaml", new Uint8Array());
  return run(["feedback", ...line.split(" ").filter((word) => word !== ""), ...more], {
    cwd: folder.path,
    env: { ODDLINE_DB: folder.at("oddline.db") },
  });
}

Deno.test("feedback: what is added is listed, holds, and can be removed", async () => {
  using folder = new TempFolder();
  assertMatch((await feedback(folder, "")).stdout, /^nothing is marked in .*oddline\.feedback\.json\n$/);
  const added = await feedback(folder, "add --template 5f1c0a9e --detector severity --for 2h", "--reason", "a probe");
  assertMatch(
    added.stdout,
    /^marked as normal: [0-9a-f]{8} {2}detector severity, template 5f1c0a9e {2}until 2026-11-22T20:00:00\.000Z {2}a probe\n$/,
  );
  assertEquals((await feedback(folder, "add --text refused")).code, 0);
  const listed = await feedback(folder, "list --format json");
  const marks = JSON.parse(listed.stdout);
  assertEquals(marks.map(({ template, text, expires }: Record<string, unknown>) => [template, text, expires]), [
    ["5f1c0a9e", undefined, "2026-11-22T20:00:00.000Z"],
    [undefined, "refused", null],
  ]);
  const [first] = marks;
  assertStringIncludes((await feedback(folder, `remove --id ${first.id}`)).stdout, `removed: ${first.id}`);
  assertEquals(JSON.parse((await feedback(folder, "list --format json")).stdout).length, 1);
  assertStringIncludes((await feedback(folder, "remove --all")).stdout, "text refused");
  assertEquals((await feedback(folder, "remove --expired")).stdout, "nothing to remove\n");
});

const WRONG: readonly (readonly [line: string, more: string[], message: string])[] = [
  ["add", [], "say what is normal: --detector, --template, --source, --text, --match; all given must hold"],
  ["add --match", ["("], "--match: is not a regular expression: /(/: Unterminated group"],
  ["add --detector spkie", [], "'spkie' is not one of"],
  ["add --template zzz", [], "--template: 'zzz' is no template's id, such as 5f1c0a9e; oddline templates FILE lists"],
  ["add --text x --for soon", [], "--for: 'soon' is not a span of time"],
  ["remove", [], "say which marks"],
  ["remove --id 12345678", [], "no mark '12345678' in"],
];

for (const [line, more, message] of WRONG) {
  Deno.test(`feedback ${line} ${more.join(" ")}: one line that says what to do`, async () => {
    using folder = new TempFolder();
    const { code, stdout, stderr } = await feedback(folder, line, ...more);
    assertEquals([code, stdout], [2, ""]);
    assertStringIncludes(stderr, message);
    assertMatch(stderr, /^[^\n]+\n$/);
  });
}

Deno.test("feedback: a damaged file is set aside with a message, and nothing in it is lost", async () => {
  using folder = new TempFolder();
  const damaged = '{"version":1,"marks":[{"id":"a"';
  folder.write("oddline.feedback.json", new TextEncoder().encode(damaged));
  const { code, stderr } = await feedback(folder, "add --text x");
  assertEquals(code, 0);
  assertStringIncludes(stderr, "is not JSON; it was set aside as ");
  const names = [...Deno.readDirSync(folder.path)].map(({ name }) => name).sort();
  const aside = names.find((name) => name.includes("damaged"));
  assertEquals(Deno.readTextFileSync(folder.at(aside ?? "")), damaged);
  assertEquals(JSON.parse(Deno.readTextFileSync(folder.at("oddline.feedback.json"))).marks.length, 1);
});

Deno.test("feedback: many changes at once are all there afterwards", async () => {
  using folder = new TempFolder();
  await Promise.all(Array.from({ length: 8 }, (_, k) => feedback(folder, `add --text t${k}`)));
  const marks = JSON.parse((await feedback(folder, "list --format json")).stdout);
  assertEquals(marks.map(({ text }: { text: string }) => text).sort(), Array.from({ length: 8 }, (_, k) => `t${k}`));
  assertEquals(new Set(marks.map(({ id }: { id: string }) => id)).size, 8);
});

Deno.test("feedback: who watches takes up what is changed, and keeps the marks while the file is half written", async () => {
  using folder = new TempFolder();
  const path = folder.at("oddline.feedback.json");
  const warnings: string[] = [];
  using inUse = new FeedbackInUse(path, { ...NOW, warn: (message) => warnings.push(message), follow: false });
  const held = () =>
    inUse.suppressor.isSuppressed({
      detector: "severity",
      templateId: "5f1c0a9e",
      source: "app.log",
      timeMs: NaN,
      text: () => "refused",
    });
  assert(!held());
  await feedback(folder, "add --text refused");
  inUse.poll();
  assert(held());
  Deno.writeTextFileSync(path, '{"version":1,');
  inUse.poll();
  inUse.poll();
  assert(held());
  assertEquals(warnings, [`${path}: is not JSON; the marks before it was changed stand`]);
  Deno.removeSync(path);
  inUse.poll();
  assert(!held());
});
