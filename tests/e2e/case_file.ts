/**
 * An end-to-end case as a file under tests/cases: what is there, what is asked, what must come out. A bug report
 * becomes such a file. `README.md` beside them describes the keys.
 */
import { parse } from "@std/yaml";
import { gzipSync } from "node:zlib";

/** A file's content: text, or pieces of text, of repeated lines, of bytes. */
type Content = string | readonly Piece[] | { readonly gzip: Content };
type Piece =
  | string
  | { readonly repeat: number; readonly text: string }
  /** Each character is one byte. */
  | { readonly bytes: string };

/** Fields that must be as said; others may be there. */
type Fields = Readonly<Record<string, unknown>>;

export interface Case {
  /** Name of the file, which is the test's name too. */
  readonly name: string;
  readonly files: Readonly<Record<string, Content>>;
  readonly args: readonly string[];
  readonly config?: string;
  /** Modification time of the files, for dates without a year. */
  readonly modified?: string;
  readonly exit?: number;
  readonly stderr?: string;
  /** All events but the summary, in order. */
  readonly events?: readonly Fields[];
  readonly summary?: Fields;
  /** All of it, to the byte. */
  readonly stdout?: string;
  /** Rows of `verdicts.tsv`, in order, by the names of its header. */
  readonly verdicts?: readonly Fields[];
  /** The same for `sessions.tsv`. */
  readonly sessions?: readonly Fields[];
  /** Files that must be there afterwards, to the byte. */
  readonly written?: Readonly<Record<string, string>>;
}

const KEYS = [
  "files",
  "args",
  "config",
  "modified",
  "exit",
  "stderr",
  "events",
  "summary",
  "stdout",
  "verdicts",
  "sessions",
  "written",
];

const FOLDER = new URL("../cases/", import.meta.url);

export function loadCases(): Case[] {
  const names = [...Deno.readDirSync(FOLDER)].map(({ name }) => name).filter((name) => name.endsWith(".yaml"));
  return names.sort().map((file) => {
    const name = file.slice(0, -".yaml".length).replaceAll("_", " ");
    const text = Deno.readTextFileSync(new URL(file, FOLDER));
    const read = parse(text) as Omit<Case, "name" | "args"> & { args: string };
    const unknown = Object.keys(read).filter((key) => !KEYS.includes(key));
    if (unknown.length > 0) throw new SyntaxError(`tests/cases/${file}: unknown key ${unknown.join(", ")}`);
    return { ...read, name, args: wordsOf(read.args) };
  });
}

/** The bytes of a file of a case. */
export function bytesOf(content: Content): Uint8Array {
  if (typeof content === "string") return new TextEncoder().encode(content);
  if ("gzip" in content) return gzipSync(bytesOf(content.gzip));
  const pieces = content.map((piece) => {
    if (typeof piece === "string") return new TextEncoder().encode(piece);
    if ("bytes" in piece) return Uint8Array.from(piece.bytes, (character) => character.charCodeAt(0));
    return new TextEncoder().encode(repeated(piece.text, piece.repeat));
  });
  const all = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}

/**
 * `{n}` is the number of the repetition from 1 on, `{ss}` a second that goes up, `{hh}` an hour
 * that does once a minute.
 */
function repeated(text: string, times: number): string {
  const two = (number: number) => String(number).padStart(2, "0");
  return Array.from({ length: times }, (_, index) =>
    text.replaceAll("{n}", String(index + 1))
      .replaceAll("{ss}", two(index % 60))
      .replaceAll("{mm}", two(Math.floor(index / 60) % 60))
      .replaceAll("{hh}", two(Math.floor(index / 3600) % 24))).join("");
}

/** Words with blanks between them; quotes keep blanks. */
function wordsOf(text: string): string[] {
  return [...text.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, word]) => quoted ?? word);
}
