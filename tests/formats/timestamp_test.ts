import { assertEquals, assertStrictEquals } from "@std/assert";
import fc from "fast-check";
import { Clock } from "../../src/formats/times/clock.ts";
import { readTimestamp, TIMESTAMP_KINDS, timestampKindIndex } from "../../src/formats/times/timestamp.ts";
import { REFERENCE } from "./parse_line.ts";

/** What a timestamp says: milliseconds since the epoch; NaN without a date; undefined when it is none. */
function read(text: string, kind = "any", timeZone = "UTC", referenceMs = REFERENCE): number | undefined {
  const clock = new Clock({ timeZone, referenceMs });
  const bytes = new TextEncoder().encode(`<${text}> `);
  const next = readTimestamp(timestampKindIndex(kind) as number, bytes, 1, bytes.length, clock);
  return next === bytes.length - 2 ? clock.toMs() : undefined;
}

const AT = Date.UTC(2024, 1, 29, 10, 11, 12);

const SPELLINGS: readonly (readonly [text: string, ms: number])[] = [
  ["2024-02-29T10:11:12Z", AT],
  ["2024-02-29 10:11:12", AT],
  ["2024-02-29  10:11:12", AT],
  ["2024-02-29t10:11:12z", AT],
  ["2024-02-29_10:11:12", AT],
  ["2024-02-29T10:11:12.5Z", AT + 500],
  ["2024-02-29 10:11:12,123", AT + 123],
  ["2024-02-29T10:11:12.123456Z", AT + 123.456],
  ["2024-02-29T10:11:12.123456789Z", AT + 123.456789],
  ["2024-02-29T10:11:12.1234567890123Z", AT + 123.456789],
  ["2024-02-29T11:11:12+01:00", AT],
  ["2024-02-29T11:11:12+0100", AT],
  ["2024-02-29T11:11:12+01", AT],
  ["2024-02-29T05:41:12-04:30", AT],
  ["2024-02-29 10:11:12 UTC", AT],
  ["2024-02-29 10:11:12 GMT", AT],
  ["2024-02-29 10:11:12 +0000", AT],
  ["2024-02-29 12:11:12.123 +02:00", AT + 123],
  ["2024/02/29 10:11:12", AT],
  ["2024/02/29 - 10:11:12", AT],
  ["20240229:101112.123", AT + 123],
  ["Thu 2024-02-29 10:11:12 UTC", AT],
  ["2024.02.29 10:11:12", AT],
  ["2024-2-9 7:01:02", Date.UTC(2024, 1, 9, 7, 1, 2)],
  ["2005-06-03-15.42.50.675872", Date.UTC(2005, 5, 3, 15, 42, 50) + 675.872],
  ["20171223-22:15:29:606", Date.UTC(2017, 11, 23, 22, 15, 29, 606)],
  ["20171223-23:21:0:125", Date.UTC(2017, 11, 23, 23, 21, 0, 125)],
  ["20171223-1:2:3:5", Date.UTC(2017, 11, 23, 1, 2, 3, 5)],
  ["20250930 060109", Date.UTC(2025, 8, 30, 6, 1, 9)],
  ["20250930T060109Z", Date.UTC(2025, 8, 30, 6, 1, 9)],
  ["20250930T060109.250+0200", Date.UTC(2025, 8, 30, 4, 1, 9, 250)],
  ["20250930060109", Date.UTC(2025, 8, 30, 6, 1, 9)],
  ["20250930060109123", Date.UTC(2025, 8, 30, 6, 1, 9, 123)],
  ["081109 203615", Date.UTC(2008, 10, 9, 20, 36, 15)],
  ["081109 20:36:15", Date.UTC(2008, 10, 9, 20, 36, 15)],
  ["03-17 16:13:38.811", Date.UTC(2024, 2, 17, 16, 13, 38, 811)],
  ["10.30 16:49:06", Date.UTC(2023, 9, 30, 16, 49, 6)],
  ["Jun  9 06:06:20", Date.UTC(2024, 5, 9, 6, 6, 20)],
  ["Jun  9 06:06:20.123456", Date.UTC(2024, 5, 9, 6, 6, 20) + 123.456],
  ["Jun 9 2024 06:06:20", Date.UTC(2024, 5, 9, 6, 6, 20)],
  ["Jun 9, 2024 6:06:20 PM", Date.UTC(2024, 5, 9, 18, 6, 20)],
  ["Sun Jul 17 15:09:16 2005", Date.UTC(2005, 6, 17, 15, 9, 16)],
  ["Sun Jul 17 15:09:16 UTC 2005", Date.UTC(2005, 6, 17, 15, 9, 16)],
  ["Fri Sep 09 10:42:29.902022 2011", Date.UTC(2011, 8, 9, 10, 42, 29) + 902.022],
  ["05/Feb/2022:07:35:45 +0000", Date.UTC(2022, 1, 5, 7, 35, 45)],
  ["17-Oct-2023 10:11:12.123", Date.UTC(2023, 9, 17, 10, 11, 12, 123)],
  ["17 Oct 2023 10:11:12.123", Date.UTC(2023, 9, 17, 10, 11, 12, 123)],
  ["17 Oct 10:11:12.123", Date.UTC(2023, 9, 17, 10, 11, 12, 123)],
  ["Tue, 17 Oct 2023 10:11:12 +0200", Date.UTC(2023, 9, 17, 8, 11, 12)],
  ["10/17/2023 10:11:12", Date.UTC(2023, 9, 17, 10, 11, 12)],
  ["10/17/2023 10:11:12 PM", Date.UTC(2023, 9, 17, 22, 11, 12)],
  ["10/17/2023, 12:11:12 AM", Date.UTC(2023, 9, 17, 0, 11, 12)],
  ["17/10/2023 10:11:12", Date.UTC(2023, 9, 17, 10, 11, 12)],
  ["17.10.2023 10:11:12", Date.UTC(2023, 9, 17, 10, 11, 12)],
  ["17-10-2023 10:11:12", Date.UTC(2023, 9, 17, 10, 11, 12)],
  ["17/06/09 20:10:40", Date.UTC(2017, 5, 9, 20, 10, 40)],
  ["17-6-9 20:10:40.5", Date.UTC(2017, 5, 9, 20, 10, 40, 500)],
  ["6/9/17 20:10:40", Date.UTC(2017, 5, 9, 20, 10, 40)],
  ["1117838570", 1_117_838_570_000],
  ["1117838570.123456", 1_117_838_570_123.456],
  ["1117838570123", 1_117_838_570_123],
  ["1117838570123456", 1_117_838_570_123.456],
  ["1117838570123456789", 1_117_838_570_123.4568],
  ["946684799", 946_684_799_000],
  ["1.117838570123456e+09", 1_117_838_570_123],
  ["10/17/23 10:11:12:123 UTC", Date.UTC(2023, 9, 17, 10, 11, 12, 123)],
];

