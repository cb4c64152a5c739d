/**
 * A real browser for tests: Chromium without a window, driven by its DevTools protocol (Chrome DevTools Protocol 1.3)
 * over one WebSocket. What goes wrong in a page is kept, so that a test can say that nothing did.
 */

const DEADLINE_MS = 30_000;
const LOOK_MS = 25;
const FLAGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--disable-dev-shm-usage",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--remote-debugging-port=0",
];

/** The program; undefined where none is installed. ODDLINE_CHROMIUM names another one. */
export function findChromium(): string | undefined {
  const named = Deno.env.get("ODDLINE_CHROMIUM");
  return [...named === undefined ? [] : [named], "/usr/bin/chromium", "/usr/bin/chromium-browser"].find((path) => {
    try {
      return Deno.statSync(path).isFile;
    } catch {
      return false;
    }
  });
}

type Fields = Record<string, unknown>;

interface Reply {
  readonly id?: number;
  readonly method?: string;
  readonly params: Fields;
  readonly result?: Fields;
  readonly error?: { readonly message: string };
  readonly sessionId?: string;
}

/** A browser with a profile of its own, which is gone with it. */
export class Chromium {
  readonly #child: Deno.ChildProcess;
  readonly #profile: string;
  readonly #socket: WebSocket;
  readonly #waiting = new Map<number, (reply: Reply) => void>();
  readonly #pages = new Map<string, ChromiumPage>();
  #id = 0;

  private constructor(child: Deno.ChildProcess, profile: string, socket: WebSocket) {
    this.#child = child;
    this.#profile = profile;
    this.#socket = socket;
    socket.onmessage = ({ data }) => this.#receive(JSON.parse(data));
  }

