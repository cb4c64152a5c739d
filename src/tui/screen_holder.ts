/** A screen together with what it remembers, so that the app can hold screens of all kinds in one table. */
import type { ListedColumns } from "./tables/columns.ts";
import type { Frame } from "./frame.ts";
import type { MouseInput } from "./input.ts";
import type { Binding } from "./keymap.ts";
import type { Change, Effect, Room, Screen, ScreenId, Target } from "./screen.ts";
import type { View } from "./view.ts";

/** A screen as the app sees it. */
export interface ScreenHolder {
  readonly id: ScreenId;
  readonly title: string;
  readonly bindings: readonly Binding[];
  render(frame: Frame, view: View): void;
  update(command: string, view: View, room: Room): Effect | undefined;
  mouse(input: MouseInput, view: View, room: Room): Effect | undefined;
  columns(view: View, room: Room): ListedColumns | undefined;
  isUnfinished(view: View): boolean;
  question(): readonly Binding[] | undefined;
  show(target: Target, view: View): void;
  note(view: View): string;
}

/** Holds a screen, begun. */
export function holdScreen<State>(screen: Screen<State>): ScreenHolder {
  let state = screen.begin();
  const keep = (change: Change<State>): Effect | undefined => {
    state = change.state;
    return change.effect;
  };
  return {
    id: screen.id,
    title: screen.title,
    bindings: screen.bindings,
    render: (frame, view) => screen.render(frame, view, state),
    update: (command, view, room) => keep(screen.update(state, command, view, room)),
    mouse: (input, view, room) => screen.mouse === undefined ? undefined : keep(screen.mouse(state, input, view, room)),
    columns: (view, room) => screen.columns?.(state, view, room),
    isUnfinished: (view) => screen.isUnfinished?.(view) ?? false,
    question: () => screen.question?.(state),
    show: (target, view) => {
      state = screen.show?.(state, target, view) ?? state;
    },
    note: (view) => screen.note?.(view, state) ?? "",
  };
}
