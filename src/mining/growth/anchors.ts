/**
 * Anchors: what holds a message together. Words and keys are anchors; parameters, brackets without words, quoted names
 * and lists are *slots* between them, however long. Messages with the same words in the same order are of one kind at
 * once, whatever their numbers, lists and empty or filled parentheses: as in Brain (Yu et al., TSC 2023), which groups
 * by the longest common pattern first and looks at the rest afterwards (evidence.ts).
 */
import { Brackets } from "../masks/brackets.ts";
import { type Phrase, phrasesOf } from "../masks/phrases.ts";
import { isQueryAt } from "../masks/queries.ts";
import { isDelimiter, SLOT } from "../masks/token.ts";
import { isState, isWord, NEGATIONS, NULLS, SWITCHES, TEXT_KEYS, UNITS } from "../masks/vocabulary.ts";

/** What an anchor is: an item follows a comma in a list; a lone word stands by itself in brackets. */
export type AnchorKind = "word" | "key" | "value" | "item" | "lone" | "slot";

export interface Anchor {
  readonly text: string;
  readonly kind: AnchorKind;
  /** Whether it stands right behind a word or parameter, with no sign between them. */
  readonly isNext?: boolean;
}

/** A message by what holds it together, and which of that may be a parameter of several words. */
export interface Sentence {
  readonly anchors: readonly Anchor[];
  readonly phrases: readonly Phrase[];
}

/** Longer quotes are texts, not names. */
const QUOTED_TOKENS_MAX = 16;

/** A slot that was a bracket, quotes, or a list. */
export const GROUP = "()";

/** What a word may have behind it in parentheses: `image(s)`. */
const PLURAL = "s";
const PLURAL_WORD = /^[a-z]{2,}[a-rtv-z]s$/;

/** Whether an anchor's text is one of a slot. */
export function isSlot(text: string): boolean {
  return text === SLOT || text === GROUP;
}

/** Ends the name of a key: `uid=`, or `uid,=` where commas separate the fields. */
export function isKey(text: string): boolean {
  return text.length > 1 && text.endsWith("=");
}

/** Whether a key stands between commas. */
export function isOptionalKey(text: string): boolean {
  return text.length > 2 && text.endsWith(",=");
}

/** Whether a key's value is what the message says: `msg=`. */
export function isTextKey(text: string): boolean {
  return isKey(text) && TEXT_KEYS.has(text.slice(0, -1));
}

/** Whether an anchor may be a word of a name. */
export function mayBeInName({ text, kind }: Anchor): boolean {
  return (kind === "word" || kind === "value") && !isSlot(text) && !isState(text) &&
    !NEGATIONS.has(text);
}

/** The anchors and phrases of a message's tokens. */
export function sentenceOf(tokens: readonly string[]): Sentence {
  return new AnchorReader(tokens).read();
}

class AnchorReader {
  readonly #tokens: readonly string[];
  readonly #brackets: Brackets;
  readonly #anchors: Anchor[] = [];
  readonly #hasArrow: boolean;
  /** How many anchors there were at each token. */
  readonly #anchorAt: number[] = [];

  constructor(tokens: readonly string[]) {
    this.#tokens = tokens;
    this.#brackets = new Brackets(tokens);
    this.#hasArrow = tokens.includes(">");
  }

