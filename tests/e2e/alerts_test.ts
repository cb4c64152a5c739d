/** That alerts get there although the program is killed and the receiver is down. */
import { assert, assertEquals } from "@std/assert";
import { TempFolder } from "../sources/temp_folder.ts";
import { OddlineProcess } from "./oddline_process.ts";

const FINE = "[2026-02-03 10:00:00] [INFO] [auth] Session created for user\n";
const ERRORS = ["disk sda1 is full", "lost the connection to replica", "certificate has expired"];

Deno.test("what was found before kill -9, with the receiver down, is told by the next run", async () => {
  using folder = new TempFolder();
  const got = new Set<string>();
  let isDown = true;
  await using server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen: () => {} }, async (request) => {
    if (isDown) return new Response(null, { status: 503 });
    const { anomalies } = await request.json() as { anomalies: { message: string }[] };
    for (const { message } of anomalies) got.add(ERRORS.find((error) => message.includes(error)) ?? message);
    return new Response(null, { status: 204 });
  });
  folder.write(
    "oddline.yaml",
    `
alerts:
  notifiers:
    - { name: hook, type: webhook, url: "http://127.0.0.1:${server.addr.port}/" }
  routes:
    - { name: all, notify: [hook], group_wait: 1s, group_interval: off, dedup: off }
`,
  );
  const log = folder.write("app.log", FINE);
  const args = ["watch", "--headless", "--from-start", "--db", folder.at("o.db"), log];
  const options = { home: folder.path, permissions: ["--allow-net"] };
  for (const [index, error] of ERRORS.entries()) {
    isDown = index < ERRORS.length - 1;
    await using oddline = new OddlineProcess(args, options);
    folder.append("app.log", `[2026-02-03 10:00:01] [ERROR] [database] ${error}\n`);
    await oddline.until(`the event of ${error}`, () => oddline.stdout.includes(error));
    const queue = () => {
      try {
        return Deno.readTextFileSync(folder.at("o.alerts.jsonl"));
      } catch {
        return "";
      }
    };
    await oddline.until("it is in the queue", () => queue().includes(error));
    if (isDown) oddline.signal("SIGKILL");
    else await oddline.until("all were told", () => got.size === ERRORS.length);
    oddline.signal("SIGTERM");
    await oddline.ended();
  }
  assertEquals([...got].sort(), [...ERRORS].sort());
  assert(!Deno.readTextFileSync(folder.at("o.alerts.jsonl")).includes(`127.0.0.1:${server.addr.port}`));
});
