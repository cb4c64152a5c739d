/**
 * What a terminal sends, as keys, text that was pasted, and mouse events. Takes bytes as they come: a sequence may be
 * cut anywhere. A lone Esc is told as such by `flush`, which the reader calls when nothing has followed for a moment.
 *
 * Sequences are those of xterm (ctlseqs), which all others follow: CSI with modifiers as its second parameter, SS3 for
 * arrows in application mode, SGR mouse reports (mode 1006), bracketed paste (mode 2004), and CSI
 * u of the kitty protocol.
 */

/** A key: its name, or the character it writes; with what was held down. */
export interface KeyInput {
  readonly type: "key";
  /** `a`, `A`, `/`, `up`, `enter`, `f5`, `ctrl-c`, `alt-x`, `shift-tab`, `ctrl-left`. */
  readonly key: string;
}

/** Text that was pasted, without control characters. */
export interface PasteInput {
  readonly type: "paste";
  readonly text: string;
}

/** What a mouse did at a cell, counted from 0. */
export interface MouseInput {
  readonly type: "mouse";
  readonly action: "press" | "release" | "drag" | "wheel-up" | "wheel-down";
  /** 0 left, 1 middle, 2 right. */
  readonly button: number;
  readonly column: number;
  readonly row: number;
}

/** What a user did. */
export type Input = KeyInput | PasteInput | MouseInput;

/** What the terminal answers when it is asked for the colour of its background (OSC 11): 0xrrggbb. */
export interface BackgroundReply {
  readonly type: "background";
  readonly rgb: number;
}

const FINAL: Readonly<Record<string, string>> = {
  A: "up",
  B: "down",
  C: "right",
  D: "left",
  H: "home",
  F: "end",
  P: "f1",
  Q: "f2",
  R: "f3",
  S: "f4",
  Z: "shift-tab",
};

const TILDE: Readonly<Record<string, string>> = {
  "1": "home",
  "2": "insert",
  "3": "delete",
  "4": "end",
  "5": "page-up",
  "6": "page-down",
  "7": "home",
  "8": "end",
  "11": "f1",
  "12": "f2",
  "13": "f3",
  "14": "f4",
  "15": "f5",
  "17": "f6",
  "18": "f7",
  "19": "f8",
  "20": "f9",
  "21": "f10",
  "23": "f11",
  "24": "f12",
};

const CONTROL: Readonly<Record<number, string>> = {
  8: "backspace",
  9: "tab",
  10: "enter",
  13: "enter",
  27: "esc",
  127: "backspace",
};

const PASTE_BEGIN = "\x1b[200~";
const PASTE_END = "\x1b[201~";
/** More of a paste than this is dropped. */
const PASTE_LENGTH_MAX = 1 << 16;
/** A sequence that is longer than this is none. */
const SEQUENCE_LENGTH_MAX = 64;

// deno-lint-ignore no-control-regex
const CSI = /^\x1b\[([<=>?]?)([0-9;:]*)([ -/]*)([@-~])/;
// deno-lint-ignore no-control-regex
const CSI_BEGUN = /^\x1b(\[[<=>?]?[0-9;:]*[ -/]*|O)?$/;
// deno-lint-ignore no-control-regex
const BACKGROUND = /^\x1b\]11;(?:rgba?:)([0-9a-f]{1,4})\/([0-9a-f]{1,4})\/([0-9a-f]{1,4})[^\x07\x1b]*(?:\x07|\x1b\\)/i;
// deno-lint-ignore no-control-regex
const OSC_BEGUN = /^\x1b\]\d*(;[^\x07\x1b]*\x1b?)?$/;
// deno-lint-ignore no-control-regex
const CONTROLS = /[\x00-\x08\x0b-\x1f\x7f-\x9f]/g;

/** Reads inputs from bytes. */
export class InputDecoder {
  readonly #decoder = new TextDecoder();
  #waiting = "";

  /** What the bytes say, together with what was left over before. */
  push(bytes: Uint8Array): (Input | BackgroundReply)[] {
    this.#waiting += this.#decoder.decode(bytes, { stream: true });
    const inputs: (Input | BackgroundReply)[] = [];
    for (let input = this.#take(false); input !== undefined; input = this.#take(false)) {
      if (input !== null) inputs.push(input);
    }
    return inputs;
  }

  /** Whether something waits for its end: an Esc that may be a key or the beginning of a sequence. */
  get isWaiting(): boolean {
    return this.#waiting !== "";
  }

  /** Nothing has followed: what waits is taken as it stands. */
  flush(): (Input | BackgroundReply)[] {
    const inputs: (Input | BackgroundReply)[] = [];
    while (this.#waiting !== "") {
      const input = this.#take(true);
      if (input) inputs.push(input);
    }
    return inputs;
  }

