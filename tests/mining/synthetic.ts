/**
 * Made-up systems with truth, to measure the miner on logs that nobody tuned it for: messages with optional parts,
 * lists of any length, enumerations, words where numbers usually stand, empty and filled brackets, rare first forms,
 * opposites. A seed decides the vocabulary (English or invented words), the templates and how often each comes.
 */

export interface SyntheticLog {
  readonly messages: readonly string[];
  /** True event of each message. */
  readonly events: readonly number[];
}

type Random = () => number;
type Part = string | ((random: Random, isFirst: boolean) => string);

const NOUNS =
  ("session request worker cache index block packet segment table buffer queue task thread handler socket " +
    "channel stream batch replica leader partition snapshot checkpoint policy token key volume disk device port bus " +
    "adapter driver module plugin service agent scheduler executor registry router gateway proxy broker message event " +
    "timer transfer backup upgrade migration heartbeat lease quota memory page frame region record file archive release")
    .split(" ");
const VERBS =
  ("initializing loading saving scheduling flushing compacting checking updating waiting retrying skipping " +
    "allocating computing resolving scanning verifying rotating initialized loaded saved scheduled flushed compacted " +
    "checked updated retried skipped allocated computed resolved scanned verified rotated detected expired moved")
    .split(" ");
const PREPOSITIONS = "for from to at on of with by in after".split(" ");
const STATES = ["started stopped", "opened closed", "up down", "enabled disabled", "connected disconnected"]
  .map((pair) => pair.split(" "));
const USERS =
  ("root admin alice bob carol dave erin frank grace heidi ivan judy mallory oscar peggy trent victor guest " +
    "test backup www-data svc_build jsmith m.jones operator").split(" ");
const HOSTS = "alpha beta mars venus titan mail web db edge build".split(" ");
const NAMES = "orders users payments catalog search billing metrics audit inventory profile images".split(" ");
const PROGRAMS = "firefox.exe outlook.exe updater.exe sync.exe browser.exe Player.exe tool.exe chat.exe".split(" ");

/** A system of `lines` messages. */
export function syntheticLog(seed: number, lines = 2000): SyntheticLog {
  const random = randomOf(seed);
  const words = random() < .5 ? { nouns: NOUNS, verbs: VERBS } : inventedWords(random);
  const templates: Part[][] = [];
  const count = 15 + Math.floor(random() * 45);
  while (templates.length < count) {
    const made = sentence(random, words);
    const [on, off] = pick(random, STATES);
    if (random() < .15) templates.push([...made, "is", on], [...made, "is", off]);
    else templates.push(made);
  }
  const weights = templates.map(() => Math.min(300, (1 - random()) ** -1.6));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const seen = new Set<number>();
  const messages: string[] = [];
  const events: number[] = [];
  for (let line = 0; line < lines; line++) {
    let at = random() * total;
    let event = 0;
    while (event < weights.length - 1 && (at -= weights[event]) > 0) event++;
    const isFirst = !seen.has(event);
    seen.add(event);
    events.push(event);
    messages.push(
      templates[event].map((part) => typeof part === "string" ? part : part(random, isFirst)).filter((text) =>
        text !== ""
      )
        .join(" "),
    );
  }
  return { messages, events };
}

function sentence(random: Random, { nouns, verbs }: { nouns: readonly string[]; verbs: readonly string[] }): Part[] {
  const noun = () => pick(random, nouns);
  const verb = () => pick(random, verbs);
  const parts: Part[] = [];
  const opening = random();
  if (opening < .15) parts.push(`${capital(noun())}${capital(noun())}:`);
  else if (opening < .25) parts.push(pick(random, [program, address, path]));
  else if (opening < .3) parts.push(`[${noun()}]`);
  if (random() < .25) return [...parts, capital(verb()), noun(), fields(random, nouns)];
  for (let clause = 1 + Math.floor(random() * 3); clause > 0; clause--) {
    if (random() < .5) parts.push(verb(), noun());
    else parts.push(noun(), verb());
    if (random() < .3) parts.push(noun());
    if (random() < .75) {
      parts.push(pick(random, PREPOSITIONS), ...(random() < .4 ? [noun()] : []), pick(random, VALUES));
    }
    if (clause > 1 && random() < .3) parts[parts.length - 1] = comma(parts[parts.length - 1]);
  }
  if (typeof parts[0] === "string" && random() < .7) parts[0] = capital(parts[0]);
  if (random() < .12) parts.push((r) => r() < .3 ? `(attempt ${int(r)})` : "");
  return parts;
}

