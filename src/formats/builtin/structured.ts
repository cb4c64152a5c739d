/** Formats with a structure of their own: JSON lines, the Common Log Format, logfmt. */
import type { BuiltinFormat } from "./builtin_format.ts";

/** The more particular first. */
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
