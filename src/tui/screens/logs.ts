/** The lines of all sources as they come: levels in colour, what varies apart, odd lines marked in the margin. */
import type { FilterSubject } from "../../core/filter.ts";
import type { LogLine, LogList } from "../../core/views/log_list.ts";
import { compactCount } from "../amounts.ts";
import type { Binding } from "../keymap.ts";
import { listedLogColumns } from "../log/log_columns.ts";
import { renderNoLines } from "../nothing_odd.ts";
import { renderLines, renderOpen } from "../panels/log_lines.ts";
import type { Change, Room, Screen } from "../screen.ts";
import { isSearching, linesOf, type ShownLines } from "../log/shown_lines.ts";

const ERROR_SEVERITY = 17;

/** What the screen remembers. */
export interface LogsState {
  /** Number of the selected line; undefined while it follows the newest. */
  readonly selected: number | undefined;
  /** How many rows below the selected line stand on the screen. */
  readonly below: number;
  readonly wraps: boolean;
  readonly compacts: boolean;
  readonly isOpen: boolean;
  readonly bookmarks: readonly number[];
  /** Columns that are scrolled away to the left. */
  readonly left: number;
}

const BINDINGS: readonly Binding[] = [
  { keys: ["k", "up"], command: "older", help: "the line before" },
  { keys: ["j", "down"], command: "newer", help: "the next line" },
  { keys: ["page-up", "ctrl-b", "ctrl-u"], command: "page older", help: "a page back" },
  { keys: ["page-down", "ctrl-f", "ctrl-d"], command: "page newer", help: "a page further" },
  { keys: ["g", "home"], command: "oldest", help: "the oldest line that is kept" },
  { keys: ["G", "end", "F"], command: "follow", help: "the newest line, and follow", hint: "follow" },
  { keys: ["n"], command: "next odd", help: "the next odd line, or the newest while it follows", hint: "next odd" },
  { keys: ["N"], command: "previous odd", help: "the odd line before" },
  {
    keys: ["e"],
    command: "next error",
    help: "the next line of level error or above, or the newest",
    hint: "next error",
  },
  { keys: ["E"], command: "previous error", help: "the error before" },
  { keys: ["enter"], command: "open", help: "the whole line, JSON and logfmt field by field", hint: "expand" },
  { keys: ["esc"], command: "back", help: "close it" },
  { keys: ["w"], command: "wrap", help: "break long lines, or cut them", hint: "wrap" },
  { keys: ["c"], command: "compact", help: "lines in short, or as they are" },
  { keys: ["h", "left"], command: "left", help: "to the beginning of long lines" },
  { keys: ["l", "right"], command: "right", help: "along long lines" },
  { keys: ["b"], command: "bookmark", help: "set or take away a bookmark" },
  { keys: ["'"], command: "next bookmark", help: "the next bookmark" },
  { keys: ["a"], command: "anomaly", help: "look at the anomaly that the line belongs to" },
  { keys: ["t"], command: "template", help: "look at the line's template" },
  { keys: ["y"], command: "copy", help: "copy the line to the clipboard (OSC 52)" },
  { keys: ["o"], command: "open file", help: "open the file at the line in $PAGER or $EDITOR" },
];

export const logs: Screen<LogsState> = {
  id: "logs",
  title: "logs",
  bindings: BINDINGS,
  begin: () => ({ selected: undefined, below: 0, wraps: false, compacts: true, isOpen: false, bookmarks: [], left: 0 }),
  render(frame, view, state) {
    const lines = linesOf(view);
    const at = indexOf(lines, state);
    if (lines.length === 0) {
      if (view.snapshot.logs.next === 0) return renderNoLines(frame, view);
      const why = isSearching(view) ? "searching …" : "no line that is kept matches the filter and the range";
      frame.text(2, 1, why, { role: "muted" });
      return;
    }
    if (state.isOpen) return renderOpen(frame, view, view.snapshot.logs.at(lines.at(at)));
    renderLines(frame, view, { state, lines, at });
  },
  update(state, command, view, room) {
    const lines = linesOf(view);
    const { logs: list } = view.snapshot;
    const at = indexOf(lines, state);
    const move = (to: number): Change<LogsState> => ({ state: moved(state, lines, { to, at, room }) });
    const line = lines.length === 0 ? undefined : list.at(lines.at(at));
    switch (command) {
      case "older":
        return move(at - 1);
      case "newer":
        return move(at + 1);
      case "page older":
        return move(at - room.rows + 2);
      case "page newer":
        return move(at + room.rows - 2);
      case "oldest":
        return move(0);
      case "follow":
        return { state: { ...state, selected: undefined, below: 0, isOpen: false } };
      case "next odd":
      case "previous odd":
        return found(state, lines, {
          list,
          at,
          room,
          by: command === "next odd" ? 1 : -1,
          is: ({ score = 0 }) => score >= view.snapshot.alertThreshold,
          what: "odd line",
          back: "N",
        });
      case "next error":
      case "previous error":
        return found(state, lines, {
          list,
          at,
          room,
          by: command === "next error" ? 1 : -1,
          is: ({ severity = 0 }) => severity >= ERROR_SEVERITY,
          what: "error",
          back: "E",
        });
      case "next bookmark":
        return bookmarked(state, lines, { at, room });
      case "open":
        return { state: { ...held(state, lines, at), isOpen: true } };
      case "back":
        return { state: { ...state, isOpen: false } };
      case "wrap":
        return { state: { ...state, wraps: !state.wraps, left: 0 } };
      case "compact":
        return { state: { ...state, compacts: !state.compacts } };
      case "left":
        return { state: { ...state, left: Math.max(0, state.left - 16) } };
      case "right":
        return { state: { ...state, left: state.wraps ? 0 : state.left + 16 } };
    }
    return line === undefined ? { state } : ofLine(held(state, lines, at), command, line, lines.at(at));
  },
  mouse(state, input, view, room) {
    const lines = linesOf(view);
    const at = indexOf(lines, state);
    const to = input.action === "wheel-up" ? at - 3 : input.action === "wheel-down" ? at + 3 : at;
    if (to !== at) return { state: moved(state, lines, { to, at, room }) };
    // where lines are broken into rows, which one stands where depends on all of them
    if (input.action !== "press" || state.wraps || state.isOpen) return { state };
    const clicked = Math.min(lines.length - 1, at + state.below) - (room.rows - 1 - input.row);
    if (clicked < 0 || clicked >= lines.length) return { state };
    return { state: { ...state, selected: lines.at(clicked), below: room.rows - 1 - input.row } };
  },
  columns: (_, view, room) => listedLogColumns(view, room.columns),
  show: (state, target) =>
    "line" in target ? { ...state, selected: target.line, below: 5, isOpen: false } : { ...state, isOpen: false },
  isUnfinished: isSearching,
  note(view, state) {
    const lines = linesOf(view);
    const kept = view.snapshot.logs.next - view.snapshot.logs.first;
    const matching = view.filter.isEmpty && view.range === undefined ? "" : `${compactCount(lines.length)} of `;
    return `${state.selected === undefined ? "following · " : ""}${matching}${compactCount(kept)} lines kept${
      lines.isComplete ? "" : " · searching"
    }`;
  },
};

