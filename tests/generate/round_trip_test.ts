/** What the generator writes, the parsers read: times and levels come back. */
import { assert, assertEquals } from "@std/assert";
import { severityName } from "../../src/core/severity.ts";
import { BUILTIN_FORMATS } from "../../src/formats/builtin/all.ts";
import { detectFormat } from "../../src/formats/mod.ts";
import { type GeneratedLine, LINE_FORMATS, type LineFormatName, LogGenerator } from "../../src/generate/mod.ts";
import { parseLine } from "../formats/parse_line.ts";

/** Lines of quiet hours and of a crash. */
function lines(format: LineFormatName, count: number): GeneratedLine[] {
  const incidents = [{ scenario: "bad_deploy", afterMs: 3000, durationMs: 4000 }];
  const generator = new LogGenerator({ format, seed: 31, rate: 50, lines: count, incidents });
  const found: GeneratedLine[] = [];
  for (let line = generator.next(); line !== undefined; line = generator.next()) found.push(line);
  return found;
}

interface Case {
  readonly format: Exclude<LineFormatName, "services">;
  /** The parser that should be chosen. */
  readonly parser: string;
  /** The time comes back to this many milliseconds; `null` for a format that names no day. */
  readonly precisionMs: number | null;
  /** Levels that the format does not keep apart, and what is read instead; `null` for a format without levels. */
  readonly levels?: Readonly<Record<string, string>> | null;
}

const CASES: readonly Case[] = [
  { format: "seed", parser: "seed", precisionMs: 1000 },
  { format: "json", parser: "json", precisionMs: 1 },
  { format: "journald", parser: "journald", precisionMs: 1 },
  { format: "logfmt", parser: "logfmt", precisionMs: 1 },
  { format: "syslog", parser: "syslog", precisionMs: 1000 },
  { format: "rfc5424", parser: "syslog-rfc5424", precisionMs: 1 },
  { format: "log4j", parser: "log4j", precisionMs: 1 },
  { format: "logback", parser: "logback", precisionMs: null },
  { format: "spring-boot", parser: "spring-boot", precisionMs: 1 },
  { format: "python", parser: "python-logging", precisionMs: 1 },
  { format: "loguru", parser: "loguru", precisionMs: 1 },
  { format: "ruby-logger", parser: "ruby-logger", precisionMs: 1 },
  { format: "env-logger", parser: "env-logger", precisionMs: 1 },
  { format: "level", parser: "level", precisionMs: null },
  { format: "glog", parser: "glog", precisionMs: 1, levels: { DEBUG: "INFO" } },
  { format: "postgresql", parser: "postgresql", precisionMs: 1 },
  { format: "mysql", parser: "mysql", precisionMs: 1, levels: { DEBUG: "INFO", FATAL: "ERROR" } },
  { format: "nginx-error", parser: "nginx-error", precisionMs: 1000 },
  { format: "apache-error", parser: "apache-error", precisionMs: 1 },
  { format: "websphere", parser: "websphere", precisionMs: 1 },
  { format: "dmesg", parser: "dmesg", precisionMs: null, levels: null },
  { format: "redis", parser: "redis", precisionMs: 1, levels: { ERROR: "WARN", FATAL: "WARN" } },
  { format: "audit", parser: "audit", precisionMs: 1, levels: null },
  { format: "celery", parser: "celery", precisionMs: 1 },
  { format: "monolog", parser: "monolog", precisionMs: 1 },
  { format: "icinga", parser: "icinga", precisionMs: 1000, levels: { FATAL: "ERROR" } },
  { format: "asterisk", parser: "asterisk", precisionMs: 1000, levels: { FATAL: "ERROR" } },
  { format: "dovecot", parser: "dovecot", precisionMs: 1000 },
  { format: "telegraf", parser: "telegraf", precisionMs: 1 },
  { format: "cockroach", parser: "cockroach", precisionMs: 1, levels: { DEBUG: "INFO" } },
  { format: "clickhouse", parser: "clickhouse", precisionMs: 1 },
  { format: "sidekiq", parser: "sidekiq", precisionMs: 1 },
  { format: "minecraft", parser: "minecraft", precisionMs: null },
  { format: "clock-level", parser: "clock-level", precisionMs: null },
  { format: "php", parser: "php", precisionMs: 1000, levels: { DEBUG: "INFO", ERROR: "WARN" } },
  { format: "gin", parser: "gin", precisionMs: 1000, levels: null },
  { format: "samba", parser: "samba", precisionMs: 1000, levels: null },
  { format: "logrus", parser: "logrus", precisionMs: 1 },
  { format: "cisco", parser: "cisco", precisionMs: 1000 },
  { format: "postgresql-csv", parser: "postgresql-csv", precisionMs: 1 },
  { format: "zabbix", parser: "zabbix", precisionMs: 1, levels: null },
  { format: "clf", parser: "clf", precisionMs: 1000, levels: null },
  { format: "docker", parser: "docker", precisionMs: 1 },
  { format: "cri", parser: "cri", precisionMs: 1 },
  { format: "plain", parser: "", precisionMs: 1, levels: null },
];

for (const { format, parser, precisionMs, levels = {} } of CASES) {
  Deno.test(`generated ${format} is recognised, and its times and levels come back`, () => {
    const generated = lines(format, 600);
    const referenceMs = generated.at(-1)!.timeMs;
    const bytes = new TextEncoder().encode(generated.map(({ text }) => text + "\n").join(""));
    const spec = detectFormat(bytes, { timeZone: "UTC", referenceMs });
    if (parser !== "") assert(spec.name.startsWith(parser), `${spec.name} instead of ${parser}`);
    for (const { text, timeMs, level } of generated) {
      const found = parseLine(spec, text.split("\n")[0], { referenceMs });
      const expected = precisionMs && new Date(Math.floor(timeMs / precisionMs) * precisionMs).toISOString();
      assertEquals(found.time, expected, text);
      if (levels !== null) assertEquals(severityName(found.severity), levels[level] ?? level, text);
    }
  });
}

Deno.test("every format has a case here, but for the one that mixes them", () => {
  assertEquals([...CASES.map(({ format }) => format), "services"].sort(), [...LINE_FORMATS].sort());
});

Deno.test("every format that Oddline knows by name can be generated", () => {
  const known = new Set(BUILTIN_FORMATS.map(({ spec }) => spec.name));
  assertEquals([...known].filter((name) => !CASES.some(({ parser }) => parser === name)), []);
});
