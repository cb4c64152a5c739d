/**
 * What does it cost to find time, level and message in a line? 10,000 hand-made lines of each format in one buffer, as
 * in a batch; divide by 10,000 for the time per line. Baseline of "formats": plain, which looks at nothing.
 */
import { Clock } from "../src/formats/times/clock.ts";
import { createParser, detectFormat, type FormatSpec, isValidUtf8, LineFields, PLAIN } from "../src/formats/mod.ts";
import { readTimestamp, TIMESTAMP_KINDS } from "../src/formats/times/timestamp.ts";

const LINES = 10_000;
const CONTEXT = { timeZone: "UTC", referenceMs: Date.UTC(2026, 0, 2) };

interface Batch {
  readonly bytes: Uint8Array;
  readonly starts: Uint32Array;
}

function batchOf(line: (index: number) => string): Batch {
  const encoder = new TextEncoder();
  const starts = new Uint32Array(LINES + 1);
  const parts: Uint8Array[] = [];
  for (let i = 0; i < LINES; i++) {
    const part = encoder.encode(line(i) + "\n");
    parts.push(part);
    starts[i + 1] = starts[i] + part.length;
  }
  const bytes = new Uint8Array(starts[LINES]);
  parts.forEach((part, index) => bytes.set(part, starts[index]));
  return { bytes, starts };
}

const two = (value: number) => String(value).padStart(2, "0");
const clockOf = (i: number) => `${two(Math.floor(i / 3600) % 24)}:${two(Math.floor(i / 60) % 60)}:${two(i % 60)}`;
const LEVELS = ["INFO", "INFO", "WARN", "ERROR", "DEBUG"];
const level = (i: number) => LEVELS[i % LEVELS.length];
const PROSE = "Received block blk_-1608999687919862906 of size 91178 from /10.250.19.102 while the writer was waiting";

const BATCHES: Record<string, Batch> = {
  hdfs: batchOf((i) => `081109 ${clockOf(i).replaceAll(":", "")} ${i % 9999} ${level(i)} dfs.DataNode$X: ${PROSE}`),
  seed: batchOf((i) => `[2026-01-01 ${clockOf(i)}] [${level(i)}] [auth] Session ${i} created: ${PROSE}`),
  bgl: batchOf((i) =>
    `${1117838570 + i} 2005.06.03 R02-M1-N0-C:J12-U11 2005-06-03-15.42.50.675872 R02-M1-N0-C:J12-U11 RAS KERNEL ${
      level(i)
    } instruction cache parity error corrected`
  ),
  syslog: batchOf((i) => `Jan  1 ${clockOf(i)} combo sshd(pam_unix)[${i}]: ${PROSE}`),
  log4j: batchOf((i) =>
    `2026-01-01 ${clockOf(i)},${100 + i % 900} ${level(i)} [IPC handler ${i % 9}] org.a.B: ${PROSE}`
  ),
  glog: batchOf((i) => `I0101 ${clockOf(i)}.123456    4711 reflector.go:138] ${PROSE}`),
  clf: batchOf((i) =>
    `10.0.0.${i % 255} - - [01/Jan/2026:${
      clockOf(i)
    } +0000] "GET /a/${i}?b=1 HTTP/1.1" 200 ${i} "-" "Mozilla/5.0 (X11)"`
  ),
  json: batchOf((i) =>
    `{"ts": "2026-01-01T${clockOf(i)}.000Z", "level": "${level(i)}", "service": "gateway", "msg": "${PROSE} and the ` +
    `reader was done with ${i}", "latency_ms": 10.06, "trace_id": "bd3b57cc12aa34ff"}`
  ),
  logfmt: batchOf((i) =>
    `ts=2026-01-01T${clockOf(i)}Z level=${level(i).toLowerCase()} msg="${PROSE}" took=12ms id=${i}`
  ),
  docker: batchOf((i) =>
    `{"log":"2026-01-01 ${clockOf(i)} ${level(i)} [main] a.B: ${PROSE}\\n","stream":"stdout","time":"2026-01-01T${
      clockOf(i)
    }.123456789Z"}`
  ),
  cri: batchOf((i) => `2026-01-01T${clockOf(i)}.123456789Z stdout F ${level(i)}: ${PROSE}`),
};

const fields = new LineFields();

function parseAll(spec: FormatSpec, { bytes, starts }: Batch, timeZone = "UTC"): () => void {
  const parser = createParser(spec, { ...CONTEXT, timeZone });
  return () => {
    let matched = 0;
    for (let i = 0; i < LINES; i++) if (parser.parse(bytes, starts[i], starts[i + 1] - 1, fields)) matched++;
    if (matched !== LINES) throw new Error(`Cannot measure ${spec.name}: it took ${matched} lines only`);
  };
}

Deno.bench({
  name: "plain",
  group: "formats",
  baseline: true,
  fn: parseAll(PLAIN, BATCHES.hdfs),
});
for (const [name, batch] of Object.entries(BATCHES)) {
  const spec = detectFormat(batch.bytes.subarray(0, batch.starts[400]), CONTEXT);
  const kind = spec.name === name ? name : `${name} (${spec.name})`;
  Deno.bench({ name: kind, group: "formats", fn: parseAll(spec, batch) });
  if (name === "seed") {
    Deno.bench({ name: `${name} in Berlin`, group: "formats", fn: parseAll(spec, batch, "Europe/Berlin") });
  }
}

TIMESTAMP_KINDS.forEach(({ name, sample }, kind) => {
  const bytes = new TextEncoder().encode(`${sample} `);
  const clock = new Clock(CONTEXT);
  Deno.bench({
    name,
    group: "timestamps",
    baseline: kind === 1,
    fn: () => {
      let sum = 0;
      for (let i = 0; i < LINES; i++) {
        if (readTimestamp(kind, bytes, 0, bytes.length, clock) > 0) sum += clock.toMs();
      }
      if (sum === 0) throw new Error(`Cannot measure ${name}: it was not read`);
    },
  });
});

Deno.bench({
  name: "ASCII",
  group: "utf8",
  baseline: true,
  fn: () => void isValidUtf8(BATCHES.hdfs.bytes, 0, BATCHES.hdfs.bytes.length),
});

const sample = BATCHES.log4j.bytes.subarray(0, 65_536);
Deno.bench({ name: "64 KiB", group: "detection", baseline: true, fn: () => void detectFormat(sample, CONTEXT) });
