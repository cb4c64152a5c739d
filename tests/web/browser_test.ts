/** The page in a real browser, of a real run: what is on it, what changes, and that a log can do nothing to it. */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { OddlineProcess } from "../e2e/oddline_process.ts";
import { TempFolder } from "../sources/temp_folder.ts";
import { Chromium, type ChromiumPage, findChromium } from "./chromium.ts";

const CHROMIUM = findChromium();
const PHONE = { width: 360, height: 740, dark: false };
const HOSTILE = `<script>document.title="owned"</script><img src=x onerror="document.title='owned'"><b id=owned>`;
const ROWS = `document.querySelectorAll("#anomalies tbody tr").length`;

function logLine(second: number, level: string, component: string, message: string): string {
  const time = new Date(Date.UTC(2026, 1, 3, 10) + second * 1000).toISOString().slice(0, 19).replace("T", " ");
  return `[${time}] [${level}] [${component}] ${message}\n`;
}

const LOG = Array.from({ length: 300 }, (_, k) => logLine(k, "INFO", "api", `Request ${k} served in ${k % 40} ms`))
  .join("") +
  logLine(400, "ERROR", "database", "Connection pool exhausted") +
  logLine(500, "FATAL", "storage", `Volume went away ${HOSTILE}`);

/** A run with its page in a browser. */
interface Shown {
  readonly folder: TempFolder;
  readonly browser: Chromium;
  readonly page: ChromiumPage;
  readonly url: string;
}

function test(name: string, look: (shown: Shown) => Promise<void>): void {
  Deno.test(name, async () => {
    if (CHROMIUM === undefined) return console.log("skipped: Chromium, which stands for a browser, is not installed");
    using folder = new TempFolder();
    const log = folder.write("app.log", LOG);
    const files = ["--state", folder.at("s.json"), "--db", folder.at("o.db")];
    const args = ["watch", "--headless", "--from-start", ...files, "--http-addr", "127.0.0.1:0", log];
    await using oddline = new OddlineProcess(args, { home: folder.path, permissions: ["--allow-net"] });
    await oddline.until("the page", () => oddline.stderr.includes("the page is at") && oddline.events().length >= 2);
    const url = /the page is at (\S+)/.exec(oddline.stderr)![1];
    await using browser = await Chromium.open(CHROMIUM);
    const page = await browser.open(url);
    await page.until("the anomalies", `${ROWS} === 2`);
    await look({ folder, browser, page, url });
    assertEquals(page.problems, []);
    assertEquals(page.requests.filter((address) => !address.startsWith(url)), [], "nothing is asked of anybody else");
    oddline.signal("SIGTERM");
    assertEquals((await oddline.ended()).code, 143);
  });
}

test("the page shows the run, and what comes while it is looked at", async ({ folder, page }) => {
  const figures = await page.text("#figures");
  assert(
    /Lines\s+302\b/.test(figures) && /Anomalies\s+2\b/.test(figures) && /Memory\s+[\d.]+ MB/.test(figures),
    figures,
  );
  const [fatal, error] = (await page.text("#anomalies tbody")).split(/(?=2\/3\/2026)/).filter((text) => text !== "");
  assert(/storage/.test(fatal) && /Volume went away/.test(fatal), fatal);
  assert(/0\.\d\d/.test(error) && /database/.test(error) && /look|see|pool/.test(error), error);
  await page.until("the templates", `document.querySelectorAll("#templates tbody tr").length > 2`);
  assertStringIncludes(await page.text("#templates"), "Request <*> served in <*> ms");
  assertStringIncludes(await page.text("#alerts-state"), "Nobody is told");
  for (const chart of ["rate", "memory", "workers", "comparison", "detectors"]) {
    const drawn = await page.value(`[...document.querySelectorAll("#${chart} rect")].filter((each) =>
      each.getBoundingClientRect().height > 0).length`);
    assert(Number(drawn) > 0, chart);
  }
  assert(/rules\s+2\s+ML\s+\d+\s+both\s+\d+/.test(await page.text("#comparison")), await page.text("#comparison"));

  folder.append("app.log", logLine(900, "ERROR", "network", "Route to backend lost"));
  await page.until("the line that came", `${ROWS} === 3`);
  assertStringIncludes(await page.text("#anomalies tbody tr"), "Route to backend lost");
  assert(/Lines\s+303\b/.test(await page.text("#figures")));
});