function indexOf(lines: ShownLines, { selected }: LogsState): number {
  if (selected === undefined) return lines.length - 1;
  return Math.max(0, Math.min(lines.length - 1, lines.indexOf(selected)));
}

/** Selects another line, moving the picture as little as needed; beyond the newest it follows. */
function moved(
  state: LogsState,
  lines: ShownLines,
  { to, at, room }: { to: number; at: number; room: Room },
): LogsState {
  if (to >= lines.length - 1 || lines.length === 0) return { ...state, selected: undefined, below: 0 };
  const index = Math.max(0, to);
  const below = Math.max(0, Math.min(room.rows - 1, state.below + at - index, lines.length - 1 - index));
  return { ...state, selected: lines.at(index), below };
}

/** Holds on to the line that is selected, also while it was following. */
function held(state: LogsState, lines: ShownLines, at: number): LogsState {
  return state.selected === undefined && lines.length > 0 ? { ...state, selected: lines.at(at) } : state;
}

interface Search {
  readonly list: LogList;
  readonly at: number;
  readonly room: Room;
  readonly by: 1 | -1;
  readonly is: (line: FilterSubject) => boolean;
  readonly what: string;
  /** The key that searches the other way. */
  readonly back: string;
}

/** The next line that is so; searched for among some ten thousand at a time. */
function found(state: LogsState, lines: ShownLines, search: Search): Change<LogsState> {
  const { list, at, room, is, what, back } = search;
  // who follows stands behind the newest line: the next one that there is lies before it
  const isFollowing = state.selected === undefined;
  const by = isFollowing ? -1 : search.by;
  for (
    let index = isFollowing ? at : at + by, looks = 0;
    index >= 0 && index < lines.length && looks < 20_000;
    index += by, looks++
  ) {
    if (is(list.subjectAt(lines.at(index)))) {
      return { state: { ...moved(state, lines, { to: index, at, room }), selected: lines.at(index) } };
    }
  }
  return {
    state: held(state, lines, at),
    effect: { type: "say", text: by > 0 ? `no further ${what}: ${back} goes back` : `no earlier ${what}` },
  };
}

function bookmarked(state: LogsState, lines: ShownLines, { at, room }: { at: number; room: Room }): Change<LogsState> {
  const here = lines.at(at);
  const sorted = [...state.bookmarks].sort((a, b) => a - b);
  const next = sorted.find((number) => number > here) ?? sorted[0];
  if (next === undefined) return { state, effect: { type: "say", text: "no bookmarks: b sets one" } };
  return { state: { ...moved(state, lines, { to: lines.indexOf(next), at, room }), selected: next } };
}

function ofLine(state: LogsState, command: string, line: LogLine, number: number): Change<LogsState> {
  switch (command) {
    case "copy":
      return { state, effect: { type: "copy", text: line.text } };
    case "open file":
      return { state, effect: { type: "open", source: line.source, line: line.line } };
    case "template":
      return { state, effect: { type: "go", screen: "templates", target: { template: line.template } } };
    case "anomaly":
      if (line.anomaly === "") return { state, effect: { type: "say", text: "this line belongs to no anomaly" } };
      return { state, effect: { type: "go", screen: "anomalies", target: { anomaly: line.anomaly } } };
    case "bookmark": {
      const bookmarks = state.bookmarks.includes(number)
        ? state.bookmarks.filter((each) => each !== number)
        : [...state.bookmarks, number];
      return { state: { ...state, bookmarks } };
    }
  }
  return { state };
}
