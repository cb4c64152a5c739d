/**
 * What stands before a line's message, shortened: its time and its level are shown in columns of their own already.
 * Only how it looks depends on this; a head that is not recognised is shown whole.
 */

/** Times as most logs write them, in brackets or not. */
const TIME = new RegExp(
  `(?<!\\S)[\\[(<]?(?:${
    [
      // 2026-11-22T18:00:00.123Z, 2026/11/22 18:00:00,123 +0100, 2005-06-03-15.42.50.363779, 2005.06.03
      String.raw`\d{4}[-/.]\d\d[-/.]\d\d(?:[T _-]\d\d[:.]\d\d[:.]\d\d(?:[.,]\d+)?(?: ?(?:Z|[+-]\d\d:?\d\d|UTC))?)?`,
      // <134>Nov 22 18:00:00
      String.raw`(?:<\d{1,3}>)?[A-Z][a-z]{2} {1,2}\d{1,2} (?:\d{4} )?\d\d:\d\d:\d\d(?:[.,]\d+)?`,
      // 22 Nov 2026 18:00:00.123
      String.raw`\d{1,2} [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d(?:[.,]\d+)?`,
      // I1122 18:00:00.123456
      String.raw`[A-Z]\d{4} \d\d:\d\d:\d\d(?:\.\d+)?`,
      // 22/Nov/2026:18:00:00 +0100
      String.raw`\d\d/[A-Z][a-z]{2}/\d{4}:\d\d:\d\d:\d\d(?: [+-]\d{4})?`,
      // seconds, milliseconds … since the epoch
      String.raw`1\d{9}(?:\.\d+|\d{3,9})?`,
      // 081109 203615, 18:00:00.123
      String.raw`\d{6} \d{6}|\d\d:\d\d:\d\d(?:[.,]\d+)?`,
    ].join("|")
  })[\\])>]?,?(?:\\s+|$)`,
);
const LEVELS = "TRACE|DEBUG|INFO|NOTICE|WARN(?:ING)?|ERROR|FATAL|CRITICAL|ALERT|EMERG";
const LEVEL = new RegExp(String.raw`(?<!\S)(?:[-–|] )?[[(<]?(?:${LEVELS})[\])>]?:?(?:\s+|$)`);
/** Written small, it may be another word unless it comes first. */
const FIRST_LEVEL = new RegExp(LEVEL.source.replace(String.raw`(?<!\S)`, "^"), "i");

/** The head without its times and levels. */
export function shortHead(head: string): string {
  let rest = head;
  for (let isShorter = true; isShorter;) {
    const next = rest.replace(TIME, "").replace(LEVEL, "").replace(FIRST_LEVEL, "");
    isShorter = next.length < rest.length;
    rest = next;
  }
  return rest;
}
