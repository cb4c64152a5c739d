/**
 * The formats that Oddline knows by name, as data: how each is read, and lines of it with what they say. Detection
 * goes through them in this order, the more particular first; tests/formats/builtin_test.ts runs every sample through
 * every format. Headers that are not here are learnt (columns.ts).
 */
import type { PatternSpec, StructuredSpec } from "./format.ts";

export interface FormatSample {
  readonly line: string;
  /** ISO 8601; null where the line has no date. Read in UTC, in a stream that was last written at SAMPLE_REFERENCE. */
  readonly time: string | null;
  readonly severity: number;
  readonly message: string;
}

export interface BuiltinFormat {
  readonly spec: PatternSpec | StructuredSpec;
  /** How many of the patterns, from the first, tell that a stream is of this format; the others take what is left. */
  readonly voting?: number;
  readonly samples: readonly FormatSample[];
}

/** Dates without a year are the latest before this. */
export const SAMPLE_REFERENCE = Date.UTC(2024, 5, 30);

export const STRUCTURED_FORMATS: readonly BuiltinFormat[] = [
  {
    spec: { kind: "json", name: "json" },
    samples: [
      {
        line: '{"ts":"2024-02-29T10:11:12.123Z","level":"warn","msg":"disk is nearly full","free":0.04}',
        time: "2024-02-29T10:11:12.123Z",
        severity: 13,
        message: "disk is nearly full",
      },
      {
        line: '{"level":30,"time":1709201472123,"pid":42,"hostname":"h","msg":"listening"}',
        time: "2024-02-29T10:11:12.123Z",
        severity: 9,
        message: "listening",
      },
      {
        line: '{"@timestamp": "2024-02-29T11:11:12+01:00", "log": {"level": "ERROR"}, "message": "a \\"b\\" c"}',
        time: "2024-02-29T10:11:12Z",
        severity: 17,
        message: 'a \\"b\\" c',
      },
    ],
  },
  {
    spec: { kind: "clf", name: "clf" },
    samples: [
      {
        line:
          '10.0.0.7 - frank [29/Feb/2024:10:11:12 +0000] "GET /a?b=1 HTTP/1.1" 200 2326 "http://h/" "Mozilla/5.0 (X11)"',
        time: "2024-02-29T10:11:12Z",
        severity: 9,
        message: '"GET /a?b=1 HTTP/1.1" 200 2326 "http://h/" "Mozilla/5.0 (X11)"',
      },
      {
        line: 'www.example.org:80 10.0.0.7 - - [29/Feb/2024:10:11:12 +0100] "POST /x HTTP/1.1" 503 - "-" "-" 0.317',
        time: "2024-02-29T09:11:12Z",
        severity: 17,
        message: '"POST /x HTTP/1.1" 503 - "-" "-" 0.317',
      },
    ],
  },
  {
    spec: { kind: "logfmt", name: "logfmt" },
    samples: [
      {
        line: 'ts=2024-02-29T10:11:12.5Z level=info caller=main.go:12 msg="it is \\"done\\"" took=12ms',
        time: "2024-02-29T10:11:12.5Z",
        severity: 9,
        message: 'it is \\"done\\"',
      },
    ],
  },
];

const SYSLOG_FORMATS: readonly BuiltinFormat[] = [
  {
    spec: {
      kind: "pattern",
      name: "syslog-rfc5424",
      patterns: [
        "<{pri}>1 {time} {host} {component} {pid} {msgid} {structured_data:sd} {message}",
        "<{pri}>1 - {host} {component} {pid} {msgid} {structured_data:sd} {message}",
      ],
    },
    samples: [{
      line:
        '<165>1 2024-02-29T10:11:12.003Z host.example.org evntslog - ID47 [a@32473 iut="3\\"]"][b@1 c="d"] An event',
      time: "2024-02-29T10:11:12.003Z",
      severity: 10,
      message: "An event",
    }],
  },
  {
    spec: {
      kind: "pattern",
      name: "syslog",
      patterns: [
        "<{pri}>{time:syslog} {host} {tag} {message}",
        "<{pri}>{time:iso} {host} {tag} {message}",
      ],
    },
    samples: [{
      line: "<34>Feb 29 10:11:12 mymachine su[12]: 'su root' failed for lonvick on /dev/pts/8",
      time: "2024-02-29T10:11:12Z",
      severity: 18,
      message: "'su root' failed for lonvick on /dev/pts/8",
    }],
  },
  {
    spec: { kind: "pattern", name: "syslog", patterns: ["{time:syslog} {host} {tag} {message}"] },
    samples: [
      {
        line: "Feb  9 10:11:12 combo sshd(pam_unix)[19939]: authentication failure; logname= uid=0",
        time: "2024-02-09T10:11:12Z",
        severity: 0,
        message: "authentication failure; logname= uid=0",
      },
      {
        line: "Feb 29 10:11:12 web1 kernel: [   12.345678] eth0: link up",
        time: "2024-02-29T10:11:12Z",
        severity: 0,
        message: "eth0: link up",
      },
    ],
  },
  {
    spec: {
      kind: "pattern",
      name: "syslog",
      patterns: [
        "{time:iso} {host} {component}[{pid:number}]: {message}",
        "{time:iso} {host} {tag} {message}",
      ],
    },
    voting: 1,
    samples: [{
      line: "2024-02-29T11:11:12.123456+01:00 web1 systemd[1]: Started Daily apt download activities.",
      time: "2024-02-29T10:11:12.123Z",
      severity: 0,
      message: "Started Daily apt download activities.",
    }],
  },
];

