/**
 * The few words whose meaning matters, and how likely a word is to be a value rather than a part of what is said.
 *
 * Kept small on purpose: what a log's own structure can show needs no list (evidence.ts). Units belong to numbers,
 * names of days and months to dates. States come in opposites ("started", "stopped"), which name different events.
 */
import { DIGITS, isDelimiter, SLOT } from "./token.ts";
import type { Weights } from "../growth/weights.ts";

const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/));

export const CALENDAR = words("Mon Tue Wed Thu Fri Sat Sun Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec");
/** In lower case they may be words (`may`): dates only before a number. */
export const CALENDAR_LOWER = new Set([...CALENDAR].map((word) => word.toLowerCase()));
/** In lower case. */
export const BYTE_UNITS = words("b kb mb gb tb pb kib mib gib tib");
export const UNITS = words(
  "b kb mb gb tb pb kib mib gib tib byte bytes bit bits ns us ms s sec secs second seconds min mins minute minutes " +
    "hour hours hr hrs day days hz khz mhz ghz % kb/s mb/s",
);
/** What stands where a value is missing. */
export const NULLS = words("null NULL nil none None undefined N/A n/a - -- NaN unknown");
/** What the value of a switch is, in lower case: one statement writes both. */
export const SWITCHES = words("true false yes no on off enabled disabled");
/** Keys whose value is a text, hence part of the message. */
export const TEXT_KEYS = words("msg message text");
/** After these a name follows. */
export const CUES = words(
  "user for host from node name file service module job task thread process device client server domain account group " +
    "queue topic table database class package daemon program command peer volume partition pool container image " +
    "application app",
);
const STATES = words(
  "up down on off open opened opening close closed closing start started starting stop stopped stopping begin began " +
    "end ended enable enabled enabling disable disabled disabling connect connected connecting disconnect " +
    "disconnected disconnecting success succeeded successful successfully fail failed failure failing ok okay error " +
    "true false yes no active inactive add added adding remove removed removing create created creating delete " +
    "deleted deleting destroy destroyed read write get set put post send sent sending receive received receiving " +
    "login logout join joined leave left attach attached detach detached mount mounted unmount unmounted lock locked " +
    "unlock unlocked online offline register registered unregister unregistered load loaded loading unload unloaded " +
    "enter entered entering exit exited exiting in out accept accepted reject rejected allow allowed deny denied " +
    "suspend suspended resume resumed acquire acquired release released bind bound unbind unbound push pop grant " +
    "granted revoke revoked pause paused valid invalid available unavailable reachable unreachable healthy unhealthy " +
    "complete completed incomplete running finished alive dead empty full idle busy ready known unknown",
);

/** With these, a phrase says the opposite. */
export const NEGATIONS = words("no not cannot never without");

/** Behind these, and a colon, stands the reason. */
export const FAILURES = words("failed cannot can't couldn't unable lost refused denied rejected aborted terminated");

/** So many words in one place are an enumeration; of two, each may name an event of its own. */
export const ENUMERATION_MIN = 3;

/** Whether a token is a word: it has a letter, or is a rule of three signs or more (`****`). */
export function isWord(token: string): boolean {
  // nearly all that are begin so
  const first = token.charCodeAt(0) | 32;
  if (first >= 97 && first <= 122) return true;
  if (token === SLOT || isDelimiter(token)) return false;
  return /\p{L}/u.test(token) || token.length >= 3 && !/[\p{L}\p{N}]/u.test(token);
}

/** A word put together with signs, as names of hosts, files and accounts are. */
export function isIdentifier(word: string): boolean {
  return /^.+[._\-@/:].+$/.test(word);
}

/** Whether an identifier is written as functions are: `Tap::removed`, `mDNS_Register`. */
export function isFunction(identifier: string): boolean {
  return /::|_\p{Lu}\p{Ll}/u.test(identifier);
}

/** Whether a word is a name by its form: put together with signs, or with digits, and no constant. */
export function isName(word: string): boolean {
  return (word.includes(DIGITS) || isIdentifier(word)) && !isDottedConstant(word) && !isCapitals(word);
}

/** Whether a word stands for a missing value, however it is written. */
export function isNull(word: string): boolean {
  return NULLS.has(word) || NULLS.has(word.toLowerCase());
}

/** Whether a word of letters is written in capitals, or a number. */
export function isCapitals(word: string): boolean {
  return word.length > 2 && word === word.toUpperCase();
}

/** Whether a word names a state, which may have an opposite. */
export function isState(word: string): boolean {
  return STATES.has(word) || STATES.has(word.toLowerCase());
}

/** Whether a word says what happens: it names a state, or ends as verbs do. */
export function isVerb(word: string): boolean {
  return isState(word) || /(?:ed|ing)$/.test(word);
}

/** Whether a word is the constant that a dotted name ends with. */
function isDottedConstant(word: string): boolean {
  return word.startsWith(`${SLOT}.`);
}

/**
 * How much a word speaks for its place being a parameter, when others stand there too: nothing for states, most for
 * names and for words with digits.
 */
export function weightOf(word: string, weights: Weights): number {
  if (word === SLOT) return 1;
  if (!/[\p{L}\p{N}]/u.test(word)) return 0;
  if (isState(word)) return 0;
  if (isNull(word)) return weights.doubtful;
  if (isDottedConstant(word)) return weights.capitals;
  if (isCapitals(word)) return weights.capitals;
  if (word.includes(DIGITS)) return weights.identifier;
  if (isIdentifier(word) || /\p{Ll}\p{Lu}/u.test(word)) return weights.identifier;
  if (/(ed|ing|tion|able|ful|ly|ment|ness)$/.test(word)) return weights.doubtful;
  if (/^\p{Lu}\p{Ll}+$/u.test(word)) return weights.title;
  if (word !== word.toLowerCase()) return weights.doubtful;
  return 1;
}

/** What the states among the values of one field weigh: nothing, or as much as others where they are an enumeration. */
export function statesWeight(values: ReadonlySet<string>, weights: Weights): number {
  if (values.size < ENUMERATION_MIN) return 0;
  let weight = 0;
  for (const value of values) if (isState(value)) weight += weights.enumeration;
  return weight;
}
