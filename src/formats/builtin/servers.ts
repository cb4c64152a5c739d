/** What servers and the kernel write: Apache, nginx, redis, PostgreSQL, MySQL, dmesg. */
import type { BuiltinFormat } from "./builtin_format.ts";

/** The more particular first. */
export const SERVER_FORMATS: readonly BuiltinFormat[] = [
  {
    spec: {
      kind: "pattern",
      name: "apache-error",
      patterns: [
        "[{time:weekday}] [{module}:{level}] [pid {pid}] {message}",
        "[{time:weekday}] [:{level}] [pid {pid}] {message}",
        "[{time:weekday}] [{level}] {message}",
      ],
    },
    samples: [
      {
        line:
          "[Thu Feb 29 10:11:12.902022 2024] [core:error] [pid 35708:tid 4328636416] [client 72.15.99.187] File missing",
        time: "2024-02-29T10:11:12.902Z",
        severity: 17,
        message: "[client 72.15.99.187] File missing",
      },
      {
        line: "[Thu Feb 29 10:11:12 2024] [notice] workerEnv.init() ok /etc/httpd/conf/workers2.properties",
        time: "2024-02-29T10:11:12Z",
        severity: 10,
        message: "workerEnv.init() ok /etc/httpd/conf/workers2.properties",
      },
    ],
  },
  {
    spec: {
      kind: "pattern",
      name: "nginx-error",
      patterns: ["{time:iso} [{level}] {pid:number}#{tid:number}: {message}"],
    },
    samples: [{
      line: "2024/02/29 10:11:12 [crit] 1234#5: *45 connect() to unix:/run/app.sock failed",
      time: "2024-02-29T10:11:12Z",
      severity: 18,
      message: "*45 connect() to unix:/run/app.sock failed",
    }],
  },
  {
    spec: {
      kind: "pattern",
      name: "redis",
      patterns: [
        "{pid:number}:{role} {time:clf} {level:redis} {message}",
        "[{pid:number}] {time:clf} {level:redis} {message}",
      ],
    },
    samples: [{
      line: "1234:M 29 Feb 2024 10:11:12.123 * Ready to accept connections",
      time: "2024-02-29T10:11:12.123Z",
      severity: 10,
      message: "Ready to accept connections",
    }],
  },
  {
    spec: {
      kind: "pattern",
      name: "postgresql",
      patterns: [
        "{time:iso} [{pid}] {level}: {message}",
        "{time:iso} [{pid}] {user}@{database} {level}: {message}",
        "{time:iso} {zone} [{pid}] {level}: {message}",
        "{time:iso} {zone} [{pid}] {user}@{database} {level}: {message}",
        "{time:iso} [{pid}] {user}@{database} {label}: {message}",
        "{time:iso} {zone} [{pid}] {user}@{database} {label}: {message}",
        "{time:iso} [{pid}] {label}: {message}",
        "{time:iso} {zone} [{pid}] {label}: {message}",
      ],
    },
    voting: 4,
    samples: [{
      line: '2024-02-29 10:11:12.123 UTC [4711] app@shop ERROR:  relation "x" does not exist at character 15',
      time: "2024-02-29T10:11:12.123Z",
      severity: 17,
      message: 'relation "x" does not exist at character 15',
    }],
  },
  {
    spec: {
      kind: "pattern",
      name: "mysql",
      patterns: [
        "{time:iso} {thread:number} [{level:mysql}] [{code}] [{subsystem}] {message}",
        "{time:iso} {thread:number} [{label}] [{code}] [{subsystem}] {message}",
      ],
    },
    samples: [
      {
        line: "2024-02-29T10:11:12.123456Z 0 [Warning] [MY-010068] [Server] CA certificate ca.pem is self signed.",
        time: "2024-02-29T10:11:12.123Z",
        severity: 13,
        message: "CA certificate ca.pem is self signed.",
      },
      {
        line: "2024-02-29T10:11:12.123456Z 7 [Note] [MY-010914] [Server] Aborted connection 7 to db: 'shop'.",
        time: "2024-02-29T10:11:12.123Z",
        severity: 9,
        message: "Aborted connection 7 to db: 'shop'.",
      },
      {
        line: "2024-02-29T10:11:12.123456Z 0 [System] [MY-010931] [Server] ready for connections.",
        time: "2024-02-29T10:11:12.123Z",
        severity: 10,
        message: "ready for connections.",
      },
    ],
  },
  {
    spec: { kind: "pattern", name: "mysql", patterns: ["{time:iso} {thread:number} [{level:mysql}] {message}"] },
    samples: [{
      line: "2024-02-29 10:11:12 0 [Note] InnoDB: Buffer pool(s) load completed",
      time: "2024-02-29T10:11:12Z",
      severity: 9,
      message: "InnoDB: Buffer pool(s) load completed",
    }],
  },
  {
    spec: {
      kind: "pattern",
      name: "dmesg",
      patterns: ["[{time:uptime}] {message}", "<{pri}>[{time:uptime}] {message}"],
    },
    samples: [{
      line: "[   12.345678] usb 1-1: new high-speed USB device number 2 using xhci_hcd",
      time: null,
      severity: 0,
      message: "usb 1-1: new high-speed USB device number 2 using xhci_hcd",
    }],
  },
  {
    spec: {
      kind: "pattern",
      name: "websphere",
      patterns: [
        "[{time:mdy} {zone}] {thread} {component} {level} {message}",
        "[{time:mdy} {zone}] {thread} {component} {kind} {message}",
        "[{time:mdy}] {thread} {component} {level} {message}",
        "[{time:mdy}] {thread} {component} {kind} {message}",
      ],
    },
    samples: [{
      line: "[2/29/24 10:11:12:123 UTC] 0000001c ApplicationMg E   WSVR0501E: Error creating component",
      time: "2024-02-29T10:11:12.123Z",
      severity: 17,
      message: "WSVR0501E: Error creating component",
    }],
  },
];
