/** The ways that requests take through the services, as data: which lines they leave, and how long each step takes. */
import type { MessageTemplate } from "./message_template.ts";
import type { Flow, Request, Step } from "./request.ts";
import type { Random } from "./random.ts";
import * as auth from "./services/auth.ts";
import * as cache from "./services/cache.ts";
import * as database from "./services/database.ts";
import * as gateway from "./services/gateway.ts";
import * as orders from "./services/orders.ts";
import * as payments from "./services/payments.ts";
import * as worker from "./services/worker.ts";

const product = (random: Random) => `/api/v1/products/${random.integer(1, 20_000)}`;
const order = (_: Random, { orderId }: Request) => `/api/v1/orders/${orderId}`;
const fixed = (path: string) => () => path;

/** The last line of a request, by which its caller is answered. */
const ANSWER: readonly Step[] = [step(gateway.REQUEST_COMPLETED, 1), step(gateway.ACCESS, 0)];

export const FLOWS: readonly Flow[] = [
  flow("browse", 40, ["GET", product, 200, "products"], [auth.TOKEN_VERIFIED, 2], [cache.HIT, 1]),
  flow(
    "browse_uncached",
    10,
    ["GET", product, 200, "products"],
    [auth.TOKEN_VERIFIED, 2],
    [cache.MISS, 1],
    [database.QUERY, 8],
    [cache.STORED, 1],
  ),
  flow(
    "read_order",
    25,
    ["GET", order, 200, "orders"],
    [auth.TOKEN_VERIFIED, 2],
    [cache.MISS, 1],
    [database.QUERY, 8],
    [orders.ORDER_READ, 1],
    [cache.STORED, 1],
  ),
  flow(
    "search",
    12,
    ["GET", (random) => `/api/v1/search?page=${random.integer(1, 40)}`, 200, "products"],
    [database.QUERY, 20],
    [orders.SEARCHED, 2],
  ),
  flow(
    "basket",
    12,
    ["PUT", fixed("/api/v1/basket"), 200, "products"],
    [auth.TOKEN_VERIFIED, 2],
    [orders.BASKET_READ, 2],
    [orders.BASKET_CHANGED, 4],
    [cache.INVALIDATED, 1],
  ),
  flow(
    "login",
    12,
    ["POST", fixed("/api/v1/login"), 200, "users"],
    [database.QUERY, 6],
    [auth.PASSWORD_CHECKED, 60],
    [auth.LOGGED_IN, 2],
    [cache.STORED, 1],
  ),
  flow(
    "place_order",
    12,
    ["POST", fixed("/api/v1/orders"), 201, "orders"],
    [auth.TOKEN_VERIFIED, 2],
    [auth.PERMITTED, 1],
    [orders.ORDER_OPENED, 3],
    [orders.ORDER_PRICED, 4],
    [payments.CHARGE_STARTED, 3],
    [payments.CHARGE_APPROVED, 120],
    [payments.CHARGE_BOOKED, 4],
    [database.TRANSACTION_OPENED, 2],
    [database.ORDER_WRITTEN, 8],
    [cache.INVALIDATED, 1],
    [worker.JOB_QUEUED, 2],
    [orders.ORDER_PLACED, 2],
  ),
  // what the worker does with a placed order has a trace of its own, as it happens later
  {
    name: "fulfil_order",
    weight: 12,
    method: "POST",
    path: fixed("/jobs/order"),
    status: 200,
    table: "orders",
    steps: [
      step(database.QUERY, 0),
      step(worker.INVOICE_WRITTEN, 90),
      step(worker.OBJECT_WRITTEN, 20),
      step(worker.MAIL_SENT, 150),
    ],
  },
  flow(
    "upload",
    4,
    ["PUT", (random) => `/api/v1/files/${random.integer(10_000, 99_999)}`, 204, "products"],
    [auth.TOKEN_VERIFIED, 2],
    [gateway.UPLOAD_RECEIVED, 5],
    [worker.OBJECT_WRITTEN, 40],
  ),
  flow("logout", 4, ["POST", fixed("/api/v1/logout"), 204, "users"], [auth.LOGGED_OUT, 3], [cache.INVALIDATED, 1]),
  flow("invalid_body", 2, ["POST", fixed("/api/v1/orders"), 422, "orders"], [auth.TOKEN_VERIFIED, 2], [
    gateway.BODY_INVALID,
    1,
  ]),
  flow("password_reset", 0.6, ["POST", fixed("/api/v1/password"), 202, "users"], [database.QUERY, 6], [
    auth.RESET_SENT,
    3,
  ], [worker.MAIL_SENT, 150]),
  flow("export", 0.4, ["POST", fixed("/api/v1/exports"), 200, "orders"], [auth.TOKEN_VERIFIED, 2], [
    database.QUERY,
    300,
  ], [worker.EXPORT_DONE, 400]),
  flow(
    "refund",
    0.4,
    ["POST", fixed("/api/v1/refunds"), 200, "orders"],
    [auth.TOKEN_VERIFIED, 2],
    [orders.REFUND_ASKED, 2],
    [database.QUERY, 8],
    [payments.REFUND_PAID, 140],
    [payments.CHARGE_BOOKED, 4],
  ),
];

/** A request of a caller: received, its steps, answered. */
function flow(
  name: string,
  weight: number,
  [method, path, status, table]: readonly [string, Flow["path"], number, string],
  ...steps: readonly (readonly [MessageTemplate, number])[]
): Flow {
  const own = steps.map(([template, gapMs]) => step(template, gapMs));
  return { name, weight, method, path, status, table, steps: [step(gateway.RECEIVED, 0), ...own, ...ANSWER] };
}

function step(template: MessageTemplate, gapMs: number): Step {
  return { template, gapMs, spread: 0.35 };
}
