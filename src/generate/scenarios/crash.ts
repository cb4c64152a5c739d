/**
 * The api dies of an exception that was never seen before, with a stack trace over many lines, and is started again by
 * its supervisor.
 */
import { eventFrom, messageTemplate } from "../message_template.ts";
import type { Scenario } from "./scenario.ts";

const CRASHED = messageTemplate("FATAL", "api", "Unhandled exception in thread worker-{node}, shutting down");
const EXITED = messageTemplate("ERROR", "api", "Process {pid} exited with code 134");
const RESTART: readonly (readonly [share: number, template: ReturnType<typeof messageTemplate>])[] = [
  [0.3, messageTemplate("WARN", "api", "Supervisor restarts process {pid}, attempt 1 of 5")],
  [0.6, messageTemplate("INFO", "api", "Starting version 4.2.1, process {next_pid}")],
  [0.8, messageTemplate("INFO", "api", "Warming caches from snapshot {snapshot_id}")],
  [1.0, messageTemplate("INFO", "api", "Listening on port 8080 after restart, process {next_pid}")],
];

/** What the trace says after its head; the numbers of lines are those of the build that crashed. */
function stackTrace(orderId: number): string[] {
  return [
    `java.lang.IllegalStateException: ledger of order ${orderId} is out of balance`,
    "\tat com.example.shop.ledger.Balance.verify(Balance.java:118)",
    "\tat com.example.shop.ledger.Ledger.close(Ledger.java:74)",
    "\tat com.example.shop.orders.OrderService.settle(OrderService.java:203)",
    "\tat com.example.shop.http.OrderHandler.handle(OrderHandler.java:57)",
    "\tat java.base/java.util.concurrent.ThreadPoolExecutor.runWorker(ThreadPoolExecutor.java:1144)",
    "\tat java.base/java.lang.Thread.run(Thread.java:1583)",
    "Caused by: java.lang.ArithmeticException: BigInteger out of long range",
    "\tat java.base/java.math.BigInteger.longValueExact(BigInteger.java:4987)",
    "\tat com.example.shop.ledger.Balance.verify(Balance.java:112)",
    "\t... 5 more",
  ];
}

export const crash: Scenario = {
  name: "crash",
  severity: "critical",
  summary: "the api dies of an exception never seen before, with a stack trace, and restarts",
  *lines({ startMs, durationMs, random }) {
    const given = {
      trace_id: random.hex(16),
      pid: random.integer(2_000, 32_000),
      next_pid: random.integer(32_001, 60_000),
    };
    yield { ...eventFrom(CRASHED, startMs, { random, given }), stack: stackTrace(random.integer(10_000, 99_999)) };
    const { trace_id: _, ...afterwards } = given;
    yield eventFrom(EXITED, startMs + durationMs * 0.05, { random, given: afterwards });
    for (const [share, template] of RESTART) {
      yield eventFrom(template, startMs + durationMs * share, { random, given: afterwards });
    }
  },
};