  static async open(program: string): Promise<Chromium> {
    const profile = await Deno.makeTempDir({ prefix: "oddline-chromium-" });
    const child = new Deno.Command(program, {
      args: [...FLAGS, `--user-data-dir=${profile}`, "about:blank"],
      stdin: "null",
      stdout: "null",
      stderr: "null",
    }).spawn();
    // the browser writes where it listens: a port, and a path
    const [port, path] = (await eventually("the browser to start", () => readOrEmpty(`${profile}/DevToolsActivePort`)))
      .trim().split("\n");
    const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`);
    await new Promise((resolve, reject) => {
      socket.onopen = resolve;
      socket.onerror = () => reject(new Error("The browser does not answer"));
    });
    return new Chromium(child, profile, socket);
  }

  /** Opens an address in a page of so many pixels. */
  async open(url: string, { width = 1280, height = 900, dark = false }: PageLook = {}): Promise<ChromiumPage> {
    const { targetId } = await this.send("Target.createTarget", { url: "about:blank" });
    const { sessionId } = await this.send("Target.attachToTarget", { targetId, flatten: true });
    const page = new ChromiumPage((method, params) => this.send(method, params, String(sessionId)));
    this.#pages.set(String(sessionId), page);
    await page.begin(url, { width, height, dark });
    return page;
  }

  async send(method: string, params: Fields = {}, sessionId?: string): Promise<Fields> {
    const id = ++this.#id;
    const reply = await new Promise<Reply>((resolve) => {
      this.#waiting.set(id, resolve);
      this.#socket.send(JSON.stringify({ id, method, params, ...(sessionId !== undefined && { sessionId }) }));
    });
    if (reply.error !== undefined) throw new Error(`${method}: ${reply.error.message}`);
    return reply.result ?? {};
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.send("Browser.close").catch(() => {});
    await this.#child.status;
    this.#socket.close();
    await Deno.remove(this.#profile, { recursive: true }).catch(() => {});
  }

  #receive(reply: Reply): void {
    if (reply.id !== undefined) {
      this.#waiting.get(reply.id)?.(reply);
      this.#waiting.delete(reply.id);
    } else if (reply.method !== undefined) {
      this.#pages.get(reply.sessionId ?? "")?.note(reply.method, reply.params);
    }
  }
}

/** How a page is looked at. */
export interface PageLook {
  readonly width?: number;
  readonly height?: number;
  readonly dark?: boolean;
}

/** Tells of what the policy of a page has turned away, by way of the console. */
const WATCH_POLICY = `addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) =>
  console.error("policy: " + violatedDirective + " " + blockedURI))`;

/** One page. */
export class ChromiumPage {
  /** Errors, violations of the page's policy, and dialogs that were opened. */
  readonly problems: string[] = [];
  /** Addresses that were asked for. */
  readonly requests: string[] = [];
  readonly #send: (method: string, params?: Fields) => Promise<Fields>;

  constructor(send: (method: string, params?: Fields) => Promise<Fields>) {
    this.#send = send;
  }

  async begin(url: string, look: Required<PageLook>): Promise<void> {
    for (const domain of ["Page", "Runtime", "Network", "Log"]) await this.#send(`${domain}.enable`);
    await this.#send("Page.addScriptToEvaluateOnNewDocument", { source: WATCH_POLICY });
    await this.look(look);
    await this.#send("Page.navigate", { url });
  }

  /** Changes the size of the page, and whether the system is dark. */
  async look({ width, height, dark }: Required<PageLook>): Promise<void> {
    const mobile = width < 600;
    await this.#send("Emulation.setDeviceMetricsOverride", { width, height, deviceScaleFactor: 1, mobile });
    const features = [{ name: "prefers-color-scheme", value: dark ? "dark" : "light" }];
    await this.#send("Emulation.setEmulatedMedia", { features });
  }

  /** The value of an expression in the page; promises are waited for. */
  async value(expression: string): Promise<unknown> {
    const { result, exceptionDetails } = await this.#send("Runtime.evaluate", {
      expression,
      awaitPromise: true,
      returnByValue: true,
    });
    if (exceptionDetails !== undefined) throw new Error(`${expression}: ${JSON.stringify(exceptionDetails)}`);
    return (result as { value?: unknown }).value;
  }

  /** Waits until an expression is true in the page. */
  async until(what: string, expression: string): Promise<void> {
    try {
      await eventually(what, async () => await this.value(`Boolean(${expression})`) === true);
    } catch (error) {
      throw new Error(`${error}; problems: ${this.problems.join("; ")}; the page:\n${await this.text("body")}`);
    }
  }

  /** What a reader sees of an element. */
  async text(selector: string): Promise<string> {
    return String(await this.value(`document.querySelector(${JSON.stringify(selector)})?.innerText ?? ""`));
  }

  /** Clicks with the mouse into the middle of an element, as a user does. */
  async click(selector: string): Promise<void> {
    const place = await this.value(`(() => {
      const found = document.querySelector(${JSON.stringify(selector)});
      found.scrollIntoView({ block: "center", behavior: "instant" });
      const { left, top, width, height } = found.getBoundingClientRect();
      return { x: left + width / 2, y: top + height / 2 };
    })()`);
    for (const type of ["mousePressed", "mouseReleased"]) {
      await this.#send("Input.dispatchMouseEvent", { type, ...place as Fields, button: "left", clickCount: 1 });
    }
  }

  /** Types into what has the focus. */
  async type(text: string): Promise<void> {
    await this.#send("Input.insertText", { text });
  }

  /** Presses a key by its DOM name. */
  async press(key: string): Promise<void> {
    const text = key === "Enter" ? "\r" : undefined;
    const windowsVirtualKeyCode = { Enter: 13, Escape: 27, Tab: 9 }[key];
    await this.#send("Input.dispatchKeyEvent", { type: "keyDown", key, text, windowsVirtualKeyCode });
    await this.#send("Input.dispatchKeyEvent", { type: "keyUp", key, windowsVirtualKeyCode });
  }

  /** What is seen of the page, as PNG. */
  async picture(): Promise<Uint8Array> {
    const { data } = await this.#send("Page.captureScreenshot");
    return Uint8Array.from(atob(String(data)), (character) => character.charCodeAt(0));
  }

  note(method: string, params: Fields): void {
    if (method === "Network.requestWillBeSent") this.requests.push((params.request as { url: string }).url);
    else if (method === "Runtime.exceptionThrown") this.problems.push(JSON.stringify(params.exceptionDetails));
    else if (method === "Log.entryAdded") this.problems.push(JSON.stringify(params.entry));
    else if (method === "Page.javascriptDialogOpening") this.problems.push(`dialog: ${params.message}`);
    else if (method === "Runtime.consoleAPICalled" && params.type === "error") {
      this.problems.push(JSON.stringify(params.args));
    }
  }
}

async function eventually<T>(what: string, look: () => T | Promise<T>): Promise<T> {
  const deadline = Date.now() + DEADLINE_MS;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (Date.now() > deadline) throw new Error(`Half a minute went by while waiting for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}

function readOrEmpty(path: string): string {
  try {
    return Deno.readTextFileSync(path);
  } catch {
    return "";
  }
}
