/**
 * A process of the order service dies of an exception that was never seen before, with a stack trace, is started again
 * by its supervisor, and dies of it again, each time after a longer pause.
 */
import { eventFrom } from "../event.ts";
import { linesOf } from "../message_template.ts";
import { type Scenario } from "./scenario.ts";

const line = linesOf("orders");
const CRASHED = line("FATAL", "Unhandled exception in thread exec-{node}, shutting down", "Lifecycle");
const EXITED = linesOf("host")("ERROR", "Process {pid} exited with code 134", "Supervisor");
const RESTARTED = linesOf("host")("WARN", "Supervisor restarts process {pid}, attempt {attempt} of 5", "Supervisor");
const STARTING = line("INFO", "Recovering state after unclean shutdown, process {pid}", "Lifecycle");

const CRASHES = 4;

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

export const crashLoop: Scenario = {
  name: "crash_loop",
  severity: "critical",
  summary: "a process dies of an unknown exception, restarts, and dies again",
  *lines({ startMs, durationMs, about }) {
    const { random } = about;
    let pid = random.integer(2_000, 32_000);
    for (let attempt = 1; attempt <= CRASHES; attempt++) {
      // pauses double: 1, 2, 4 parts of the whole
      const beganMs = startMs + durationMs * (2 ** (attempt - 1) - 1) / 2 ** (CRASHES - 1);
      const stepMs = durationMs / 2 ** CRASHES;
      const given = { pid, attempt };
      const crashed = eventFrom(CRASHED, beganMs, { about, given: { trace_id: random.hex(16) } });
      yield { ...crashed, stack: stackTrace(random.integer(100_000, 999_999)) };
      yield eventFrom(EXITED, beganMs + stepMs * 0.1, { about, given });
      yield eventFrom(RESTARTED, beganMs + stepMs * 0.3, { about, given });
      pid = random.integer(2_000, 32_000);
      yield eventFrom(STARTING, beganMs + stepMs * 0.5, { about, given: { pid } });
    }
  },
};
