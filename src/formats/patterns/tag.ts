/**
 * The tag that programs put before their message in syslog (RFC 3164, section 4.1.3) and elsewhere: "prog:",
 * "prog[pid]:", "prog(pam_unix)[pid]:", "Some Program[12]:", "prog 1.4:", "prog[pid] (unit[1]):", "kernel: [ 12.34]".
 */
import { hashNameText } from "../../core/hash.ts";
import type { ParameterList } from "../../core/lines/parameters.ts";
import type { LineAttribute } from "../format.ts";
import { parts } from "../times/timestamp_parts.ts";

const { countDigits, isBlank, isDigit, skipBlanks } = parts;

const COLON = 0x3a;
const OPEN = 0x5b;
const CLOSE = 0x5d;
const CLOSE_ROUND = 0x29;
const CLOSE_ANGLE = 0x3e;
const EQUALS = 0x3d;
const QUOTE = 0x22;

const COMPONENT = hashNameText("component");
const PID = hashNameText("pid");
const WORDS_MAX = 4;
const TAG_BYTES_MAX = 160;

/** What a byte means while a tag is looked for; "=" and quotes are of values, which no tag holds. */
const ROLE = { text: 0, blank: 1, colon: 2, value: 3 } as const;
const roleOfByte = new Uint8Array(256);
roleOfByte[32] = roleOfByte[9] = ROLE.blank;
roleOfByte[COLON] = ROLE.colon;
roleOfByte[EQUALS] = roleOfByte[QUOTE] = ROLE.value;

/** Where the tag at `pos` ends, after its colon; `pos` when there is none. */
export function readTag(bytes: Uint8Array, pos: number, end: number): number {
  const stop = pos + TAG_BYTES_MAX < end ? pos + TAG_BYTES_MAX : end;
  let isProcess = false; // the first word was "prog[pid]"
  let i = pos;
  for (let word = 0; word < WORDS_MAX && i < stop; word++) {
    const start = i;
    for (; i < stop; i++) {
      const byte = bytes[i];
      if (byte > EQUALS) continue; // a letter, most of the time
      const role = roleOfByte[byte];
      if (role === ROLE.text) continue;
      if (role === ROLE.blank) break;
      if (role === ROLE.value) return pos;
      if (i > start && bytes[i - 1] === CLOSE && isPid(bytes, start, i - 1)) return i + 1;
    }
    if (i === stop && stop !== end) return pos;
    const last = bytes[i - 1];
    if (last === COLON && i - start > 1) {
      if (word === 0) return skipUptime(bytes, pos, i, end);
      const before = bytes[i - 2];
      if (isProcess && (before === CLOSE_ROUND || before === CLOSE_ANGLE)) return i;
      return word === 1 && isVersion(bytes, start, i - 1) ? i : pos;
    }
    if (word === 0) isProcess = last === CLOSE && isPid(bytes, start, i - 1);
    i = skipBlanks(bytes, i, stop);
  }
  return pos;
}

/** Hands over a tag's program as component, and its process id, which stands at its end. */
export function giveTag(bytes: Uint8Array, start: number, end: number, into: ParameterList): void {
  let stop = end > start && bytes[end - 1] === COLON ? end - 1 : end;
  if (stop === end) { for (stop = start; stop < end && bytes[stop] !== COLON;) stop++; // "kernel: [ 12.34]"
   }
  let open = stop - 1;
  if (stop > start && bytes[open] === CLOSE) { for (open--; open > start && isDigit(bytes[open]);) open--; }
  const hasPid = open > start && open < stop - 2 && bytes[open] === OPEN;
  into.addField(COMPONENT, start, hasPid ? open : stop);
  if (hasPid) into.addField(PID, open + 1, stop - 1);
}

/** The same for display and rules: `value` is the tag's text. */
export function tagAttributes(value: string): LineAttribute[] {
  const [, component = "", pid] = /^(.*?)(?:\[(\d+)\])?(?:\s*\(.*\))?:(?: \[.*\])?$/.exec(value) ?? [];
  if (component === "") return [];
  return pid === undefined ? [{ name: "component", value: component }] : [
    { name: "component", value: component },
    { name: "pid", value: pid },
  ];
}

/** True when "[digits" stands before `close`. */
function isPid(bytes: Uint8Array, start: number, close: number): boolean {
  let i = close - 1;
  while (i > start && isDigit(bytes[i])) i--;
  return i >= start && i < close - 1 && bytes[i] === OPEN;
}

function isVersion(bytes: Uint8Array, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (!isDigit(bytes[i]) && bytes[i] !== 0x2e) return false;
  return isDigit(bytes[start]);
}

/** The kernel's seconds since start behind "kernel:" belong to the header. */
function skipUptime(bytes: Uint8Array, pos: number, afterColon: number, end: number): number {
  if (afterColon - pos !== 7 || bytes[pos] !== 0x6b || bytes[pos + 5] !== 0x6c) return afterColon; // "kernel:"
  let i = skipBlanks(bytes, afterColon, end);
  if (i >= end || bytes[i] !== OPEN) return afterColon;
  i = skipBlanks(bytes, i + 1, end);
  const digits = countDigits(bytes, i, end, 10);
  i += digits;
  if (digits === 0 || i >= end || bytes[i] !== 0x2e) return afterColon;
  i += 1 + countDigits(bytes, i + 1, end, 9);
  return i < end && bytes[i] === CLOSE && (i + 1 === end || isBlank(bytes[i + 1])) ? i + 1 : afterColon;
}
