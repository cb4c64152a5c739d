/** What each service writes. The access log is written by requests alone. */
import { AUTH } from "./auth.ts";
import { CACHE } from "./cache.ts";
import { DATABASE } from "./database.ts";
import { GATEWAY } from "./gateway.ts";
import { HOST } from "./host.ts";
import type { ServiceLines } from "./lines.ts";
import { ORDERS } from "./orders.ts";
import { PAYMENTS } from "./payments.ts";
import type { ServiceName } from "./service.ts";
import { WORKER } from "./worker.ts";

export const SERVICE_LINES: Readonly<Partial<Record<ServiceName, ServiceLines>>> = {
  gateway: GATEWAY,
  auth: AUTH,
  orders: ORDERS,
  payments: PAYMENTS,
  database: DATABASE,
  cache: CACHE,
  worker: WORKER,
  host: HOST,
};
