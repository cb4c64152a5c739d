/**
 * The flags that commands share, each defined once: what it is called, how it is written, what it is without being
 * said. The help, the environment, the keys of `oddline.yaml` and the documentation are made from this table.
 */
import {
  DETECTOR_LIST,
  HTTP_ADDRESS,
  INPUT_FILE,
  LINE_SIZE,
  LIST,
  number,
  oneOf,
  OUTPUT_FILE,
  PATH,
  RETRAIN_INTERVAL,
  SIZE,
  SIZE_OR_OFF,
  SPAN,
  SPAN_OR_OFF,
  SWITCH,
  TEXT,
  TIME_ZONE,
  WHEN,
  wholeNumber,
} from "./values/mod.ts";
import { optional, setting, toggle } from "./flag.ts";
import { DIAGNOSTIC_LEVELS } from "./diagnostics.ts";
import { THEME_CHOICES } from "../tui/theme.ts";
import { LINE_BYTES_MAX } from "../sources/source.ts";

/** Which detectors judge: rules, what is learnt, or both. */
export const MODES = ["rules", "ml", "hybrid"] as const;
export const EVENT_FORMATS = ["text", "ndjson", "raw"] as const;
export const COLOR_CHOICES = ["auto", "always", "never"] as const;

const DAY_MS = 86_400_000;
const FPS_MAX = 60;
/** More workers than any machine has cores is a mistake. */
const WORKERS_MAX = 256;

const CONFIG = {
  config: optional("FILE", INPUT_FILE, "read the configuration from FILE", {
    defaultText: "oddline.yaml here, in ~/.config/oddline or in /etc/oddline",
    noKey: true,
  }),
} as const;

const STATE = {
  state: optional("FILE", OUTPUT_FILE, "load what was learnt, and how far was read, from FILE, and save it there", {
    defaultText: "scan: nothing is kept; watch: beside --db",
  }),
  db: optional("FILE", OUTPUT_FILE, "the database of the history; watch keeps its state beside it", {
    defaultText: "oddline.db in ~/.local/state/oddline",
  }),
  feedback: optional("FILE", OUTPUT_FILE, "what was marked normal (oddline feedback), not to be told of again", {
    defaultText: "beside --state where that is given; watch: beside --db",
  }),
  noHistory: toggle("record nothing in the history"),
} as const;

const HISTORY = {
  historyRetention: setting("SPAN", SPAN, 90 * DAY_MS, "what was recorded longer ago is forgotten", {
    defaultText: "90d",
    noFlag: true,
  }),
  historySize: setting("SIZE", SIZE, 1 << 30, "size of the database from which on the oldest is forgotten", {
    defaultText: "1GiB",
    noFlag: true,
  }),
  backupInterval: setting<number | undefined>(
    "SPAN",
    SPAN_OR_OFF,
    DAY_MS,
    "from one backup of the history to the next while watch runs, or off",
    { defaultText: "24h", noFlag: true },
  ),
  backupKeep: setting("N", wholeNumber(1, 1000), 3, "backups that are kept", { noFlag: true }),
  backupFolder: optional("FOLDER", PATH, "where backups go", { defaultText: "backups, beside --db", noFlag: true }),
} as const;

const READING = {
  workers: optional("N", wholeNumber(1, WORKERS_MAX), "threads that parse and score", { defaultText: "one a core" }),
  since: optional(
    "WHEN",
    WHEN,
    "report only from WHEN on (such as 2h, 18:00 or 2026-11-22), and learn from what is older",
    {
      defaultText: "scan: everything; watch: only what is new",
    },
  ),
  until: optional("WHEN", WHEN, "stop reading at events after WHEN", { defaultText: "the end" }),
  fromStart: toggle(
    "read followed files from their first line (scan always does); those of which --state has a checkpoint go on there",
  ),
  exitAtEnd: toggle("stop at the end of what is there instead of waiting for more (scan always does)"),
  timezone: optional("ZONE", TIME_ZONE, "zone of times that name none, and of the times that are shown", {
    defaultText: "the machine's",
  }),
  maxLineBytes: setting("SIZE", LINE_SIZE, LINE_BYTES_MAX, "cut longer lines, and count them", {
    defaultText: "256KiB",
  }),
  include: optional("GLOB", LIST, "in folders, read only files whose names match; may be repeated", {
    repeatable: true,
  }),
  exclude: optional("GLOB", LIST, "in folders, leave out files whose names match; may be repeated", {
    repeatable: true,
  }),
  logFormat: optional(
    "PATTERN|NAME",
    TEXT,
    "read every line with this format, such as json or '{time} {level} {message}'",
    {
      defaultText: "detected for each source",
    },
  ),
} as const;

