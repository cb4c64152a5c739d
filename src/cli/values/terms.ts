/**
 * Values in the terms of what Oddline does: its detectors and their training, levels, made-up incidents and
 * traffic, and where its page is.
 */
import { type DetectorId, DETECTORS } from "../../core/anomaly.ts";
import { SEVERITY_WORDS, severityFromWord } from "../../core/severity.ts";
import type { LevelMix } from "../../generate/mix.ts";
import type { RetrainInterval } from "../../pipeline/forest/retraining.ts";
import { SCENARIO_NAMES } from "../../generate/scenarios/names.ts";
import { addressText, type HttpAddress, parseHttpAddress } from "../http/address.ts";
import { didYouMean } from "../../core/text/suggest.ts";
import { wholeNumber } from "./numbers.ts";
import { SPAN, spanText } from "./times.ts";
import { orOff, type ValueType } from "./value_type.ts";
import { LIST, oneOf } from "./words.ts";

/** Ids of detectors. */
export const DETECTOR_LIST: ValueType<readonly DetectorId[]> = {
  name: "list of detectors",
  choices: DETECTORS,
  isList: true,
  parse: (text) => LIST.parse(text).map((id) => oneOf(DETECTORS).parse(id)),
};

/** The word of a level; kept as it was written. */
export const LEVEL: ValueType<string> = { name: "level", parse: parseLevel };

/** Lines, or a span of event time, from one training to the next; undefined for off. */
export const RETRAIN_INTERVAL = orOff<RetrainInterval>({
  name: "lines, span",
  parse: parseRetrainInterval,
  write: (interval) => "lines" in interval ? String(interval.lines) : spanText(interval.ms),
});

/** HOST:PORT to listen on. */
export const HTTP_ADDRESS: ValueType<HttpAddress> = { name: "address", parse: parseHttpAddress, write: addressText };

/** Words that stand for several scenarios, or for none. */
const INCIDENT_WORDS: readonly string[] = ["default", "all", "none"];

/** Names of scenarios, or one word for several. */
export const INCIDENTS: ValueType<readonly string[]> = {
  name: "list of incidents",
  choices: [...INCIDENT_WORDS, ...SCENARIO_NAMES],
  isList: true,
  parse: parseIncidents,
};

/** Shares of normal lines, warnings and errors, written in percent. */
export const MIX: ValueType<LevelMix> = { name: "NORMAL/WARN/ERROR in percent", parse: parseMix };

function parseLevel(text: string): string {
  if (severityFromWord(text) > 0) return text;
  throw new SyntaxError(
    `'${text}' is not a level; write such as DEBUG, INFO, WARN, ERROR or FATAL${didYouMean(text, SEVERITY_WORDS)}`,
  );
}

/** More often than this it would do nothing else. */
const RETRAIN_LINES_MIN = 10_000;
const RETRAIN_LINES = wholeNumber(RETRAIN_LINES_MIN, 1e12);

function parseRetrainInterval(text: string): RetrainInterval {
  return /[a-z]/.test(text) ? { ms: SPAN.parse(text) } : { lines: RETRAIN_LINES.parse(text) };
}

function parseIncidents(text: string): readonly string[] {
  if (INCIDENT_WORDS.includes(text)) return [text];
  return LIST.parse(text).map((name) => oneOf([...SCENARIO_NAMES, ...INCIDENT_WORDS]).parse(name)).filter((name) => {
    if (!INCIDENT_WORDS.includes(name)) return true;
    throw new SyntaxError(`'${name}' stands alone or not at all`);
  });
}

function parseMix(text: string): LevelMix {
  const parts = text.split("/").map(Number);
  if (!/^\d+(\.\d+)?(\/\d+(\.\d+)?){2}$/.test(text)) {
    throw new SyntaxError(`'${text}' is not a mix; write three shares in percent such as 85/10/5`);
  }
  const sum = parts.reduce((a, b) => a + b, 0);
  if (Math.abs(sum - 100) > 1e-9) {
    throw new RangeError(`'${text}' adds up to ${Number(sum.toFixed(3))}; three shares must make 100`);
  }
  const [normal, warn, error] = parts.map((percent) => percent / 100);
  return { normal, warn, error };
}
