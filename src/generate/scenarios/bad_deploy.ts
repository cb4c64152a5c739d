/** The order service is deployed, and from then on some orders fail with an exception that was never seen before. */
import { eventFrom } from "../event.ts";
import { linesOf } from "../message_template.ts";
import { ORDERS_DEPLOY } from "../services/orders.ts";
import { momentAt, moments } from "./moments.ts";
import type { Scenario } from "./scenario.ts";

const line = linesOf("orders");
const FAILED = line("ERROR", "Order {order_id} cannot be placed: java.lang.NullPointerException", "OrderService");
const ROLLED_BACK = line("WARN", "Rolling back to version 4.2.16", "Lifecycle");

const STACK = [
  'java.lang.NullPointerException: Cannot invoke "Voucher.code()" because "voucher" is null',
  "\tat com.example.shop.orders.Vouchers.apply(Vouchers.java:44)",
  "\tat com.example.shop.orders.OrderService.place(OrderService.java:171)",
  "\tat com.example.shop.http.OrderHandler.handle(OrderHandler.java:63)",
];
/** The part of it that the deploy itself takes, whose lines are those of every deploy. */
const DEPLOY_SHARE = 0.1;

export const badDeploy: Scenario = {
  name: "bad_deploy",
  severity: "critical",
  summary: "after a deploy orders fail with an exception never seen before (ERROR lines with stack traces)",
  *lines(run) {
    const { about, endMs, startMs, durationMs } = run;
    for (const [index, template] of ORDERS_DEPLOY.entries()) {
      const timeMs = startMs + durationMs * DEPLOY_SHARE * index / ORDERS_DEPLOY.length;
      yield { ...eventFrom(template, timeMs, { about, given: { version: "4.3.0" } }), harmless: true };
    }
    const broken = { ...run, startMs: momentAt(run, DEPLOY_SHARE), durationMs: durationMs * (1 - DEPLOY_SHARE) };
    for (const { timeMs } of moments(broken, { share: 0.02, perSecondMin: 0.5 })) {
      yield { ...eventFrom(FAILED, timeMs, { about, given: { trace_id: about.random.hex(16) } }), stack: STACK };
    }
    yield eventFrom(ROLLED_BACK, endMs, { about });
  },
};