const JUDGING = {
  detectors: optional("LIST", DETECTOR_LIST, "use only these detectors (ids with commas)", { defaultText: "all" }),
  mode: setting("MODE", oneOf(MODES), "hybrid", "judge by rules, by what is learnt (ml), or by both (hybrid)"),
  alertThreshold: setting("X", number(0, 1), 0.9, "a line is an anomaly from this score on"),
  groupBy: optional("NAME", TEXT, "what names sessions: a field such as trace_id, or a prefix such as blk_", {
    defaultText: "found for each source",
  }),
  model: optional("FILE", INPUT_FILE, "judge with the Isolation Forest of FILE, which train has written", {
    defaultText: "the one that Oddline brings",
  }),
  retrainInterval: setting(
    "INTERVAL",
    RETRAIN_INTERVAL,
    { lines: 10_000_000 },
    "lines, or event time, from one training of the Isolation Forest to the next, or off",
    {
      defaultText: "10000000",
      noFlag: true,
    },
  ),
  groupWindow: setting(
    "SPAN",
    SPAN,
    60_000,
    "an incident ends after this time without a line of it, one of sessions after 60 times this",
    {
      defaultText: "60s",
      noFlag: true,
    },
  ),
} as const;

const OUTPUT = {
  format: optional(
    "FORMAT",
    oneOf(EVENT_FORMATS),
    "print events as text, ndjson, or only the odd lines themselves (raw)",
    {
      defaultText: "text on a terminal, else ndjson",
    },
  ),
  events: optional("FILE", OUTPUT_FILE, "also append events as NDJSON to FILE"),
  eventsSize: setting<number | undefined>(
    "SIZE",
    SIZE_OR_OFF,
    undefined,
    "put that file aside, and begin it anew, before it grows larger than SIZE, or off",
    { defaultText: "off" },
  ),
  eventsAge: setting<number | undefined>(
    "SPAN",
    SPAN_OR_OFF,
    undefined,
    "put it aside when it is as old as this, or off",
    { defaultText: "off", noFlag: true },
  ),
  eventsKeep: setting("N", wholeNumber(1, 10_000), 10, "files put aside that are kept"),
  eventsRetention: setting<number | undefined>(
    "SPAN",
    SPAN_OR_OFF,
    undefined,
    "what was put aside longer ago is removed, or off",
    { defaultText: "off", noFlag: true },
  ),
  eventsCompress: setting("SWITCH", SWITCH, true, "pack what was put aside with gzip", { noFlag: true }),
  failOnAnomaly: toggle("exit with 3 when there were anomalies"),
  color: setting("WHEN", oneOf(COLOR_CHOICES), "auto", "colours: auto, always or never"),
  benchmark: toggle("measure the run while it works: its stages, waiting and latency stand in the summary"),
  quiet: toggle("no progress line, and no summary in text"),
  logLevel: setting(
    "LEVEL",
    oneOf(DIAGNOSTIC_LEVELS),
    "info",
    "what Oddline says about itself: errors, warnings and so on down to this",
  ),
  logFile: optional("FILE", OUTPUT_FILE, "append that to FILE", {
    defaultText: "standard error; never over the dashboard",
  }),
} as const;

const WATCHING = {
  headless: toggle("print events instead of showing the dashboard"),
  theme: setting(
    "NAME",
    oneOf(THEME_CHOICES),
    "auto",
    "colours of the dashboard: dark, light, or auto, as the terminal's background is",
  ),
  fps: setting("N", wholeNumber(1, FPS_MAX), 10, "frames a second that the dashboard draws at most"),
  ascii: toggle("draw the dashboard with ASCII characters alone", {
    defaultText: "where TERM is linux, or LC_ALL, LC_CTYPE or LANG names no UTF-8",
  }),
  unicode: toggle("draw the dashboard with all characters, whatever TERM and the locale say", { noKey: true }),
  noMouse: toggle("leave the mouse to the terminal, so that it selects text"),
} as const;

const SERVING = {
  http: toggle("show the run on a page for browsers, at http://127.0.0.1:8080"),
  httpAddr: optional(
    "HOST:PORT",
    HTTP_ADDRESS,
    "show that page at this address; beyond this machine only with a token",
    {
      defaultText: "127.0.0.1:8080 with --http",
    },
  ),
  httpToken: optional("TOKEN", TEXT, "what browsers need to see the page; may be ${env:NAME} or ${file:PATH}", {
    noFlag: true,
  }),
} as const;

/** Groups in the order of the help. */
export const SHARED_FLAG_GROUPS = {
  "What is read": READING,
  "How it is judged": JUDGING,
  "What is printed": OUTPUT,
  "What is remembered": { ...STATE, ...HISTORY, ...CONFIG },
  "How it is shown": WATCHING,
  "Page and metrics": SERVING,
} as const;

export const SHARED_FLAGS = {
  ...READING,
  ...JUDGING,
  ...OUTPUT,
  ...STATE,
  ...HISTORY,
  ...CONFIG,
  ...WATCHING,
  ...SERVING,
} as const;

export type SharedKey = keyof typeof SHARED_FLAGS;

/** The flags of a command that runs the pipeline. */
export const PIPELINE_KEYS = Object.keys({
  ...READING,
  ...JUDGING,
  ...OUTPUT,
  ...STATE,
  ...HISTORY,
  ...CONFIG,
  ...SERVING,
}) as readonly SharedKey[];

/** What a command that looks after the history takes. */
export const HISTORY_KEYS = ["db", ...Object.keys(HISTORY), "color", "config"] as readonly SharedKey[];

/** The flags of what may show the dashboard. */
export const WATCHING_KEYS = Object.keys(WATCHING) as readonly SharedKey[];
