import { assert, assertEquals } from "@std/assert";
import { Dashboard, type DashboardTerminal, type Observed } from "../../src/cli/dashboard/dashboard.ts";
import type { Snapshot } from "../../src/core/views/snapshot.ts";
import type { Terminal } from "../../src/cli/dashboard/terminal.ts";
import { sampleSnapshot } from "../tui/sample.ts";
import { Screen } from "../tui/screen.ts";

type Events = ConstructorParameters<typeof Terminal>[0];

/** A dashboard on a terminal of its own, which can be made to stall. */
class Shown {
  readonly screen = new Screen(100, 30);
  readonly failures: unknown[] = [];
  frames = 0;
  lines = 1_000_000;
  isEntered = false;
  hasQuit = false;
  snapshot: () => Snapshot = () => sampleSnapshot({ totals: { ...sampleSnapshot().totals, lines: this.lines } });
  readonly dashboard: Dashboard;
  events!: Events;
  #stall: PromiseWithResolvers<void> | undefined;

  constructor() {
    const observed: Observed = {
      lines: 0,
      look() {},
      snapshot: () => this.snapshot(),
    };
    Object.defineProperty(observed, "lines", { get: () => this.lines });
    this.dashboard = new Dashboard(
      { now: () => Date.now(), env: {} },
      {
        observed,
        act: () => Promise.resolve(""),
        quit: () => this.hasQuit = true,
        failed: (error) => this.failures.push(error),
      },
      {
        fps: 100,
        theme: "dark",
        columns: undefined,
        ascii: false,
        mouse: true,
        timeZone: "UTC",
        isFirstRun: false,
      },
      (events) => this.#open(events),
    );
    this.dashboard.open();
  }

  /** Whoever reads what is written reads no more of it until `goOn`. */
  stall(): void {
    this.#stall = Promise.withResolvers();
  }

  goOn(): void {
    this.#stall?.resolve();
    this.#stall = undefined;
  }

  press(key: string): void {
    this.events.onInput({ type: "key", key });
  }

  /** Waits until the terminal shows this. */
  async shows(text: string): Promise<void> {
    for (let tries = 0; !this.screen.text().includes(text); tries++) {
      assert(tries < 2000, `${text} is not shown:\n${this.screen.text()}`);
      await pass(5);
    }
  }

  [Symbol.dispose](): void {
    this.goOn();
    this.dashboard.close();
    this.screen.dispose();
  }

  #open(events: Events): DashboardTerminal {
    this.events = events;
    let written = 0;
    let isBusy = false;
    return {
      enter: () => void (this.isEntered = true),
      idle: Promise.resolve(),
      settle: () => Promise.resolve(),
      leave: () => void (this.isEntered = false),
      close: () => void (this.isEntered = false),
      lend: (use) => use(),
      send() {},
      size: () => ({ columns: 100, rows: 30 }),
      get isBusy() {
        return isBusy;
      },
      get written() {
        return written;
      },
      write: async (text) => {
        if (text === "") return;
        assert(!isBusy, "one frame at a time");
        isBusy = true;
        this.frames++;
        written += text.length;
        await this.#stall?.promise;
        await this.screen.write(text);
        isBusy = false;
      },
    };
  }
}

function pass(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

Deno.test("while the terminal stalls no frame is made, and afterwards the newest state is shown at once", async () => {
  using shown = new Shown();
  await shown.shows("1.00 M lines");
  shown.stall();
  shown.lines = 2_000_000;
  const before = shown.frames;
  while (shown.frames === before) await pass(5);
  // one frame is on its way; whatever comes and is pressed meanwhile makes no other
  for (let k = 3; k < 20; k++) {
    shown.lines = k * 1_000_000;
    shown.press(k % 2 === 0 ? "2" : "1");
    await pass(2);
  }
  assertEquals(shown.frames, before + 1);
  shown.goOn();
  await shown.shows("19.0 M lines");
});

Deno.test("a fault in drawing gives the terminal back and is told of, once", async () => {
  using shown = new Shown();
  await shown.shows("1.00 M lines");
  const fault = new Error("a fault");
  shown.snapshot = () => ({
    ...sampleSnapshot(),
    get anomalies(): never {
      throw fault;
    },
  });
  shown.lines++;
  while (shown.failures.length === 0) await pass(5);
  assertEquals([shown.isEntered, shown.failures], [false, [fault]]);
  await pass(50);
  assertEquals(shown.failures, [fault]);
});

Deno.test("a fault in answering a key does the same", async () => {
  using shown = new Shown();
  await shown.shows("1.00 M lines");
  const fault = new Error("a fault");
  shown.snapshot = () => {
    throw fault;
  };
  shown.press("2");
  while (shown.failures.length === 0) await pass(5);
  assertEquals([shown.isEntered, shown.failures[0]], [false, fault]);
});

Deno.test("where nobody is there any more the run is left", async () => {
  using shown = new Shown();
  await shown.shows("1.00 M lines");
  shown.events.onGone();
  assertEquals(shown.hasQuit, true);
});