test("a filter finds, and an anomaly opens with what stands around it, by mouse and by key", async ({ page }) => {
  await page.click("#filter");
  await page.type("POOL exh");
  await page.until("what is found", `${ROWS} === 1`);
  assertStringIncludes(await page.text("#anomalies tbody"), "Connection pool exhausted");
  await page.type(" nothing has this");
  await page.until("that nothing is", `${ROWS} === 0 && !document.getElementById("none").hidden`);
  await page.value(`document.getElementById("filter").value = ""`);
  await page.type(" ");
  await page.until("all of them", `${ROWS} === 2`);

  await page.click("#anomalies tbody tr:last-child code");
  await page.until("the detail", `document.getElementById("detail").open`);
  const detail = await page.text("#detail");
  for (const part of ['the line says "pool exhausted"', "database", "Request 299 served", "its template is normal"]) {
    assertStringIncludes(detail, part);
  }
  assertStringIncludes(await page.text("#detail pre .is-odd"), "Connection pool exhausted");
  await page.press("Escape");
  await page.until("that it is closed", `!document.getElementById("detail").open`);
  await page.value(`document.querySelector("#anomalies tbody tr").focus()`);
  await page.press("Enter");
  await page.until("the other", `document.getElementById("detail-body").innerText.includes("FATAL")`);
});

test("what is marked normal goes, stays away in the file of marks, and comes back when that is taken back", async ({ folder, page }) => {
  const marks = () => JSON.parse(Deno.readTextFileSync(folder.at("s.feedback.json"))).marks;
  await page.click("#anomalies tbody tr:last-child code");
  await page.until("the detail", `document.getElementById("detail").open`);
  await page.click("#detail .buttons button:last-child");
  await page.until("that it is gone", `${ROWS} === 1`);
  assertStringIncludes(await page.text("#said"), "normal from now on");
  assertEquals(marks().length, 1);
  await page.click("#said button");
  await page.until("that it is back", `${ROWS} === 2`);
  assertStringIncludes(await page.text("#said"), "taken back");
  assertEquals(marks().length, 0);
});

test("markup in a log line is text: it is shown, and neither runs nor loads nor becomes an element", async ({ page }) => {
  assertStringIncludes(await page.text("#anomalies tbody"), HOSTILE);
  await page.click("#anomalies tbody tr:first-child code");
  await page.until("the detail", `document.getElementById("detail").open`);
  assertStringIncludes(await page.text("#detail"), HOSTILE);
  const made = await page.value(`[document.querySelectorAll("img, #owned, body script").length, document.title]`);
  assertEquals(made, [0, "(2) Oddline"]);
});

test("dark and light are the system's, and a phone scrolls in one direction alone", async ({ browser, page, url }) => {
  const ground = () => page.value(`getComputedStyle(document.body).backgroundColor`);
  const light = await ground();
  await page.look({ width: 1280, height: 900, dark: true });
  assert(light !== await ground());
  const phone = await browser.open(url, PHONE);
  await phone.until("the anomalies", `${ROWS} === 2`);
  await phone.click("#anomalies tbody tr code");
  await phone.until("the detail", `document.getElementById("detail").open`);
  assertEquals(await phone.value(`[document.documentElement.scrollWidth, innerWidth]`), [360, 360]);
  const wide = await phone.value(`[...document.querySelectorAll("main *, dialog *")].filter((each) =>
    each.getBoundingClientRect().right > 361).map((each) => each.tagName + " " + each.className)`);
  assertEquals(wide, []);
  assertEquals(phone.problems, []);
});

test("the policy forbids what a page of somebody else's would need", async ({ page }) => {
  await page.value(
    `document.body.append(Object.assign(document.createElement("script"), { textContent: "owned = 1" }))`,
  );
  await page.value(
    `document.body.append(Object.assign(document.createElement("img"), { src: "http://192.0.2.1/x.png" }))`,
  );
  await page.until("both to be turned away", `true`);
  assertEquals(await page.value(`typeof owned`), "undefined");
  const turnedAway = () => page.problems.filter((problem) => problem.includes("policy: "));
  for (let looks = 0; looks < 100 && turnedAway().length < 2; looks++) {
    await page.value(`new Promise((r) => setTimeout(r, 20))`);
  }
  assertEquals(turnedAway().length, 2, page.problems.join("\n"));
  page.problems.length = page.requests.length = 0;
});
