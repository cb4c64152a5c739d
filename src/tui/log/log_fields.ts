/** The fields of a line that is made of nothing else: JSON, or logfmt. */

type Field = readonly [name: string, value: unknown];

const MESSAGE_NAMES = ["message", "msg", "event", "log", "body"];
/** What columns of their own say already. */
const SAID = /^(@?time(stamp)?|ts|t|level|severity|lvl)$/i;
const PAIR = /([A-Za-z_@][\w.@-]*)=(?:"((?:[^"\\]|\\.)*)"|([^\s"]*))(?:\s+|$)/y;
/** Fewer pairs may be the text of another format. */
const PAIRS_MIN = 3;

/**
 * `{"level":"info","msg":"done","ms":12}` and `level=info msg=done ms=12` as `done  ms=12`: the message comes first.
 */
export function compactFields(text: string): string | undefined {
  const fields = fieldsOf(text);
  if (fields === undefined) return undefined;
  const message =
    MESSAGE_NAMES.flatMap((name) => fields.filter(([own, value]) => own === name && typeof value === "string"))[0];
  const rest = fields.filter((field) => field !== message && !SAID.test(field[0]));
  return [String(message?.[1] ?? ""), ...rest.map(([name, value]) => `${name}=${shown(value)}`)]
    .filter((part) => part !== "").join("  ");
}

/** The same line with one field a row, for a closer look; undefined for a line that is something else. */
export function expandedFields(text: string): string[] | undefined {
  try {
    if (text.startsWith("{")) return JSON.stringify(JSON.parse(text), undefined, 2).split("\n");
  } catch {
    return undefined;
  }
  return logfmtFields(text)?.map(([name, value]) => `${name}=${shown(value)}`);
}

/** The fields of a line in their order. */
function fieldsOf(text: string): readonly Field[] | undefined {
  return text.startsWith("{") ? jsonFields(text) : logfmtFields(text);
}

function jsonFields(text: string): Field[] | undefined {
  try {
    const fields: Record<string, unknown> = JSON.parse(text);
    return Object.entries(fields);
  } catch {
    return undefined;
  }
}

function logfmtFields(text: string): Field[] | undefined {
  const fields: Field[] = [];
  for (let at = 0; at < text.length; at = PAIR.lastIndex) {
    PAIR.lastIndex = at;
    const match = PAIR.exec(text);
    if (match === null) return undefined;
    const [, name, inQuotes, bare = ""] = match;
    fields.push([name, inQuotes?.replace(/\\(["\\])/g, "$1") ?? bare]);
  }
  return fields.length < PAIRS_MIN ? undefined : fields;
}

function shown(value: unknown): string {
  return typeof value === "string" ? /[\s=]/.test(value) ? JSON.stringify(value) : value : JSON.stringify(value);
}
