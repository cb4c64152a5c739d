/** One line of text that the user writes, with completions: for the filter and the palette. Pure state and drawing. */
import { clustersOf, columnsOf } from "../../core/text/width.ts";
import type { Frame } from "../frame.ts";
import type { Input } from "../input.ts";

/** What has been written so far. */
export interface PromptState {
  readonly text: string;
  /** Offset in `text`, in UTF-16 units, between two clusters. */
  readonly cursor: number;
  /** What is offered, and which of it is chosen; −1 for none. */
  readonly offered: readonly string[];
  readonly chosen: number;
}

/** How a prompt ended, if it did. */
export interface PromptChange {
  readonly state: PromptState;
  readonly end?: "accept" | "cancel";
}

const TEXT_LENGTH_MAX = 1000;

/** A prompt with some text, the cursor behind it. */
export function promptWith(text: string): PromptState {
  return { text, cursor: text.length, offered: [], chosen: -1 };
}

/** Answers a key or a paste; `offer` gives the completions of a text as whole texts. */
export function updatePrompt(
  state: PromptState,
  input: Input,
  offer: (text: string) => readonly string[],
): PromptChange {
  if (input.type === "mouse") return { state };
  if (input.type === "paste") return { state: insert(state, input.text.replaceAll("\n", " "), offer) };
  const { text, cursor } = state;
  switch (input.key) {
    case "enter":
      return { state: accepted(state), end: "accept" };
    case "esc":
    case "ctrl-c":
      return { state, end: "cancel" };
    case "left":
    case "ctrl-b":
      return { state: { ...state, cursor: cursor - lastCluster(text.slice(0, cursor)).length } };
    case "right":
    case "ctrl-f":
      return { state: { ...state, cursor: cursor + firstCluster(text.slice(cursor)).length } };
    case "home":
    case "ctrl-a":
      return { state: { ...state, cursor: 0 } };
    case "end":
    case "ctrl-e":
      return { state: { ...state, cursor: text.length } };
    case "backspace":
      return text === ""
        ? { state, end: "cancel" }
        : { state: cut(state, lastCluster(text.slice(0, cursor)).length, offer) };
    case "delete":
      return {
        state: cut(
          { ...state, cursor: cursor + firstCluster(text.slice(cursor)).length },
          firstCluster(text.slice(cursor)).length,
          offer,
        ),
      };
    case "ctrl-w":
      return { state: cut(state, (/\S*\s*$/.exec(text.slice(0, cursor)) ?? [""])[0].length, offer) };
    case "ctrl-u":
      return { state: cut(state, cursor, offer) };
    case "tab":
    case "down":
      return { state: choose(state, 1, offer) };
    case "shift-tab":
    case "up":
      return { state: choose(state, -1, offer) };
    default:
      return { state: isCharacter(input.key) ? insert(state, input.key, offer) : state };
  }
}

/**
 * Draws the prompt on one row, the cursor as a reversed cell, the end of a long text in sight; what is wrong stands at
 * the end, where it must have room.
 */
export function renderPrompt(frame: Frame, label: string, state: PromptState, error = ""): void {
  frame.fill();
  const start = frame.text(0, 0, label, { role: "key", bold: true });
  const room = Math.max(1, frame.columns - start - (error === "" ? 1 : columnsOf(error) + 3));
  let before = state.text.slice(0, state.cursor);
  while (columnsOf(before) >= room) before = before.slice(firstCluster(before).length);
  const under = firstCluster(state.text.slice(state.cursor)) || " ";
  let column = frame.text(start, 0, before, { role: "strong" });
  column = frame.text(column, 0, under, { role: "strong", reverse: true });
  frame.text(column, 0, state.text.slice(state.cursor + under.length), { role: "strong" });
  if (error !== "") frame.textBefore(frame.columns, 0, ` ${error}`, { role: "critical" });
}

function accepted(state: PromptState): PromptState {
  return state.chosen < 0 ? state : promptWith(state.offered[state.chosen]);
}

function choose(state: PromptState, by: number, offer: (text: string) => readonly string[]): PromptState {
  const { offered } = state;
  if (offered.length === 0) return state;
  // the only one is taken, and what may follow it is offered
  if (offered.length === 1 && by > 0) {
    const [text] = offered;
    return { ...promptWith(text), offered: offer(text).filter((each) => each !== text) };
  }
  const chosen = state.chosen < 0
    ? by > 0 ? 0 : offered.length - 1
    : (state.chosen + by + offered.length) % offered.length;
  return { ...state, chosen, text: offered[chosen], cursor: offered[chosen].length };
}

function insert(state: PromptState, added: string, offer: (text: string) => readonly string[]): PromptState {
  const text = (state.text.slice(0, state.cursor) + added + state.text.slice(state.cursor)).slice(0, TEXT_LENGTH_MAX);
  const cursor = Math.min(text.length, state.cursor + added.length);
  return { text, cursor, offered: offer(text), chosen: -1 };
}

function cut(state: PromptState, length: number, offer: (text: string) => readonly string[]): PromptState {
  const cursor = state.cursor - length;
  const text = state.text.slice(0, cursor) + state.text.slice(state.cursor);
  return { text, cursor, offered: offer(text), chosen: -1 };
}

function isCharacter(key: string): boolean {
  return [...clustersOf(key)].length === 1;
}

function firstCluster(text: string): string {
  return clustersOf(text).next().value ?? "";
}

function lastCluster(text: string): string {
  return [...clustersOf(text)].at(-1) ?? "";
}