  read(): Sentence {
    const tokens = this.#tokens;
    let i = 0;
    while (i < tokens.length) {
      this.#anchorAt[i] = this.#anchors.length;
      const token = tokens[i];
      const close = this.#brackets.closeOf(i);
      if (close === i + 2 && tokens[i + 1] === PLURAL) i = close + 1;
      else if (close > 0) i = this.#isGroup(i, close) ? this.#slot(close + 1, GROUP) : i + 1;
      else if (token === ":" && isQueryAt(tokens, i + 1)) i = this.#slot(tokens.length, GROUP);
      else if (isDelimiter(token)) i++;
      else if (!isWord(token)) i = this.#slot(i + 1, SLOT);
      else if (this.#isUnit(i)) i++;
      else if (this.#isSwitch(i)) i = this.#slot(i + 1, SLOT);
      else if (this.#hasArrow && this.#isBesideArrow(i)) i = this.#slot(i + 1, SLOT);
      else if (this.#isKeyAt(i)) i = this.#readField(i);
      else i = this.#readWord(i);
    }
    this.#anchorAt[i] = this.#anchors.length;
    return { anchors: this.#anchors, phrases: phrasesOf(tokens, this.#brackets, this.#anchorAt) };
  }

  #slot(next: number, text: string): number {
    if (this.#anchors[this.#anchors.length - 1]?.text !== text) this.#anchors.push({ text, kind: "slot" });
    return next;
  }

  /** A unit after a number says nothing more than the number. */
  #isUnit(i: number): boolean {
    return i > 0 && isUnitOf(this.#tokens[i - 1], this.#tokens[i]);
  }

  /** Whether this is a switch in brackets: `Radio[enabled]`, `(using password: NO)`. */
  #isSwitch(i: number): boolean {
    const before = this.#tokens[i - 1];
    const after = this.#tokens[i + 1];
    return (before === "[" || before === ":") && (after === "]" || after === ")") &&
      SWITCHES.has(this.#tokens[i].toLowerCase());
  }

  /** What an arrow leads from, or to (`bound -> expired`), are values of one thing. */
  #isBesideArrow(i: number): boolean {
    const tokens = this.#tokens;
    return isDashes(tokens[i + 1]) && tokens[i + 2] === ">" || tokens[i - 1] === ">" && isDashes(tokens[i - 2]);
  }

  /** Brackets without words, short quotes and lists are parameters as a whole. */
  #isGroup(open: number, close: number): boolean {
    const tokens = this.#tokens;
    const inner = tokens.slice(open + 1, close);
    if (!inner.some((token, k) => isWord(token) && !isOption(token) && !isUnitOf(inner[k - 1], token))) return true;
    // a remark that may be absent: `(attempt 3)`
    if (tokens[open] === "(" && inner.length <= 2 && inner[inner.length - 1] === SLOT) return true;
    const hasFields = inner.includes("=") || inner.includes(":");
    // a command with options: `(run -v all)`
    if (tokens[open] === "(" && !hasFields && inner.some(isOption)) return true;
    if (isQuote(tokens[open])) {
      // what a message begins with is what it says, be it in quotes, and so is what follows a header
      const isText = open === 0 && inner.length > 1 || tokens[open - 1] === "]" ||
        tokens[open - 1] === "=" && TEXT_KEYS.has(tokens[open - 2]);
      // a command with its arguments (`"GET /index.html"`) is said, not named
      const isCommand = tokens[open] === '"' && inner.includes(SLOT) && isWord(inner[0]);
      return inner.length <= QUOTED_TOKENS_MAX && !hasFields && !isText && !isCommand;
    }
    if (tokens[open] === "{" && open > 0 && !isRowOfFields(inner)) return true;
    if (tokens[open] === "[" && isListOfParameters(inner)) return true;
    return tokens[open] !== "<" && inner.includes(",") && !hasFields && isList(inner);
  }

  /** `key=`, or `key:` among fields that commas separate. */
  #isKeyAt(i: number): boolean {
    const tokens = this.#tokens;
    const next = tokens[i + 1];
    if (next === "=") return true;
    if (next !== ":") return false;
    if (i > 0 && tokens[i - 1] === ",") return true;
    // what ends a sentence is no key: `not found: /a, referer: /b`
    if (i > 0 && !isDelimiter(tokens[i - 1])) return false;
    const comma = tokens[i + 2] === "," ? i + 2 : i + 3;
    return tokens[comma] === "," && (tokens[comma + 2] === ":" || tokens[comma + 2] === "=");
  }

  #readField(i: number): number {
    const tokens = this.#tokens;
    const key = tokens[i];
    const value = i + 2;
    let end = this.#valueEnd(value, key);
    const after = end || (value < tokens.length && !isDelimiter(tokens[value]) ? value + 1 : 0);
    const isComma = i > 0 && isSeparator(tokens[i - 1]) ||
      after > 0 && after < tokens.length && isSeparator(tokens[after]);
    const closes = after === tokens.length || after > 0 && ",;)]}>".includes(tokens[after]);
    if (end === 0 && after > 0 && isComma && closes && mayBeValue(tokens[value]) && !TEXT_KEYS.has(key)) end = after;
    this.#anchors.push({ text: key + (isComma ? ",=" : "="), kind: "key" });
    if (end > 0) return this.#slot(end, this.#brackets.closeOf(value) > 0 ? GROUP : SLOT);
    if (value < tokens.length && !isDelimiter(tokens[value])) {
      this.#anchors.push({ text: tokens[value], kind: "value" });
      return value + 1;
    }
    return value;
  }

  /** Where the value of a field ends if it is a parameter, else 0. */
  #valueEnd(i: number, key: string): number {
    const tokens = this.#tokens;
    if (i >= tokens.length || ",;)]}>".includes(tokens[i]) || tokens[i + 1] === "=") return i;
    if (tokens[i] === SLOT) return i + 1;
    const close = this.#brackets.closeOf(i);
    if (close > 0) {
      const inner = tokens.slice(i, close);
      const isParameter = !inner.some(isWord) || isQuote(tokens[i]) && !TEXT_KEYS.has(key) ||
        tokens[i] === "{" || tokens[i] === "[" && !inner.includes("=");
      return isParameter ? close + 1 : 0;
    }
    if (
      NULLS.has(tokens[i]) || SWITCHES.has(tokens[i].toLowerCase()) ||
      !hasLetterOrDigit(tokens[i]) && !isDelimiter(tokens[i])
    ) return i + 1;
    const closeAfter = this.#brackets.closeOf(i + 1);
    if (
      closeAfter > 0 && !isState(tokens[i]) && "{[(".includes(tokens[i + 1]) &&
      !tokens.slice(i + 1, closeAfter).includes("=")
    ) {
      return closeAfter + 1;
    }
    let end = i;
    while (end < tokens.length && end < i + 4 && !isDelimiter(tokens[end])) end++;
    const isOpen = end < tokens.length && end > i + 1 && ")]}".includes(tokens[end]);
    return isOpen && !tokens.slice(i, end).every(isWord) ? end : 0;
  }

