/**
 * Which format wraps the lines of a stream: that of a container runtime, or of a tool that puts the container's name
 * before each line. What is wrapped has a format of its own, which is found from the texts within.
 */
import { CriParser } from "../cri.ts";
import { DockerParser } from "../named/docker.ts";
import { type FormatSpec, LineFields, type ParseContext, type PatternSpec } from "../format.ts";
import { PatternParser } from "../patterns/pattern_parser.ts";
import { PlainParser } from "../plain.ts";
import type { LineRange, Sample } from "./sample.ts";

/** Share of the lines that must be wrapped. */
const SHARE_MIN = 0.8;
/** For names before the lines, which other lines may begin with as well. */
const NAMED_SHARE_MIN = 0.99;
const BRACE = 0x7b;

/** `web-1  | text` of `docker compose logs`, `[pod/web-1/app] text` of `kubectl logs --prefix`. */
const NAMED: readonly PatternSpec[] = [
  { kind: "pattern", name: "compose", patterns: ["{container} | {message}"] },
  { kind: "pattern", name: "kubectl", patterns: ["[pod/{pod}/{container}] {message}"] },
];

/**
 * The format that wraps the lines; undefined when none does.
 * @param inner finds the format of the texts within
 */
export function wrappedFormat(
  { bytes, lines }: Sample,
  context: ParseContext,
  inner: (texts: readonly Uint8Array[]) => FormatSpec,
): FormatSpec | undefined {
  const cri = new CriParser(new PlainParser(), context);
  const criTexts = lines.flatMap(({ start, end }) => {
    const text = cri.innerStart(bytes, start, end);
    return text < 0 ? [] : [bytes.subarray(text, end)];
  });
  if (criTexts.length >= SHARE_MIN * lines.length) return { kind: "cri", name: "cri", inner: inner(criTexts) };
  if (bytes[lines[0].start] !== BRACE) return namedFormat({ bytes, lines }, context, inner);
  const docker = new DockerParser(new PlainParser(), context);
  const dockerTexts = lines.flatMap(({ start, end }) => docker.innerText(bytes, start, end) ?? []);
  if (dockerTexts.length < SHARE_MIN * lines.length) return undefined;
  return { kind: "docker", name: "docker", inner: inner(dockerTexts) };
}

/** Lines behind names; where nothing is known of what stands behind, the name may be anything. */
function namedFormat(
  sample: Sample,
  context: ParseContext,
  inner: (texts: readonly Uint8Array[]) => FormatSpec,
): FormatSpec | undefined {
  for (const head of NAMED) {
    const messages = messageRanges(head, sample, context);
    if (messages.length < NAMED_SHARE_MIN * sample.lines.length) continue;
    const found = inner(messages.map(({ start, end }) => sample.bytes.subarray(start, end)));
    if (found.kind !== "plain") return { kind: "headed", name: `${head.name}+${found.name}`, head, inner: found };
  }
  return undefined;
}

/** Where the messages stand, of the lines that a format takes. */
export function messageRanges(spec: PatternSpec, { bytes, lines }: Sample, context: ParseContext): LineRange[] {
  const parser = new PatternParser(spec, context);
  const fields = new LineFields();
  return lines.flatMap(({ start, end }) =>
    parser.parse(bytes, start, end, fields) ? [{ start: fields.messageStart, end: fields.messageEnd }] : []
  );
}
