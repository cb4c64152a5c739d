/**
 * Masks: what does finding the shape of each line cost, on lines of these kinds? Mining: what does a shape that nobody
 * has seen cost? Lines are made here, so that no corpus is needed; `ODDLINE_BENCH_LOGS` names a folder with hdfs.log,
 * bgl.log and hdfs.json to take lines from instead.
 */
import { Batch } from "../src/core/lines/batch.ts";
import { ParameterList } from "../src/core/lines/parameters.ts";
import { hashShape, ShapeHash, shapeText } from "../src/mining/masks/masking.ts";
import { ShapeLayouts } from "../src/mining/masks/shape_layouts.ts";
import { TemplateMiner } from "../src/mining/template_miner.ts";

const LINES = 10_000;
const encoder = new TextEncoder();
const folder = Deno.env.get("ODDLINE_BENCH_LOGS");

const MADE: Readonly<Record<string, (k: number) => string>> = {
  "hdfs.log": (k) =>
    `Receiving block blk_${k * 7919 % 1e9}${k} src: /10.250.${k % 250}.7:${1024 + k} dest: /10.250.9.${k % 250}:50010`,
  "bgl.log": (k) =>
    `ciod: Error reading message prefix after LOGIN_MESSAGE on CioStream socket to 172.16.96.${k % 250}:3${k}`,
  "hdfs.json": (k) => `PacketResponder ${k % 3} for block blk_-${k * 7919} of \\"node-${k % 9}\\" terminating`,
};

/** The messages of a file's first lines: what follows the header. */
const MESSAGE: Readonly<Record<string, RegExp>> = {
  "hdfs.log": /^(?:\S+ ){4}(.*)$/,
  "bgl.log": /^(?:\S+ ){8}(.*)$/,
  "hdfs.json": /"msg": "(.*?)", "/,
};

function messagesOf(name: string): Uint8Array {
  let lines = Array.from({ length: LINES }, (_, k) => MADE[name](k));
  if (folder !== undefined) {
    const file = Deno.openSync(`${folder}/${name}`);
    const bytes = new Uint8Array(4 << 20);
    file.readSync(bytes);
    file.close();
    lines = new TextDecoder().decode(bytes).split("\n").slice(0, LINES).map((line) =>
      MESSAGE[name].exec(line)?.[1] ?? ""
    );
  }
  return encoder.encode(lines.map((line) => `${line}\n`).join(""));
}

for (const name of Object.keys(MADE)) {
  const bytes = messagesOf(name);
  const hash = new ShapeHash();
  const layouts = new ShapeLayouts();
  const parameters = new ParameterList(Batch.allocate(0));
  const size = `${LINES} lines, ${(bytes.length / 1e6).toFixed(2)} MB`;
  const each = (take: (start: number, end: number) => void) => () => {
    let start = 0;
    for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10, start)) {
      parameters.clear();
      parameters.beginLine();
      take(start, end);
      start = end + 1;
    }
  };
  Deno.bench(
    `masks: ${name}, ${size}`,
    { group: "masks" },
    each((start, end) => hashShape(bytes, start, end, hash, parameters)),
  );
  Deno.bench(
    `masks: ${name} by layouts, ${size}`,
    { group: "masks" },
    each((start, end) => layouts.hash(bytes, start, end, hash, parameters)),
  );
}

const bytes = messagesOf("hdfs.log");
Deno.bench("masks: the text of a shape", { group: "text" }, () => {
  shapeText(bytes, 0, bytes.indexOf(10));
});

/** Each of a kind of its own, which is the slow path of every miner. */
const NEW_KINDS = 1000;
const kinds = Array.from(
  { length: NEW_KINDS },
  (_, k) => encoder.encode(`Task ${wordOf(k)} moved from ${wordOf(k * 7)} to ${wordOf(k * 13)} in ${k} ms`),
);
const usual = encoder.encode("Receiving block blk_4711 src: /10.250.7.7:1024 dest: /10.250.9.7:50010");

function wordOf(number: number): string {
  return [...String(number)].map((digit) => "bcdfghklmn"[Number(digit)] + "aeiou"[number % 5]).join("");
}

function mine(miner: TemplateMiner, lines: readonly Uint8Array[]): void {
  const hash = new ShapeHash();
  for (const line of lines) {
    hashShape(line, 0, line.length, hash);
    miner.templateOf(hash.word1, hash.word2, line, 0, line.length);
    miner.recycle();
  }
}

const known = new TemplateMiner();
const repeated = Array.from({ length: LINES }, () => usual);
Deno.bench(`mining: ${LINES} lines of a known kind`, { group: "mining", baseline: true }, () => mine(known, repeated));
Deno.bench(
  `mining: ${NEW_KINDS} lines, each of a new kind`,
  { group: "mining" },
  () => mine(new TemplateMiner(), kinds),
);
