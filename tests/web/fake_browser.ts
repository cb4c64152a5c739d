/** As much of a browser as the page's script uses: elements that remember what was set, and no HTML at all. */

export class FakeElement {
  readonly name: string;
  children: FakeElement[] = [];
  textContent = "";
  className = "";
  value = "";
  hidden = false;
  open = false;
  tabIndex = -1;
  readonly dataset: Record<string, string> = {};
  readonly attributes: Record<string, string> = {};
  readonly listeners = new Map<string, (event: unknown) => unknown>();

  constructor(name: string) {
    this.name = name;
  }

  get tBodies(): FakeElement[] {
    this.children[0] ??= new FakeElement("tbody");
    return [this.children[0]];
  }

  get rows(): FakeElement[] {
    return this.children;
  }

  append(...children: FakeElement[]): void {
    this.children.push(...children);
  }

  replaceChildren(...children: FakeElement[]): void {
    this.children = children;
  }

  setAttribute(name: string, value: string): void {
    this.attributes[name] = value;
  }

  addEventListener(name: string, listener: (event: unknown) => unknown): void {
    this.listeners.set(name, listener);
  }

  focus(): void {}

  showModal(): void {
    this.open = true;
  }

  close(): void {
    this.open = false;
  }

  /** This element and all within. */
  get all(): FakeElement[] {
    return [this, ...this.children.flatMap((child) => child.all)];
  }

  /** All text within. */
  get text(): string {
    return this.all.map(({ textContent }) => textContent).join("\n");
  }
}

export class FakeBrowser {
  readonly byId = new Map<string, FakeElement>();
  readonly document: unknown;
  stream: { onmessage?: (event: { data: string }) => void; onerror?: () => void; readyState?: number } = {};
  asked: string[] = [];
  /** What the script wants to be called for later. */
  readonly timers: (() => void)[] = [];
  answer: (path: string) => Promise<Response>;

  /** `answer` gives the JSON of an address. */
  constructor(answer: (path: string) => Promise<Response>) {
    this.answer = answer;
    const element = (id: string) => {
      if (!this.byId.has(id)) this.byId.set(id, new FakeElement(`#${id}`));
      return this.byId.get(id);
    };
    this.document = {
      title: "",
      activeElement: null,
      getElementById: element,
      createElement: (name: string) => new FakeElement(name),
      createElementNS: (_: string, name: string) => new FakeElement(name),
    };
    const opened = (path: string) => {
      this.asked.push(path);
      return this.stream;
    };
    const fetching = (path: string) => {
      this.asked.push(path);
      return this.answer(path);
    };
    const EventSource = Object.assign(
      function (path: string) {
        return opened(path);
      },
      { CLOSED: 2 },
    );
    const setTimeout = (callback: () => void) => this.timers.push(callback);
    Object.assign(globalThis, { document: this.document, EventSource, fetch: fetching, setTimeout });
  }
}
