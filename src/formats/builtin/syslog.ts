/** Syslog as it goes over the network (RFC 5424, RFC 3164, with a priority) and as it lies in files. */
import type { BuiltinFormat } from "./builtin_format.ts";

/** The more particular first. */
export const SYSLOG_FORMATS: readonly BuiltinFormat[] = [
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
