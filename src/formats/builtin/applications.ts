/** What applications write, and the frameworks they are built on: queues, web frameworks, mail, monitoring agents. */
import type { BuiltinFormat } from "./builtin_format.ts";

/** The more particular first; all of them are more so than syslog and logfmt. */
export const APPLICATION_FORMATS: readonly BuiltinFormat[] = [
  {
    spec: {
      kind: "pattern",
      name: "audit",
      // the type says what happened, so all of the line is the message
      patterns: [
        "type={type} msg=audit({time:epoch}:{serial:number}):",
        "node={node} type={type} msg=audit({time:epoch}:{serial:number}):",
      ],
    },
    samples: [{
      line: "type=USER_LOGIN msg=audit(1709201472.123:457): pid=12 uid=0 op=login res=failed",
      time: "2024-02-29T10:11:12.123Z",
      severity: 0,
      message: "type=USER_LOGIN msg=audit(1709201472.123:457): pid=12 uid=0 op=login res=failed",
    }],
  },
  {
    spec: { kind: "pattern", name: "celery", patterns: ["[{time}: {level}/{process}] {message}"] },
    samples: [{
      line: "[2024-02-29 10:11:12,123: WARNING/ForkPoolWorker-1] task is slow",
      time: "2024-02-29T10:11:12.123Z",
      severity: 13,
      message: "task is slow",
    }],
  },
  {
    spec: { kind: "pattern", name: "monolog", patterns: ["[{time}] {channel}.{level}: {message}"] },
    samples: [{
      line: "[2024-02-29T10:11:12.123456+00:00] request.CRITICAL: Uncaught PHP Exception [] []",
      time: "2024-02-29T10:11:12.123Z",
      severity: 18,
      message: "Uncaught PHP Exception [] []",
    }, {
      line: "[2024-02-29 10:11:12] production.ERROR: SQLSTATE[HY000] connection refused",
      time: "2024-02-29T10:11:12Z",
      severity: 17,
      message: "SQLSTATE[HY000] connection refused",
    }],
  },
  {
    spec: { kind: "pattern", name: "icinga", patterns: ["[{time}] {level}/{component}: {message}"] },
    samples: [{
      line: "[2024-02-29 10:11:12 +0000] critical/TcpSocket: Invalid socket",
      time: "2024-02-29T10:11:12Z",
      severity: 18,
      message: "Invalid socket",
    }],
  },
  {
    spec: {
      kind: "pattern",
      name: "asterisk",
      patterns: [
        "[{time}] {level}[{thread}][{call}]: {component}: {message}",
        "[{time}] {level}[{thread}][{call}]: {message}",
        "[{time}] {level}[{thread}]: {component}: {message}",
        "[{time}] {level}[{thread}]: {message}",
      ],
    },
    samples: [{
      line: "[Feb 29 10:11:12] NOTICE[123][C-0001]: chan_sip.c:28 Registration failed",
      time: "2024-02-29T10:11:12Z",
      severity: 10,
      message: "chan_sip.c:28 Registration failed",
    }, {
      line: "[Feb 29 10:11:12] ERROR[124]: no codec",
      time: "2024-02-29T10:11:12Z",
      severity: 17,
      message: "no codec",
    }],
  },
  {
    spec: { kind: "pattern", name: "dovecot", patterns: ["{time:syslog} {component}: {level}: {message}"] },
    samples: [{
      line: "Feb 29 10:11:12 imap-login: Error: Mailbox is corrupted",
      time: "2024-02-29T10:11:12Z",
      severity: 17,
      message: "Mailbox is corrupted",
    }],
  },
  {
    spec: { kind: "pattern", name: "telegraf", patterns: ["{time:iso} {level:letter}! {message}"] },
    samples: [{
      line: "2024-02-29T10:11:12Z E! [outputs.influxdb] could not write",
      time: "2024-02-29T10:11:12Z",
      severity: 17,
      message: "[outputs.influxdb] could not write",
    }],
  },
  {
    spec: {
      kind: "pattern",
      name: "cockroach",
      patterns: ["{level:letter}{time:short} {goroutine:number} {file}:{line:number} {message}"],
    },
    samples: [{
      line: "W240229 10:11:12.123456 124 kv/store.go:17 [n1,s1] 2  slow heartbeat",
      time: "2024-02-29T10:11:12.123Z",
      severity: 13,
      message: "[n1,s1] 2  slow heartbeat",
    }],
  },
  {
    spec: {
      kind: "pattern",
      name: "clickhouse",
      patterns: [
        "{time} [ {thread} ] {{{query_id}}} <{level}> {message}",
        "{time} [ {thread} ] {{}} <{level}> {message}",
      ],
    },
    samples: [{
      line: "2024.02.29 10:11:12.123456 [ 124 ] {} <Error> executeQuery: Code: 60.",
      time: "2024-02-29T10:11:12.123Z",
      severity: 17,
      message: "executeQuery: Code: 60.",
    }, {
      line: "2024.02.29 10:11:12.123456 [ 124 ] {abc-def} <Information> Application: Ready.",
      time: "2024-02-29T10:11:12.123Z",
      severity: 9,
      message: "Application: Ready.",
    }],
  },
  {
    spec: {
      kind: "pattern",
      name: "sidekiq",
      patterns: [
        "{time:iso} pid={pid:number} tid={tid} {level}: {message}",
        "{time:iso} pid={pid:number} tid={tid} class={class} jid={jid} {level}: {message}",
        "{time:iso} pid={pid:number} tid={tid} class={class} jid={jid} elapsed={elapsed} {level}: {message}",
      ],
    },
    samples: [{
      line: "2024-02-29T10:11:12.123Z pid=1 tid=abc WARN: RuntimeError: no queue",
      time: "2024-02-29T10:11:12.123Z",
      severity: 13,
      message: "RuntimeError: no queue",
    }, {
      line: "2024-02-29T10:11:12.123Z pid=1 tid=abc class=Mailer jid=123 elapsed=1.2 INFO: done",
      time: "2024-02-29T10:11:12.123Z",
      severity: 9,
      message: "done",
    }],
  },
  {
    spec: {
      kind: "pattern",
      name: "minecraft",
      patterns: [
        "[{time:clock}] [{thread}/{level}] [{component}]: {message}",
        "[{time:clock}] [{thread}/{level}]: {message}",
      ],
    },
    samples: [{
      line: "[10:11:12] [Server thread/WARN]: Can't keep up! Is the server overloaded?",
      time: null,
      severity: 13,
      message: "Can't keep up! Is the server overloaded?",
    }, {
      line: "[10:11:12] [main/ERROR] [net.minecraft.Loader]: a mod is missing",
      time: null,
      severity: 17,
      message: "a mod is missing",
    }],
  },
  {
    spec: {
      kind: "pattern",
      name: "clock-level",
      patterns: ["{time:clock} [{level}] {message}", "{time:clock} {metadata} [{level}] {message}"],
    },
    samples: [{
      line: "10:11:12.123 request_id=abc [error] GenServer terminating",
      time: null,
      severity: 17,
      message: "GenServer terminating",
    }],
  },
  {
    spec: {
      kind: "pattern",
      name: "php",
      patterns: [
        "[{time}] PHP {level} error: {message}",
        "[{time}] PHP {level}: {message}",
        "[{time} {zone}] PHP {level} error: {message}",
        "[{time} {zone}] PHP {level}: {message}",
        "[{time}] PHP {message}",
        "[{time} {zone}] PHP {message}",
      ],
    },
    samples: [{
      line: "[29-Feb-2024 10:11:12 UTC] PHP Fatal error:  Uncaught Exception in /x.php:12",
      time: "2024-02-29T10:11:12Z",
      severity: 21,
      message: "Uncaught Exception in /x.php:12",
    }, {
      line: "[29-Feb-2024 10:11:12 Europe/Berlin] PHP Warning:  Undefined variable $x",
      time: "2024-02-29T10:11:12Z",
      severity: 13,
      message: "Undefined variable $x",
    }],
  },
  {
    spec: {
      kind: "pattern",
      name: "gin",
      patterns: ["[GIN] {time} | {status:number} | {latency} | {client} | {message}"],
    },
    samples: [{
      line: '[GIN] 2024/02/29 - 10:11:12 | 200 |     123.4µs |      10.0.0.1 | GET      "/ping"',
      time: "2024-02-29T10:11:12Z",
      severity: 0,
      message: 'GET      "/ping"',
    }],
  },
  {
    spec: {
      kind: "pattern",
      name: "samba",
      patterns: ["[{time}, {debug_level:number}] {message}", "[{time}, {debug_level:number}, {context}] {message}"],
    },
    samples: [{
      line: "[2024/02/29 10:11:12.123456,  0] ../../source3/smbd/server.c:1741(main)",
      time: "2024-02-29T10:11:12.123Z",
      severity: 0,
      message: "../../source3/smbd/server.c:1741(main)",
    }],
  },
  {
    spec: {
      kind: "pattern",
      name: "zabbix",
      patterns: [" {pid:number}:{time:compact} {message}", "{pid:number}:{time:compact} {message}"],
    },
    samples: [{
      line: "  1234:20240229:101112.123 cannot send list of active checks",
      time: "2024-02-29T10:11:12.123Z",
      severity: 0,
      message: "cannot send list of active checks",
    }],
  },
  {
    spec: {
      kind: "pattern",
      name: "logrus",
      patterns: ["{level}[{time}] {message}", "{level}[{uptime:number}] {message}"],
    },
    samples: [
      {
        line: "ERRO[2024-02-29T10:11:12Z] cannot listen                         port=80",
        time: "2024-02-29T10:11:12Z",
        severity: 17,
        message: "cannot listen                         port=80",
      },
      { line: "WARN[0012] pool is empty", time: null, severity: 13, message: "pool is empty" },
    ],
  },
  {
    spec: {
      kind: "pattern",
      name: "cisco",
      patterns: [
        "{time:syslog} {host} %{facility}-{level:syslog}-{code}: {message}",
        "{time:syslog} {host} : %{facility}-{level:syslog}-{code}: {message}",
        "{time:syslog}: %{facility}-{level:syslog}-{code}: {message}",
        "*{time:syslog}: %{facility}-{level:syslog}-{code}: {message}",
      ],
    },
    samples: [{
      line: "Feb 29 10:11:12 fw01 : %ASA-4-106023: Deny tcp src outside:10.0.0.7",
      time: "2024-02-29T10:11:12Z",
      severity: 13,
      message: "Deny tcp src outside:10.0.0.7",
    }],
  },
  {
    spec: {
      kind: "pattern",
      name: "postgresql-csv",
      patterns: [
        "{time},{user},{database},{pid},{client},{session},{line},{command},{start},{vxid},{xid},{level},{code},{message}",
      ],
    },
    samples: [{
      line:
        '2024-02-29 10:11:12.123 UTC,"app","shop",47,"10.0.0.7:5",66.3,1,"SELECT",2024-02-29 10:00:00 UTC,3/2,0,ERROR,42P01,"no table"',
      time: "2024-02-29T10:11:12.123Z",
      severity: 17,
      message: '"no table"',
    }],
  },
];
