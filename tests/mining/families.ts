/**
 * Systems that were written down from memory of their public documentation and sources, with truth: what the
 * miner does on logs that it was not made for. Each is a file of data: its header, then how often each
 * message comes, and its form.
 *
 * In a form `«…»` stands for a value: so many digits (`hex` before the number: of base 16), one of a kind below, or one
 * of several alternatives. One line of the file is one event, as one statement of the program's source is.
 */
import { randomOf } from "./synthetic.ts";

type Random = () => number;

/** A system by its raw lines. */
export interface FamilyLog {
  readonly name: string;
  readonly lines: readonly string[];
  /** True event of each line. */
  readonly events: readonly number[];
}

const FOLDER = new URL("./families/", import.meta.url);
const INNERMOST = /«([^«»]*)»/;

/** `lines` lines of each system. */
export function familyLogs(lines = 2000): FamilyLog[] {
  const names = [...Deno.readDirSync(FOLDER)].map(({ name }) => name).sort();
  return names.map((file) => familyLog(file.replace(/\.txt$/, ""), lines));
}

function familyLog(name: string, length: number): FamilyLog {
  const [header, ...rows] = Deno.readTextFileSync(new URL(`${name}.txt`, FOLDER)).trimEnd().split("\n");
  const forms = rows.map((row) => {
    const tab = row.indexOf("\t");
    return { weight: Number(row.slice(0, tab)), form: row.slice(tab + 1) };
  });
  const total = forms.reduce((sum, { weight }) => sum + weight, 0);
  const random = randomOf(1);
  const lines: string[] = [];
  const events: number[] = [];
  for (let line = 0; line < length; line++) {
    let at = random() * total;
    let event = 0;
    while (event < forms.length - 1 && (at -= forms[event].weight) > 0) event++;
    events.push(event);
    lines.push(filled(header + forms[event].form, random));
  }
  return { name, lines, events };
}

/** A form with its values, the innermost first. */
function filled(form: string, random: Random): string {
  let text = form;
  for (let found = INNERMOST.exec(text); found !== null; found = INNERMOST.exec(text)) {
    const made = found[1].includes("|") ? pick(random, found[1].split("|")) : value(found[1], random);
    text = text.slice(0, found.index) + made + text.slice(found.index + found[0].length);
  }
  return text;
}

function value(kind: string, random: Random): string {
  const length = Number(/^(?:hex)?(\d+)$/.exec(kind)?.[1]);
  if (Number.isNaN(length)) return VALUES[kind](random);
  return kind.startsWith("hex") ? hex(random, length) : digits(random, length);
}

function digits(random: Random, length: number): string {
  return Array.from({ length }, () => Math.floor(random() * 10)).join("");
}

function hex(random: Random, length: number): string {
  return Array.from({ length }, () => Math.floor(random() * 16).toString(16)).join("");
}

function pick<T>(random: Random, from: readonly T[]): T {
  return from[Math.floor(random() * from.length)];
}

/** What an id in base 64 is made of. */
const SIGNS = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"];

const words = (text: string) => (random: Random) => pick(random, text.split(" "));
const USERS = words("root admin alice bob carol postgres app_user reporting jsmith svc_backup guest web");
const APPS = words("coredns web api cart checkout payments grafana prometheus ingress redis worker mailer");
const NAMESPACES = words("kube-system default monitoring shop ingress-nginx");
const TABLES = words("orders users items events sessions invoices audit_log stock prices customers");
const SITES = words("example.com www.example.com shop.example.org api.example.net localhost blog.example.com");
const WORDS = words("name email total status created owner price color region amount title kind");

const VALUES: Readonly<Record<string, (random: Random) => string>> = {
  day: (r) => String(10 + Math.floor(r() * 20)),
  minutes: (r) => `${10 + Math.floor(r() * 50)}:${10 + Math.floor(r() * 50)}`,
  clock: (r) => `${10 + Math.floor(r() * 14)}:${10 + Math.floor(r() * 50)}:${10 + Math.floor(r() * 50)}`,
  int: (r) => String(Math.floor(10 ** (1 + r() * 6))),
  float: (r) => (10 ** (r() * 4)).toFixed(3),
  pid: (r) => String(100 + Math.floor(r() * 32000)),
  port: (r) => String(1024 + Math.floor(r() * 60000)),
  ip: (r) => Array.from({ length: 4 }, () => 1 + Math.floor(r() * 254)).join("."),
  uuid: (r) => [8, 4, 4, 4, 12].map((length) => hex(r, length)).join("-"),
  HEX8: (r) => hex(r, 8).toUpperCase(),
  id: (r) => Array.from({ length: 22 }, () => pick(r, SIGNS)).join(""),
  mac: (r) => Array.from({ length: 6 }, () => hex(r, 2)).join(":"),
  path: (r) => "/" + Array.from({ length: 1 + Math.floor(r() * 3) }, () => WORDS(r)).join("/"),
  site: SITES,
  user: USERS,
  word: WORDS,
  table: TABLES,
  database: words("shop billing analytics warehouse auth"),
  app: APPS,
  namespace: NAMESPACES,
  pod: (r) => `${NAMESPACES(r)}/${APPS(r)}-${hex(r, 9)}-${hex(r, 5)}`,
  volume: (r) => pick(r, ["config-volume", "kube-api-access-" + hex(r, 5), "tls-certs", "data", "tmp"]),
  node: (r) => `node-${1 + Math.floor(r() * 9)}.cluster.local`,
  sstable: (r) => `/var/lib/cassandra/data/shop/${TABLES(r)}-${hex(r, 32)}/mc-${Math.floor(r() * 9999)}-big-Data.db`,
  host: (r) =>
    `${pick(r, ["mail", "mx", "web", "db"])}${1 + Math.floor(r() * 9)}.${
      pick(r, ["example.com", "example.org", "corp.local"])
    }`,
  queue: (r) => hex(r, 10).toUpperCase(),
  topic: words("orders clicks payments user-events metrics audit __consumer_offsets"),
  backend: words("web_back api_back static app_servers"),
  laptop: (r) =>
    pick(r, ["laptop-" + USERS(r), "DESKTOP-" + hex(r, 7).toUpperCase(), "android-" + hex(r, 16), "printer"]),
  server: (r) => pick(r, ["web", "app", "srv", "node"]) + Math.floor(1 + r() * 6),
};
