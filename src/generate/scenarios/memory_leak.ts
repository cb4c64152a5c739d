/**
 * The heap of an order process grows from collection to collection, which take longer and longer (known lines, level
 * DEBUG, odd values), until the process runs out of memory and the kernel kills it.
 */
import { eventFrom } from "../event.ts";
import { linesOf } from "../message_template.ts";
import { COLLECTED } from "../services/orders.ts";
import { growth, momentAt, moments } from "./moments.ts";
import type { Scenario } from "./scenario.ts";

const OVERHEAD = linesOf("orders")("WARN", "Garbage collection takes {share}% of the time", "Jvm");
const OUT_OF_MEMORY = linesOf("orders")("FATAL", "java.lang.OutOfMemoryError: Java heap space", "Jvm");
const KILLED = linesOf("host")(
  "ERROR",
  "Out of memory: killed process {pid} (java), total-vm {kilobytes}kB",
  "Kernel",
);

/** From here on it says so itself. */
const OVERHEAD_FROM = 0.6;

export const memoryLeak: Scenario = {
  name: "memory_leak",
  severity: "critical",
  summary: "a heap grows until the kernel kills the process (numbers first, then WARN, FATAL and ERROR lines)",
  *lines(run) {
    const { about, endMs } = run;
    const { random } = about;
    for (const { timeMs, progress } of moments(run, { share: 0.02, perSecondMin: 1 })) {
      const heap_mb = Math.round(growth(800, 4050, progress) + random.normal(0, 10));
      const gc_ms = Math.round(growth(40, 2600, progress) * random.logNormal(1, 0.1));
      yield eventFrom(COLLECTED, timeMs, { about, given: { heap_mb, gc_ms } });
      if (progress < OVERHEAD_FROM || random.chance(0.6)) continue;
      yield eventFrom(OVERHEAD, timeMs, { about, given: { share: Math.round(98 * progress) } });
    }
    const stack = [
      "\tat java.base/java.util.Arrays.copyOf(Arrays.java:3481)",
      "\tat com.example.shop.orders.Baskets.all(Baskets.java:91)",
    ];
    yield { ...eventFrom(OUT_OF_MEMORY, momentAt(run, 0.99), { about }), stack };
    yield eventFrom(KILLED, endMs, { about, given: { kilobytes: random.integer(4_100_000, 4_300_000) } });
  },
};