const int = (r: Random) => String(Math.floor(r() * 10 ** (1 + Math.floor(r() * 6))));
const hex = (r: Random, length: number) => Array.from({ length }, () => Math.floor(r() * 16).toString(16)).join("");
const address = (r: Random) => `${byte(r)}.${byte(r)}.${byte(r)}.${byte(r)}`;
const byte = (r: Random) => String(1 + Math.floor(r() * 254));
const host = (r: Random) => pick(r, HOSTS) + pick(r, ["", `${byte(r)}`, ".example.org", `-${byte(r)}.corp.local`]);
const user = (r: Random) => USERS[Math.min(USERS.length - 1, Math.floor((1 - r()) ** -1.2) - 1)];
const name = (r: Random) => pick(r, NAMES);
const path = (r: Random) => `/${names(r, 1, 4, "/")}${pick(r, ["", ".log", ".txt"])}`;
const program = (r: Random) => pick(r, PROGRAMS) + pick(r, ["", "", "", " *64"]);
const names = (r: Random, min: number, max: number, separator: string) =>
  Array.from({ length: min + Math.floor(r() * (max - min + 1)) }, () => name(r)).join(separator);

/** What may stand where a value stands; the second argument says that the template comes for the first time. */
const VALUES: readonly ((random: Random, isFirst: boolean) => string)[] = [
  int,
  int,
  int,
  int,
  (r) => `0x${hex(r, 8)}`,
  (r) => hex(r, 16),
  address,
  (r) => `${address(r)}:${int(r)}`,
  (r) => r() < .6 ? address(r) : host(r),
  (r) => `${r() < .6 ? address(r) : host(r)}:443`,
  host,
  user,
  user,
  name,
  path,
  path,
  (r) => `${name(r)}-${byte(r)}.db`,
  (r) => `${int(r)} bytes${pick(r, ["", ` (${byte(r)}.5 KB)`])}`,
  (r) => pick(r, [`${byte(r)} ms`, "<1 sec", `00:${10 + Math.floor(r() * 50)}`, `${byte(r)} seconds`]),
  (r, isFirst) => isFirst && r() < .5 ? "[]" : `[${names(r, 0, 5, ", ")}]`,
  (r) => names(r, 1, 5, ", "),
  (r) => Array.from({ length: 1 + Math.floor(r() * 6) }, () => byte(r)).join(" "),
  (r) => `'${names(r, 1, 3, " ")}'`,
  (r, isFirst) => pick(r, isFirst ? ["()", "(none)"] : [`(${host(r)})`, `(${address(r)})`, "()"]),
  (r, isFirst) => isFirst && r() < .5 ? "null" : pick(r, [int(r), int(r), host(r), "null"]),
  (r) => pick(r, ["eth0", "eth1", "lo", "wlan0"]),
  (r) => `org.${name(r)}.${capital(name(r))}`,
];

function fields(random: Random, nouns: readonly string[]): Part {
  const separator = pick(random, [", ", " ", ","]);
  const made = Array.from(
    new Set(Array.from({ length: 2 + Math.floor(random() * 5) }, () => pick(random, nouns))),
    (key) => {
      const isOptional = separator !== " " && random() < .2;
      return { key, isOptional, value: pick(random, [int, int, int, address, user, path, name]) };
    },
  );
  return (r) =>
    made.filter(({ isOptional }, k) => k === 0 || !isOptional || r() < .6)
      .map(({ key, value }) => `${key}=${r() < .95 ? value(r) : ""}`).join(separator);
}

/** Lower-case words of two to four syllables that mean nothing. */
function inventedWords(random: Random): { nouns: readonly string[]; verbs: readonly string[] } {
  const word = () =>
    Array.from(
      { length: 2 + Math.floor(random() * 3) },
      () => pick(random, [..."bdfgklmnprstvz"]) + pick(random, [..."aeiou"]),
    )
      .join("");
  return { nouns: NOUNS.map(word), verbs: VERBS.map(word) };
}

function comma(part: Part): Part {
  return typeof part === "string" ? `${part},` : (random, isFirst) => `${part(random, isFirst)},`;
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

function pick<T>(random: Random, from: readonly T[]): T {
  return from[Math.floor(random() * from.length)];
}

/** Mulberry32: numbers in [0, 1) that depend on the seed alone. */
export function randomOf(seed: number): Random {
  let state = seed * 0x9e3779b9 | 0;
  return () => {
    state = state + 0x6d2b79f5 | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x100000000;
  };
}