  #readWord(i: number): number {
    const tokens = this.#tokens;
    // a, b, c: a list of single units
    if (tokens[i + 1] === "," && tokens[i + 3] === ",") {
      let last = i;
      while (last + 2 < tokens.length && tokens[last + 1] === "," && !isDelimiter(tokens[last + 2])) {
        if (tokens[last + 3] === "=" || tokens[last + 3] === ":") break;
        last += 2;
      }
      if (last >= i + 4) return this.#slot(last + 1, SLOT);
    }
    const isNext = i > 0 && !isDelimiter(tokens[i - 1]);
    const text = tokens[i - 1] === SLOT ? singularOf(tokens[i]) : tokens[i];
    this.#anchors.push({ text, kind: this.#kindOfWord(i), isNext });
    return i + 1;
  }

  #kindOfWord(i: number): AnchorKind {
    if (i > 1 && this.#tokens[i - 1] === "," && !isDelimiter(this.#tokens[i - 2])) return "item";
    return i > 0 && this.#brackets.closeOf(i - 1) === i + 1 ? "lone" : "word";
  }
}

function isUnitOf(before: string | undefined, token: string): boolean {
  return before === SLOT && UNITS.has(token.toLowerCase());
}

/** What is counted, as it is said of one: `1 connection`, `2 connections`. */
function singularOf(word: string): string {
  return PLURAL_WORD.test(word) ? word.slice(0, -1) : word;
}

function isDashes(token: string | undefined): boolean {
  return token === "-" || token === "--";
}

/** An option of a command: `-v`. */
function isOption(token: string): boolean {
  return token.length > 1 && token.startsWith("-");
}

/**
 * Whether every part between commas begins with a parameter, and goes on after a colon at most: `1.db:level=0, 2.db`.
 */
function isListOfParameters(tokens: readonly string[]): boolean {
  return tokens.every((token, k) => {
    const before = tokens[k - 1] ?? ",";
    return before === "," ? token === SLOT : before !== SLOT || token === "," || token === ":";
  });
}

/** Whether these are fields that only blanks separate (`act=MAIN flg=1`): those are said one by one. */
function isRowOfFields(tokens: readonly string[]): boolean {
  return tokens[1] === "=" && tokens.includes("=", 2) && !tokens.includes(",") && !tokens.includes("{");
}

/** Whether every part between commas has two tokens at most. */
function isList(tokens: readonly string[]): boolean {
  let length = 0;
  for (const token of tokens) {
    if (token === ",") length = 0;
    else if (++length > 2) return false;
  }
  return true;
}

/** Whether a token has letters or digits, and names no state. */
function mayBeValue(token: string): boolean {
  return hasLetterOrDigit(token) && !isState(token);
}

function isSeparator(token: string): boolean {
  return token === "," || token === ";";
}

function isQuote(token: string): boolean {
  return token === '"' || token === "'";
}

function hasLetterOrDigit(token: string): boolean {
  return /[\p{L}\p{N}]/u.test(token);
}