  /** The next input; null for what means nothing; undefined where more must come first. */
  #take(isAll: boolean): Input | BackgroundReply | null | undefined {
    const text = this.#waiting;
    if (text === "") return undefined;
    if (text.startsWith(PASTE_BEGIN)) return this.#takePaste(isAll);
    if (text[0] !== "\x1b") return this.#takeCharacter();
    const isBegun = CSI_BEGUN.test(text) || OSC_BEGUN.test(text);
    if (!isAll && text.length < SEQUENCE_LENGTH_MAX && isBegun) return undefined;
    const background = BACKGROUND.exec(text);
    if (background !== null) return this.#takeBackground(background);
    const csi = CSI.exec(text);
    if (csi !== null) return this.#takeSequence(csi);
    if (text[1] === "O" && text.length > 2) {
      this.#waiting = text.slice(3);
      return keyOf(FINAL[text[2]]);
    }
    this.#waiting = text.slice(1);
    if (text.length === 1 || text[1] === "\x1b") return { type: "key", key: "esc" };
    const character = this.#takeCharacter();
    return character?.type === "key" ? { type: "key", key: `alt-${character.key}` } : character;
  }

  #takeBackground([whole, ...parts]: RegExpExecArray): BackgroundReply {
    this.#waiting = this.#waiting.slice(whole.length);
    const [red, green, blue] = parts.map((part) => Math.round(parseInt(part, 16) * 255 / (16 ** part.length - 1)));
    return { type: "background", rgb: red << 16 | green << 8 | blue };
  }

  #takeCharacter(): Input | null {
    const point = this.#waiting.codePointAt(0) ?? 0;
    const character = String.fromCodePoint(point);
    this.#waiting = this.#waiting.slice(character.length);
    if (CONTROL[point] !== undefined) return { type: "key", key: CONTROL[point] };
    if (point === 0) return { type: "key", key: "ctrl-space" };
    if (point < 32) return { type: "key", key: `ctrl-${String.fromCharCode(point + 64).toLowerCase()}` };
    if (point >= 0x80 && point < 0xa0) return null;
    return { type: "key", key: character };
  }

  #takePaste(isAll: boolean): Input | null | undefined {
    const end = this.#waiting.indexOf(PASTE_END);
    if (end < 0 && !isAll && this.#waiting.length < PASTE_LENGTH_MAX) return undefined;
    const text = this.#waiting.slice(PASTE_BEGIN.length, end < 0 ? undefined : end);
    this.#waiting = end < 0 ? "" : this.#waiting.slice(end + PASTE_END.length);
    return { type: "paste", text: text.slice(0, PASTE_LENGTH_MAX).replace(/\r\n?/g, "\n").replace(CONTROLS, "") };
  }

  #takeSequence([whole, prefix, parameters, , final]: RegExpExecArray): Input | null {
    this.#waiting = this.#waiting.slice(whole.length);
    const numbers = parameters.split(/[;:]/).map(Number);
    if (prefix === "<" && (final === "M" || final === "m")) return mouseOf(numbers, final === "m");
    if (prefix !== "") return null;
    const held = modifiersOf(numbers[1]);
    if (final === "~") return keyOf(TILDE[numbers[0]], held);
    if (final === "u") return keyOf(CONTROL[numbers[0]] ?? printable(numbers[0]), held);
    return keyOf(FINAL[final], held);
  }
}

function keyOf(name: string | undefined, held = ""): KeyInput | null {
  return name === undefined ? null : { type: "key", key: held + name };
}

/** The modifiers of a second parameter: one more than the sum of 1 shift, 2 alt, 4 ctrl. */
function modifiersOf(parameter: number | undefined): string {
  const bits = (parameter || 1) - 1;
  return ((bits & 4) === 0 ? "" : "ctrl-") + ((bits & 2) === 0 ? "" : "alt-") + ((bits & 1) === 0 ? "" : "shift-");
}

function printable(point: number): string | undefined {
  return point >= 32 && point < 0x110000 ? String.fromCodePoint(point) : undefined;
}

function mouseOf([code, column, row]: readonly number[], isRelease: boolean): MouseInput | null {
  if (!(column >= 1) || !(row >= 1)) return null;
  const at = { type: "mouse", button: code & 3, column: column - 1, row: row - 1 } as const;
  if ((code & 64) !== 0) {
    return (code & 2) !== 0 ? null : { ...at, action: (code & 1) === 0 ? "wheel-up" : "wheel-down" };
  }
  if (isRelease) return { ...at, action: "release" };
  if ((code & 32) !== 0) return (code & 3) === 3 ? null : { ...at, action: "drag" };
  return { ...at, action: "press" };
}
