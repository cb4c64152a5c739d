/** The manual page: what it says, and that roff takes it. */
import { assert, assertEquals } from "@std/assert";
import { commandTree } from "../../src/cli/completions/command_tree.ts";
import { manualPage } from "../../src/cli/help/manual.ts";
import { run } from "./fake_io.ts";

Deno.test("the manual names every command and every flag, and comes out the same each time", async () => {
  const { code, stdout } = await run(["man"]);
  assertEquals([code, stdout], [0, manualPage()]);
  const plain = stdout.replaceAll("\\-", "-");
  for (const { name, flags } of commandTree()) {
    assert(plain.includes(`.SS oddline ${name}`.trimEnd()), name);
    for (const flag of flags) {
      if (!["--help", "--version"].includes(flag.name)) assert(plain.includes(flag.name), flag.name);
    }
  }
});

Deno.test("groff renders it without a warning (skipped where groff is not installed)", async () => {
  let groff: Deno.ChildProcess;
  try {
    groff = new Deno.Command("groff", {
      args: ["-man", "-ww", "-Tutf8", "-P-cbou"],
      stdin: "piped",
      stdout: "piped",
      stderr: "piped",
    }).spawn();
  } catch {
    return console.log("skipped: groff is not installed");
  }
  const writer = groff.stdin.getWriter();
  await writer.write(new TextEncoder().encode(manualPage()));
  await writer.close();
  const { stdout, stderr } = await groff.output();
  assertEquals(new TextDecoder().decode(stderr), "");
  const page = new TextDecoder().decode(stdout);
  assert(/^NAME\n +oddline - finds the odd lines in logs$/m.test(page), page.slice(0, 500));
  assert(/^ +--alert-threshold X$/m.test(page));
});
