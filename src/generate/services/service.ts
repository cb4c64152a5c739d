/** The services of the simulated shop: who writes lines. */

export interface ServiceFacts {
  /** One of the seed's components. */
  readonly component: string;
  /** Processes, each on a host of its own. */
  readonly instances: number;
  /** The class that writes a line unless the line says otherwise. */
  readonly module: string;
}

export const SERVICES = {
  access: { component: "network", instances: 2, module: "AccessLog" },
  gateway: { component: "network", instances: 2, module: "Gateway" },
  auth: { component: "auth", instances: 2, module: "AuthService" },
  orders: { component: "api", instances: 3, module: "OrderService" },
  payments: { component: "api", instances: 2, module: "PaymentService" },
  database: { component: "database", instances: 1, module: "Postgres" },
  cache: { component: "cache", instances: 1, module: "Redis" },
  worker: { component: "storage", instances: 2, module: "Worker" },
  host: { component: "security", instances: 4, module: "System" },
} as const satisfies Readonly<Record<string, ServiceFacts>>;

export type ServiceName = keyof typeof SERVICES;
export const SERVICE_NAMES = Object.keys(SERVICES) as ServiceName[];