const SERVER_FORMATS: readonly BuiltinFormat[] = [
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
        "{time:iso} {thread:number} [{level}] [{code}] [{subsystem}] {message}",
        "{time:iso} {thread:number} [{label}] [{code}] [{subsystem}] {message}",
      ],
    },
    samples: [{
      line: "2024-02-29T10:11:12.123456Z 0 [Warning] [MY-010068] [Server] CA certificate ca.pem is self signed.",
      time: "2024-02-29T10:11:12.123Z",
      severity: 13,
      message: "CA certificate ca.pem is self signed.",
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
];

const LIBRARY_FORMATS: readonly BuiltinFormat[] = [
  {
    spec: { kind: "pattern", name: "seed", patterns: ["[{time}] [{level}] [{component}] {message}"] },
    samples: [{
      line: "[2024-02-29 10:11:12] [INFO] [auth] Session created for user session duration: 2737s",
      time: "2024-02-29T10:11:12Z",
      severity: 9,
      message: "Session created for user session duration: 2737s",
    }],
  },
  {
    spec: {
      kind: "pattern",
      name: "glog",
      patterns: [
        "{level:letter}{time:glog} {tid:number} {file}:{line:number}] {message}",
        "{level:letter}{time:compact} {tid:number} {file}:{line:number}] {message}",
      ],
    },
    samples: [{
      line: "E0229 10:11:12.123456    4711 reflector.go:138] failed to list *v1.Pod: connection refused",
      time: "2024-02-29T10:11:12.123Z",
      severity: 17,
      message: "failed to list *v1.Pod: connection refused",
    }],
  },
  {
    spec: {
      kind: "pattern",
      name: "spring-boot",
      patterns: [
        "{time:iso} {level} {pid:number} --- [{application}] [{thread}] {component} : {message}",
        "{time:iso} {level} {pid:number} --- [{thread}] {component} : {message}",
      ],
    },
    samples: [{
      line:
        "2024-02-29T10:11:12.123Z  INFO 4711 --- [           main] o.s.b.w.embedded.tomcat.TomcatWebServer  : Tomcat started",
      time: "2024-02-29T10:11:12.123Z",
      severity: 9,
      message: "Tomcat started",
    }],
  },
  {
    spec: {
      kind: "pattern",
      name: "log4j",
      patterns: [
        "{time} [{thread}] {level} {component} - {message}",
        "{time} {level} [{thread}] {component} - {message}",
        "{time} {level} [{thread}] {component}: {message}",
        "{time:clock} [{thread}] {level} {component} - {message}",
      ],
    },
    samples: [
      {
        line: "2024-02-29 10:11:12,123 [main] INFO  com.example.App - Started in 3.2 s",
        time: "2024-02-29T10:11:12.123Z",
        severity: 9,
        message: "Started in 3.2 s",
      },
      {
        line: "2024-02-29 10:11:12,123 WARN [IPC Server handler 4] org.example.Server: slow call",
        time: "2024-02-29T10:11:12.123Z",
        severity: 13,
        message: "slow call",
      },
    ],
  },
  {
    spec: {
      kind: "pattern",
      name: "python-logging",
      patterns: ["{time} - {component} - {level} - {message}", "{level}:{component}:{message}"],
    },
    samples: [
      {
        line: "2024-02-29 10:11:12,123 - app.worker - CRITICAL - queue is gone",
        time: "2024-02-29T10:11:12.123Z",
        severity: 18,
        message: "queue is gone",
      },
      { line: "WARNING:root:be careful", time: null, severity: 13, message: "be careful" },
    ],
  },
  {
    spec: {
      kind: "pattern",
      name: "loguru",
      patterns: ["{time} | {level} | {component} - {message}", "{time} | {label} | {component} - {message}"],
    },
    voting: 1,
    samples: [{
      line: "2024-02-29 10:11:12.123 | ERROR    | app.main:run:12 - it broke",
      time: "2024-02-29T10:11:12.123Z",
      severity: 17,
      message: "it broke",
    }],
  },
  {
    spec: {
      kind: "pattern",
      name: "ruby-logger",
      patterns: [
        "{level:letter}, [{time} #{pid:number}] {label} -- : {message}",
        "{level:letter}, [{time} #{pid:number}] {label} -- {component}: {message}",
      ],
    },
    samples: [{
      line: "I, [2024-02-29T10:11:12.123456 #4711]  INFO -- : Completed 200 OK in 12ms",
      time: "2024-02-29T10:11:12.123Z",
      severity: 9,
      message: "Completed 200 OK in 12ms",
    }],
  },
  {
    spec: { kind: "pattern", name: "level", patterns: ["{level}: {message}", "[{level}] {message}"] },
    samples: [{
      line: 'INFO:     127.0.0.1:53704 - "GET / HTTP/1.1" 200 OK',
      time: null,
      severity: 9,
      message: '127.0.0.1:53704 - "GET / HTTP/1.1" 200 OK',
    }],
  },
];

/** All formats that are not wrapped around others, the more particular first. */
export const BUILTIN_FORMATS: readonly BuiltinFormat[] = [
  ...STRUCTURED_FORMATS,
  ...SYSLOG_FORMATS,
  ...SERVER_FORMATS,
  ...LIBRARY_FORMATS,
];
