/**
 * What a screen is: something that draws a view, and answers commands with a new state and what is to be done. It is
 * pure: no clock, no terminal, no file; what changes the world is an effect, which the app hands to whoever can do it.
 */
import type { AnomalyMark } from "../core/views/anomaly_view.ts";
import type { ListedColumns } from "./tables/columns.ts";
import type { Frame } from "./frame.ts";
import type { MouseInput } from "./input.ts";
import type { Binding } from "./keymap.ts";
import type { TimeRange, View } from "./view.ts";

/** The screens there are, in the order of their keys. */
export const SCREENS = ["overview", "anomalies", "templates", "logs", "sources", "compare"] as const;
export type ScreenId = typeof SCREENS[number];

/** How far a mark reaches. */
export type MarkScope = "template" | "source" | "pattern" | "this";

/** What is to be done beside drawing. */
export type Effect =
  | { readonly type: "copy"; readonly text: string }
  /** Open a file at a line in the user's pager or editor. */
  | { readonly type: "open"; readonly source: string; readonly line: number }
  | {
    readonly type: "mark";
    readonly anomaly: string;
    readonly mark: AnomalyMark;
    readonly scope: MarkScope;
    /** For how long, ms; undefined for good. */
    readonly forMs?: number;
  }
  | { readonly type: "undo mark" }
  | { readonly type: "export"; readonly anomalies: readonly string[] }
  /** Show another screen, looking at an anomaly, a template, a line or a source there. */
  | { readonly type: "go"; readonly screen: ScreenId; readonly target?: Target }
  | { readonly type: "filter"; readonly text: string }
  | { readonly type: "range"; readonly range: TimeRange | undefined }
  /** Tell the user in the hint bar for a moment. */
  | { readonly type: "say"; readonly text: string }
  | { readonly type: "redraw" }
  | { readonly type: "suspend" }
  | { readonly type: "quit" };

/** What a screen is asked to look at. */
export type Target =
  | { readonly anomaly: string }
  | { readonly template: string }
  | { readonly line: number }
  | { readonly source: string };

/** The size of what a screen draws on. */
export interface Room {
  readonly columns: number;
  readonly rows: number;
}

/** What a command led to. */
export interface Change<State> {
  readonly state: State;
  readonly effect?: Effect;
}

/** One screen; `State` is what it remembers between two commands, plain data. */
export interface Screen<State> {
  readonly id: ScreenId;
  readonly title: string;
  /** Its own keys; those of all lists and all screens come with them. */
  readonly bindings: readonly Binding[];
  begin(): State;
  render(frame: Frame, view: View, state: State): void;
  /** Answers a command of `bindings` or of all lists; the state as it is for one that means nothing here. */
  update(state: State, command: string, view: View, room: Room): Change<State>;
  /** Answers the mouse; positions are the screen's own. */
  mouse?(state: State, input: MouseInput, view: View, room: Room): Change<State>;
  /** The columns of its list, to be chosen from; absent where it has none. */
  columns?(state: State, view: View, room: Room): ListedColumns;
  /** The keys of a question that is open; all others take it back ("cancel"). */
  question?(state: State): readonly Binding[] | undefined;
  /** Looks at something. */
  show?(state: State, target: Target, view: View): State;
  /** Whether it would have more to show if it were drawn once more although nothing new has come. */
  isUnfinished?(view: View): boolean;
  /** What to say of it in the hint bar, such as how many rows there are. */
  note?(view: View, state: State): string;
}
