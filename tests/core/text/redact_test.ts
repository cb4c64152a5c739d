/** What is taken out of events. */
import { assert, assertEquals } from "@std/assert";
import { createRedactor, redactEvent } from "../../../src/core/text/redact.ts";
import { anomaly, update } from "../../alerts/world.ts";

Deno.test("what a pattern matches is in no text of an event any more", () => {
  const redact = createRedactor(["password=\\S+", "\\b\\d{16}\\b"])!;
  const event = redactEvent(
    anomaly("1234567890123456", {
      message: "login password=hunter2 card 1234567890123456",
      template: "login password=hunter2 card <*>",
      reason: "the value password=hunter2 is new",
      session: "password=hunter2",
      evidence: { values: ["password=hunter2"], deep: { "password=hunter2": { text: "password=hunter2" } }, n: 3 },
    }),
    redact,
  );
  assert(!JSON.stringify(event).includes("hunter2"));
  assertEquals(event.message, "login [redacted] card [redacted]");
  assertEquals([event.id, event.evidence.n], ["1234567890123456", 3]);
  const more = redactEvent(update("a", { continuation: ["at password=hunter2"] }), redact);
  assertEquals(more.continuation, ["at [redacted]"]);
});

Deno.test("without patterns nothing is done, and a pattern that matches nothing adds nothing", () => {
  assertEquals(createRedactor([]), undefined);
  assertEquals(createRedactor(["x*"])!("abxc"), "ab[redacted]c");
});
