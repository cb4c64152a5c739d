/** The page's script, without a browser: that it draws what it gets, and makes no markup of it. */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { FakeBrowser } from "./fake_browser.ts";
import { ALERTS, ask, hostileSnapshot, page } from "./page.ts";

const ASSETS = new URL("../../src/web/assets/", import.meta.url);
const SCRIPTS = [...Deno.readDirSync(ASSETS)].map(({ name }) => name).filter((name) => name.endsWith(".js"));

Deno.test("the script has none of what makes text into markup or into a program", async () => {
  const script = SCRIPTS.map((name) => Deno.readTextFileSync(new URL(name, ASSETS))).join("\n");
  for (
    const way of ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "Function(", "srcdoc"]
  ) {
    assert(!script.includes(way), way);
  }
  const html = await Deno.readTextFile(new URL("index.html", ASSETS));
  assert(
    !/<script>|<style|\son\w+=|style=|https?:/.test(html),
    "the policy allows nothing inline and nothing from outside",
  );
  const ids = new Set([...html.matchAll(/id="([\w-]+)"/g)].map(([, id]) => id));
  for (const [, id] of script.matchAll(/(?:byId|setText|draw[A-Z]\w+)\(\s*"([\w-]+)"/g)) assert(ids.has(id), id);
});

Deno.test("a hostile run is drawn as text, and so is its detail", async () => {
  const { fetch, setTimeout } = globalThis;
  const app = page({ snapshot: hostileSnapshot, alerts: ALERTS });
  const browser = new FakeBrowser((path) => ask(app, path));
  try {
    await import(new URL("app.js", ASSETS).href);
    assertEquals(browser.asked, ["/api/v1/stream"]);
    browser.stream.onmessage?.({ data: await (await ask(app, "/api/v1/overview")).text() });
    const text = (id: string) => browser.byId.get(id)?.text ?? "";
    assertStringIncludes(text("figures").replace(/\D/g, ""), "1204311"); // whatever separates thousands here
    assertStringIncludes(text("anomalies"), "<script>alert(1)</script>");
    assertStringIncludes(text("alerts-state"), "3 sent, 2 waiting, 1 given up; team answered with 503");
    assertStringIncludes(text("alerts"), "on-call: <script>");
    assert(browser.byId.get("rate")!.children.length > 100);
    assertEquals(browser.byId.get("history-state")!.hidden, true);
    const failing = await (await ask(app, "/api/v1/overview")).json();
    failing.health.history_trouble = "the disk is full";
    browser.stream.onmessage?.({ data: JSON.stringify(failing) });
    assertEquals(browser.byId.get("history-state")!.hidden, false);
    assertEquals(text("history-state"), "The history cannot be written: the disk is full");

    for (let k = 0; k < 500 && text("templates") === ""; k++) await new Promise((resolve) => setTimeout(resolve));
    assertStringIncludes(text("templates"), "<script>alert(1)</script>");

    const row = browser.byId.get("anomalies")!.tBodies[0].rows[0];
    await row.listeners.get("click")?.({});
    assert(browser.byId.get("detail")!.open);
    assertStringIncludes(text("detail-body"), "<script>alert(1)</script>");

    browser.byId.get("filter")!.value = "nothing has this";
    await browser.byId.get("filter")!.listeners.get("input")?.({});
    assertEquals(browser.byId.get("anomalies")!.tBodies[0].rows.length, 0);
    assertEquals(browser.byId.get("none")!.hidden, false);

    // while the filter is asked for again, what it found stays
    let answer = () => {};
    browser.answer = async (path) => {
      await new Promise<void>((resolve) => answer = resolve);
      return await ask(app, path);
    };
    const later = JSON.parse(await (await ask(app, "/api/v1/overview")).text());
    const picture = (seconds: number) => ({
      data: JSON.stringify({ ...later, time: new Date(Date.parse(later.time) + seconds * 1000).toISOString() }),
    });
    browser.stream.onmessage?.(picture(6));
    browser.stream.onmessage?.(picture(7));
    assertEquals(browser.byId.get("anomalies")!.tBodies[0].rows.length, 0);
    answer();
    for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setTimeout(resolve));

    const names = new Set([...browser.byId.values()].flatMap(({ all }) => all.map(({ name }) => name)));
    const made = [...names].filter((name) => !name.startsWith("#")).sort();
    assertEquals(made, [
      "button",
      "code",
      "dd",
      "div",
      "dt",
      "li",
      "p",
      "pre",
      "rect",
      "span",
      "svg",
      "tbody",
      "td",
      "tr",
    ]);
    browser.stream.onerror?.();
    assertEquals(text("status"), "not connected; trying again");
    assertEquals(browser.timers, [], "the browser tries again by itself");
    browser.stream.readyState = 2;
    browser.stream.onerror?.();
    assertEquals(browser.timers.length, 1);
    const asked = browser.asked.length;
    browser.timers[0]();
    assertEquals(browser.asked.slice(asked), ["/api/v1/stream"], "it had given up");
  } finally {
    Object.assign(globalThis, { fetch, setTimeout });
    for (const name of ["document", "EventSource"]) Reflect.deleteProperty(globalThis, name);
  }
});
