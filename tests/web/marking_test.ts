/** The one thing that the page can change, and who may ask for it. */
import { assertEquals } from "@std/assert";
import type { AskedMark } from "../../src/web/live_run.ts";
import { page } from "./page.ts";

const NORMAL = '{"mark":"normal","scope":"template"}';
const JSON_TYPE = { "content-type": "application/json" };

Deno.test("a mark is taken from this page and from programs, not from pages of others, nor as a form", async () => {
  const table: [Record<string, string>, string, number][] = [
    [JSON_TYPE, NORMAL, 200],
    [{ ...JSON_TYPE, origin: "http://127.0.0.1:8080", "sec-fetch-site": "same-origin" }, NORMAL, 200],
    [{ ...JSON_TYPE, origin: "http://evil.example" }, NORMAL, 403],
    [{ ...JSON_TYPE, origin: "null" }, NORMAL, 403],
    [{ ...JSON_TYPE, origin: "http://127.0.0.1:9999" }, NORMAL, 403],
    [{ ...JSON_TYPE, "sec-fetch-site": "cross-site" }, NORMAL, 403],
    [{ ...JSON_TYPE, "sec-fetch-site": "same-site" }, NORMAL, 403],
    [{ ...JSON_TYPE, host: "evil.example" }, NORMAL, 421],
    [{ "content-type": "text/plain" }, NORMAL, 400],
    [{ "content-type": "application/x-www-form-urlencoded" }, NORMAL, 400],
    [JSON_TYPE, "{", 400],
    [JSON_TYPE, "null", 400],
    [JSON_TYPE, '{"mark":"gone","scope":"template"}', 400],
    [JSON_TYPE, '{"mark":"normal","scope":"all"}', 400],
    [JSON_TYPE, `{"mark":"normal","scope":"template","x":"${"x".repeat(2000)}"}`, 400],
  ];
  for (const [headers, body, status] of table) {
    const asked: [string, AskedMark][] = [];
    const app = page({
      mark: (id, mark) => {
        asked.push([id, mark]);
        return Promise.resolve("normal from now on");
      },
    });
    const request = new Request("http://127.0.0.1:8080/api/v1/anomalies/a3/mark", {
      method: "POST",
      body,
      headers: { host: "127.0.0.1:8080", "content-length": String(body.length), ...headers },
    });
    const answer = await app.fetch(request);
    assertEquals(answer.status, status, JSON.stringify([headers, body.slice(0, 60)]));
    assertEquals(asked, status === 200 ? [["a3", { mark: "normal", scope: "template" }]] : []);
    await answer.body?.cancel();
  }
});

Deno.test("the last mark is taken back for this page, and for no other", async () => {
  const table: [Record<string, string>, string, number][] = [
    [JSON_TYPE, "{}", 200],
    [JSON_TYPE, "", 400],
    [{ "content-type": "text/plain" }, "{}", 400],
    [{ ...JSON_TYPE, origin: "http://evil.example" }, "{}", 403],
    [{ ...JSON_TYPE, "sec-fetch-site": "cross-site" }, "{}", 403],
  ];
  for (const [headers, body, status] of table) {
    let undone = 0;
    const app = page({ undoMark: () => Promise.resolve(`undone ${++undone}`) });
    const request = new Request("http://127.0.0.1:8080/api/v1/marks/undo", {
      method: "POST",
      body,
      headers: { host: "127.0.0.1:8080", "content-length": String(body.length), ...headers },
    });
    const answer = await app.fetch(request);
    assertEquals([answer.status, undone], [status, status === 200 ? 1 : 0], JSON.stringify([headers, body]));
    await answer.body?.cancel();
  }
});

Deno.test("nothing can be marked by looking", async () => {
  const app = page({ mark: () => Promise.reject(new Error("asked")) });
  const url = "http://127.0.0.1:8080/api/v1/anomalies/a3/mark";
  for (const method of ["GET", "HEAD", "PUT", "DELETE", "OPTIONS"]) {
    const { status } = await app.fetch(new Request(url, { method, headers: { host: "127.0.0.1:8080" } }));
    assertEquals(status, 404, method);
  }
});