for (const [text, ms] of SPELLINGS) {
  Deno.test(`the timestamp "${text}" is read`, () => assertStrictEquals(read(text), ms));
}

const NOT_TIMESTAMPS = [
  ...["2024-13-01 10:11:12", "2024-02-30 10:11:12", "2023-02-29 10:11:12", "2024-00-10 10:11:12", "2024-04-31 1:1:1"],
  ...["2024-02-29 25:11:12", "2024-02-29 10:60:12", "2024-02-29 10:11:61", "2024-02-29", "2024-02-29 10:11"],
  ...["Foo  9 06:06:20", "Feb 30 06:06:20", "Jun 06:06:20", "Sun 06:06:20", "31/Feb/2022:07:35:45 +0000"],
  ...["99999999999", "1234567890123456789012", "631151999", "4102444800", "081309 203615", "081109 253615"],
  ...[
    "12.345678",
    "10:11:12",
    "0102 15:04:05.678901",
    "13/13/2023 10:11:12",
    "7-6-9 20:10:40",
    "2024-02-29T10:11:1234",
    "",
  ],
];

for (const text of NOT_TIMESTAMPS) {
  Deno.test(`"${text}" is no timestamp`, () => assertEquals(read(text), undefined));
}

Deno.test("an uptime and a time of day are read where a pattern says so, and are no instants", () => {
  assertEquals(read("   12.345678", "uptime"), NaN);
  assertEquals(read("10:11:12.123", "clock"), NaN);
});

Deno.test("a named order of day and month is kept to", () => {
  assertEquals(read("05/06/2024 10:11:12", "dmy"), Date.UTC(2024, 5, 5, 10, 11, 12));
  assertEquals(read("05/06/2024 10:11:12", "mdy"), Date.UTC(2024, 4, 6, 10, 11, 12));
  assertEquals(read("05/06/07 10:11:12", "ymd"), Date.UTC(2005, 5, 7, 10, 11, 12));
  assertEquals(read("17/06/2024 10:11:12", "mdy"), undefined);
});

Deno.test("a date without a year is the latest that is not after the reference", () => {
  const reference = Date.UTC(2024, 2, 1, 12, 0, 0);
  assertEquals(read("Mar  1 12:00:00", "any", "UTC", reference), Date.UTC(2024, 2, 1, 12, 0, 0));
  assertEquals(read("Mar  1 12:00:01", "any", "UTC", reference), Date.UTC(2023, 2, 1, 12, 0, 1));
  assertEquals(read("Dec 31 23:59:59", "any", "UTC", reference), Date.UTC(2023, 11, 31, 23, 59, 59));
  assertEquals(read("Feb 29 10:00:00", "any", "UTC", reference), Date.UTC(2024, 1, 29, 10, 0, 0));
  assertEquals(read("Feb 29 10:00:00", "any", "UTC", Date.UTC(2023, 5, 1)), Date.UTC(2020, 1, 29, 10, 0, 0));
  assertEquals(read("Mar  1 13:00:00", "any", "Europe/Berlin", reference), Date.UTC(2024, 2, 1, 12, 0, 0));
});

