/** A number that names something is no measure: far off it is no outlier, while a measure of the same line is. */
import { assertEquals } from "@std/assert";
import { isIdentifierName } from "../../src/core/identifier.ts";
import { Random } from "../../src/generate/random.ts";
import { TempFolder } from "../sources/temp_folder.ts";
import { runLog } from "./run_log.ts";

const LINES = 2000;
/** In so short a log nothing is as rare as it takes to be told of by itself. */
const THRESHOLD = .5;
const NAMES: readonly (readonly [name: string, isOne: boolean])[] = [
  ...["pid", "PID", "tid", "uid", "euid", "id", "order_id", "userId", "trace.id", "thread id", "thread-id", "sessionID"]
    .map((name) => [name, true] as const),
  ...["REQUEST_ID", "sessionid", "http.request.id", "thread", "uuid"].map((name) => [name, true] as const),
  ...[
    "latency_ms",
    "paid",
    "amountPaid",
    "order.paid",
    "bid",
    "valid",
    "grid",
    "identity",
    "ids",
    "idle",
    "threads",
    "",
  ]
    .map((name) => [name, false] as const),
];

for (const [name, isOne] of NAMES) {
  Deno.test(`${name === "" ? "a number without a name" : name} ${isOne ? "names something" : "is a measure"}`, () => {
    assertEquals(isIdentifierName(name), isOne);
  });
}

/** A line of each format, with a number that names something and one that measures. */
const FORMATS: readonly (readonly [format: string, write: (time: string, id: number, measure: number) => string])[] = [
  [
    "JSON",
    (time, id, measure) => JSON.stringify({ ts: time, level: "info", msg: "cart seen", pid: id, took: measure }),
  ],
  ["nested JSON", (time, id, measure) => JSON.stringify({ ts: time, msg: "cart seen", order: { id }, took: measure })],
  ["logfmt", (time, id, measure) => `ts=${time} level=info msg="cart seen" userId=${id} took=${measure}`],
  ["the message", (time, id, measure) => `${time} INFO cart seen, uid=${id} took ${measure} ms`],
  ["words of the message", (time, id, measure) => `${time} INFO worker with pid ${id} took ${measure} ms`],
];

function logOf(write: (typeof FORMATS)[number][1], odd: { readonly id?: number; readonly measure?: number }): string {
  const random = new Random(7);
  return Array.from({ length: LINES }, (_, k) => {
    const time = new Date(Date.UTC(2026, 1, 3) + k * 1000).toISOString();
    const isOdd = k === LINES - 100;
    const [id, measure] = [random.integer(16_000, 18_000), random.integer(16_000, 18_000)];
    return `${write(time, isOdd ? odd.id ?? id : id, isOdd ? odd.measure ?? measure : measure)}\n`;
  }).join("");
}

/** Lines that are told of. */
async function found(log: string, detector = "numeric_outlier"): Promise<number[]> {
  using folder = new TempFolder();
  const { events } = await runLog(folder.write("app.log", log), {
    detectors: new Set([detector]),
    alertThreshold: THRESHOLD,
  });
  return events.split("\n").filter((line) => line.includes('"anomaly"')).map((line) => JSON.parse(line).line);
}

for (const [format, write] of FORMATS) {
  Deno.test(`in ${format} an identifier far from all others is no outlier, and a measure is`, async () => {
    assertEquals(await found(logOf(write, { id: 18 })), []);
    assertEquals(await found(logOf(write, { measure: 18 })), [LINES - 99]);
  });
}

Deno.test("what is known of an identifier's values stays: a user id that never came is a new value", async () => {
  const write = (id: number, k: number) =>
    JSON.stringify({
      ts: new Date(Date.UTC(2026, 1, 3) + k * 1000).toISOString(),
      msg: "login",
      uid: id,
      took: k % 50,
    });
  const log = Array.from({ length: LINES }, (_, k) => `${write(k === LINES - 100 ? 0 : 1000 + k % 2, k)}\n`).join("");
  assertEquals(await found(log, "new_value"), [LINES - 99]);
});
