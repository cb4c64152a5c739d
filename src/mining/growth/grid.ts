/**
 * Messages that say several things of the same names, whatever these are: `Started Rotate log files`, `Stopped Rotate
 * log files`, `Started Network Time Synchronization`, `Stopped …`. Two beginnings with a verb that go on in the same
 * three ways at least are said of names, however many words a name has; what they go on with else is a name too.
 *
 * It costs a few look-ups for each new message, and is asked only while there are few templates.
 */
import { type Anchor, isSlot, mayBeInName } from "./anchors.ts";
import type { Templates } from "./evidence.ts";
import { RecentMap } from "./recent_map.ts";
import { isState, isVerb } from "../masks/vocabulary.ts";

/** Beginnings, and names, that are kept; names of one beginning, and beginnings of one name. */
const HEADS_MAX = 1 << 10;
const ALL_NAMES_MAX = 1 << 12;
const NAMES_MAX = 64;
const HEADS_OF_NAME_MAX = 16;
/** Words of a beginning, at most. */
const HEAD_WORDS_MAX = 3;
/** Names that two beginnings must share. */
const SHARED_MIN = 3;
const BLANK = " ";

/** A beginning of messages. */
interface Head {
  /** The template of each of what followed it. */
  readonly templates: Map<string, number>;
  /** That of all names that follow it; -1 while it is not known that names do. */
  template: number;
}

export class Grid {
  readonly #templates: Templates;
  readonly #heads = new RecentMap<string, Head>(HEADS_MAX);
  /** The beginnings that a name followed. */
  readonly #headsOf = new RecentMap<string, string[]>(ALL_NAMES_MAX);

  constructor(templates: Templates) {
    this.#templates = templates;
  }

  /** The template of a beginning that names follow, if one that is known follows here; -1 for none. */
  match(anchors: readonly Anchor[]): number {
    for (const [text, name] of splitsOf(anchors)) {
      const head = this.#heads.get(text);
      if (head !== undefined && head.template >= 0 && this.#isName(name, head)) {
        return this.#templates.find(head.template);
      }
    }
    return -1;
  }

  /** Takes up a message of a template. */
  add(anchors: readonly Anchor[], template: number): void {
    for (const [text, name] of splitsOf(anchors)) {
      const head = this.#heads.get(text) ?? { templates: new Map(), template: -1 };
      this.#heads.set(text, head);
      if (head.templates.has(name) || head.templates.size >= NAMES_MAX) continue;
      head.templates.set(name, template);
      const texts = this.#headsOf.get(name) ?? [];
      this.#headsOf.set(name, texts);
      for (const other of this.#headsBefore(name)) this.#compare(head, other);
      if (texts.length < HEADS_OF_NAME_MAX) texts.push(text);
      this.#join(name);
    }
  }

  /** Renames templates; what is known of those whose name becomes negative is forgotten. */
  rename(nameOf: (template: number) => number): void {
    this.#heads.update((head) => {
      for (const [name, template] of head.templates) {
        const renamed = nameOf(template);
        if (renamed < 0) head.templates.delete(name);
        else head.templates.set(name, renamed);
      }
      if (head.template >= 0) head.template = nameOf(head.template);
      return head.templates.size === 0 ? undefined : head;
    });
  }

  /** Opens two beginnings if they share names enough, of which each says something else. */
  #compare(a: Head, b: Head): void {
    const closed = [a, b].filter(({ template }) => template < 0);
    if (closed.length === 0) return;
    const shared = [...a.templates.keys()].filter((name) => b.templates.has(name));
    if (shared.length < SHARED_MIN || haveWordInCommon(shared)) return;
    for (const head of closed) head.template = head.templates.get(shared[0]) as number;
    for (const head of closed) for (const name of head.templates.keys()) this.#join(name);
  }

  /** Makes what a name follows one with what other names follow, beginning by beginning. */
  #join(name: string): void {
    for (const head of this.#headsBefore(name)) {
      const template = head.templates.get(name);
      if (head.template < 0 || template === undefined || !this.#isName(name, head)) continue;
      if (this.#templates.find(template) !== this.#templates.find(head.template)) {
        head.template = this.#templates.union([head.template, template]);
      }
    }
  }

  /** Whether this followed another beginning that names follow. */
  #isName(name: string, than: Head): boolean {
    return this.#headsBefore(name).some((head) => head !== than && head.template >= 0);
  }

  #headsBefore(name: string): Head[] {
    return this.#headsOf.get(name)?.flatMap((text) => this.#heads.get(text) ?? []) ?? [];
  }
}

/** Whether a word is in all of them: then it is what they are names of, and no part of them. */
function haveWordInCommon(names: readonly string[]): boolean {
  const words = names.map((name) => name.split(BLANK));
  return words[0].some((word) => words.every((others) => others.includes(word)));
}

/** A message as beginnings and names, in all ways there are: the shortest beginning comes first. */
function splitsOf(anchors: readonly Anchor[]): [head: string, name: string][] {
  const first = anchors.findIndex(({ text }) => !isSlot(text));
  if (first < 0 || !isVerb(anchors[first].text)) return [];
  const splits: [string, string][] = [];
  const words = anchors.map(({ text }) => text);
  for (let at = Math.max(first + 1, nameStart(anchors)); at < words.length && at <= first + HEAD_WORDS_MAX; at++) {
    if (isSlot(words[at]) || isState(words[at])) continue;
    splits.push([words.slice(0, at).join(BLANK), words.slice(at).filter((word) => !isSlot(word)).join(BLANK)]);
  }
  return splits;
}

/** Where the words begin that end a message and have no sign within; the last says nothing that has an opposite. */
function nameStart(anchors: readonly Anchor[]): number {
  let from = anchors.length;
  while (from > 0 && mayEndName(anchors[from - 1], from === anchors.length)) {
    from--;
    if (!isSlot(anchors[from].text) && !anchors[from].isNext) break;
  }
  return from;
}

function mayEndName(anchor: Anchor, isLast: boolean): boolean {
  return isSlot(anchor.text) || mayBeInName(anchor) || !isLast && isState(anchor.text);
}