Deno.test("a date without a year moves with the reference of one clock", () => {
  const context = { timeZone: "UTC", referenceMs: Date.UTC(2024, 5, 30) };
  const clock = new Clock(context);
  const bytes = new TextEncoder().encode("Jun  9 06:06:20");
  for (const year of [2024, 2020, 2023, 1999]) {
    context.referenceMs = Date.UTC(year, 5, 30);
    readTimestamp(0, bytes, 0, bytes.length, clock);
    assertEquals(clock.toMs(), Date.UTC(year, 5, 9, 6, 6, 20));
  }
});

const two = (value: number) => String(value).padStart(2, "0");
const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");
const DAYS = "Sun Mon Tue Wed Thu Fri Sat".split(" ");

/** How each kind is written; `date` has whole milliseconds. */
const WRITERS: Readonly<Record<string, (date: Date) => string>> = {
  iso: (date) => date.toISOString(),
  compact: (date) => date.toISOString().replaceAll("-", "").replace("T", "-").replace(".", ":").replace("Z", ""),
  short: (date) => date.toISOString().slice(2, 19).replaceAll(/[-:]/g, "").replace("T", " "),
  month_day: (date) => date.toISOString().slice(5, 23).replace("T", " "),
  numeric: (date) =>
    `${date.getUTCMonth() + 1}/${two(date.getUTCDate())}/${date.getUTCFullYear()} ${date.getUTCHours() % 12 || 12}:` +
    `${date.toISOString().slice(14, 23)} ${date.getUTCHours() < 12 ? "AM" : "PM"}`,
  syslog: (date) =>
    `${MONTHS[date.getUTCMonth()]} ${String(date.getUTCDate()).padStart(2)} ${date.toISOString().slice(11, 23)}`,
  weekday: (date) =>
    `${DAYS[date.getUTCDay()]} ${MONTHS[date.getUTCMonth()]} ${two(date.getUTCDate())} ${
      date.toISOString().slice(11, 23)
    } ${date.getUTCFullYear()}`,
  clf: (date) =>
    `${two(date.getUTCDate())}/${MONTHS[date.getUTCMonth()]}/${date.getUTCFullYear()}:${
      date.toISOString().slice(11, 19)
    } +0000`,
  epoch: (date) => String(date.getTime()),
  dmy: (date) =>
    `${two(date.getUTCDate())}.${two(date.getUTCMonth() + 1)}.${date.getUTCFullYear()} ${
      date.toISOString().slice(11, 23)
    }`,
  mdy: (date) =>
    `${two(date.getUTCMonth() + 1)}-${two(date.getUTCDate())}-${date.getUTCFullYear()} ${
      date.toISOString().slice(11, 23)
    }`,
  ymd: (date) => `${date.toISOString().slice(2, 10).replaceAll("-", "/")} ${date.toISOString().slice(11, 23)}`,
  glog: (date) => `${two(date.getUTCMonth() + 1)}${two(date.getUTCDate())} ${date.toISOString().slice(11, 23)}000`,
};
const WHOLE_SECONDS = new Set(["short", "clf"]);
const NO_YEAR = new Set(["month_day", "syslog", "glog"]);

for (const [kind, write] of Object.entries(WRITERS)) {
  Deno.test(`any date written as ${kind} is read back`, () => {
    const max = NO_YEAR.has(kind) ? REFERENCE : Date.UTC(2069, 0, 1);
    const min = NO_YEAR.has(kind) ? REFERENCE - 360 * 86_400_000 : Date.UTC(2001, 8, 10);
    fc.assert(fc.property(fc.integer({ min, max }), (ms) => {
      const at = WHOLE_SECONDS.has(kind) ? Math.floor(ms / 1000) * 1000 : ms;
      assertStrictEquals(read(write(new Date(at)), kind), at);
      const isAny = TIMESTAMP_KINDS.some(({ name, isAny }) => name === kind && isAny);
      if (isAny) assertStrictEquals(read(write(new Date(at))), at);
    }));
  });
}

Deno.test("at most one kind that is looked for on its own account takes a timestamp", () => {
  const kinds = TIMESTAMP_KINDS.filter(({ name, isAny }) => isAny && name !== "any");
  for (const [text] of SPELLINGS) {
    const taking = kinds.filter(({ name }) => read(text, name) !== undefined).map(({ name }) => name);
    assertEquals(taking.length, 1, `${text}: ${taking.join(", ")}`);
  }
});
