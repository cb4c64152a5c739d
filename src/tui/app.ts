/**
 * The dashboard: screens, the filter, the range of time, pausing, help and palette, over whatever snapshots come. Takes
 * inputs, gives effects, draws grids; it has no terminal and no clock, so a test can press any key and look.
 */
import type { PastRuns } from "../core/views/past_runs.ts";
import type { Snapshot } from "../core/views/snapshot.ts";
import type { AppOptions, AppSettings } from "./app_options.ts";
import { renderHeader } from "./bars.ts";
import { renderColumns, updateColumns } from "./popups/column_popup.ts";
import type { ColumnChoices } from "./tables/columns.ts";
import { FilterInForce } from "./filter_in_force.ts";
import { Frame } from "./frame.ts";
import { Grid } from "./grid.ts";
import type { Input } from "./input.ts";
import { commandOf, GLOBAL_BINDINGS, LIST_BINDINGS } from "./keymap.ts";
import { commandOffers, filterOffers, noCommandText } from "./popups/offers.ts";
import type { Popup } from "./popups/popup.ts";
import { renderBottom } from "./popups/bottom_row.ts";
import { helpOffset, type HelpPart, renderHelp } from "./popups/help.ts";
import { promptWith, updatePrompt } from "./popups/prompt.ts";
import { movedRange, RANGE_COMMANDS } from "./range.ts";
import { type Effect, type Room, type ScreenId, SCREENS, type Target } from "./screen.ts";
import { ScreenHolder } from "./screen_holder.ts";
import { makeScreens } from "./screens/mod.ts";
import type { Theme, ThemeName } from "./theme.ts";
import { ThemeInForce } from "./theme_in_force.ts";
import type { TimeRange, View } from "./view.ts";

const FIRST_RUN = "? shows all keys · / filters · enter looks closer · q leaves";

export class App {
  readonly #theme: ThemeInForce;
  readonly #options: AppOptions;
  readonly #screens = new Map<ScreenId, ScreenHolder>();
  #screen: ScreenId;
  readonly #filter: FilterInForce;
  #range: TimeRange | undefined;
  #popup: Popup | undefined;
  /** The snapshot that the picture is held at. */
  #held: Snapshot | undefined;
  #columns: ColumnChoices;
  #past: PastRuns | undefined;
  #snapshot: Snapshot;
  #message: string;
  #room: Room = { columns: 80, rows: 22 };
  #helpEnd = 0;

  constructor(snapshot: Snapshot, options: AppOptions) {
    this.#options = options;
    this.#snapshot = snapshot;
    this.#screen = options.screen ?? "overview";
    this.#columns = options.columns ?? {};
    this.#theme = new ThemeInForce(options.theme, options.depth);
    this.#filter = new FilterInForce(options.timeOf);
    this.#message = options.isFirstRun ? FIRST_RUN : "";
    for (const holder of makeScreens()) this.#screens.set(holder.id, holder);
  }

  get theme(): Theme {
    return this.#theme.theme;
  }

  get screen(): ScreenId {
    return this.#screen;
  }

  get isPaused(): boolean {
    return this.#held !== undefined;
  }

  /** Whether the screen has more to show when it is drawn again, although nothing new has come. */
  get isUnfinished(): boolean {
    return this.#current().isUnfinished(this.#view());
  }

  /** What users chose that is worth keeping between runs. */
  get settings(): AppSettings {
    const theme = this.#theme.chosen;
    return { ...(theme !== undefined && { theme }), columns: this.#columns };
  }

  /** Takes the newest snapshot; while paused it waits. */
  take(snapshot: Snapshot): void {
    this.#snapshot = snapshot;
  }

  /** Takes up a theme, unless the user has chosen one; whether that changes anything. */
  suggestTheme(name: ThemeName): boolean {
    return this.#theme.suggest(name);
  }

  /** Takes what the history knows of earlier runs. */
  takePast(past: PastRuns): void {
    this.#past = past;
  }

  /** Says something in the hint bar until the next key. */
  say(text: string): void {
    this.#message = text;
  }

  /** Draws everything on a grid of this size. */
  draw(columns: number, rows: number): Grid {
    const grid = new Grid(columns, rows);
    const frame = new Frame(grid, { ascii: this.#options.ascii ?? false });
    const view = this.#view();
    const [top, bottom] = rows < 8 ? [0, 0] : [1, 1];
    if (top > 0) renderHeader(frame.line(0, "bar"), view, this.isPaused);
    const body = frame.part({ column: 0, row: top, columns, rows: rows - top - bottom });
    this.#room = body;
    this.#current().render(body, view);
    if (bottom > 0) {
      renderBottom(frame, {
        popup: this.#popup,
        filterError: this.#filter.error,
        message: this.#message,
        screen: this.#screen,
        bindings: [...this.#current().bindings, ...GLOBAL_BINDINGS, ...LIST_BINDINGS],
        note: this.#current().note(view),
      });
    }
    const listed = this.#popup?.type === "columns" ? this.#current().columns(view, body) : undefined;
    if (this.#popup?.type === "columns" && listed !== undefined) renderColumns(body, listed, this.#popup.cursor);
    if (this.#popup?.type === "help") {
      const { rows: all, shown } = renderHelp(body, this.#helpParts(), this.#popup.offset);
      this.#helpEnd = Math.max(0, all - shown);
    }
    return grid;
  }

  /** Answers an input; what is to be done in the world comes back. */
  handle(input: Input): Effect[] {
    if (this.#popup !== undefined) return this.#handlePopup(this.#popup, input);
    this.#message = "";
    if (input.type === "paste") return [];
    const view = this.#view();
    if (input.type === "mouse") {
      const at = { ...input, row: input.row - 1 };
      return this.#follow(this.#current().mouse(at, view, this.#room));
    }
    const question = this.#current().question();
    if (question !== undefined) {
      return this.#follow(this.#current().update(commandOf(input.key, question) ?? "cancel", view, this.#room));
    }
    const command = commandOf(input.key, this.#current().bindings, LIST_BINDINGS, GLOBAL_BINDINGS);
    return command === undefined ? [] : this.run(command);
  }

  /** Does a command by its name, as a key or the palette would. */
  run(command: string): Effect[] {
    const [word, argument] = command.split(" ");
    if (word === "screen") return this.#go(argument as ScreenId);
    if (RANGE_COMMANDS.has(command)) {
      this.#range = movedRange(command, this.#range, this.#view().snapshot.timeline);
      return [];
    }
    switch (command) {
      case "next screen":
        return this.#go(this.#neighbour(1));
      case "previous screen":
        return this.#go(this.#neighbour(-1));
      case "filter":
        this.#popup = { type: "filter", prompt: promptWith(this.#filter.filter.text) };
        return [];
      case "palette":
        this.#popup = { type: "palette", prompt: { ...promptWith(""), offered: commandOffers("", this.#helpParts()) } };
        return [];
      case "help":
        this.#popup = { type: "help", offset: 0 };
        return [];
      case "columns":
        if (this.#current().columns(this.#view(), this.#room) === undefined) this.say("there are no columns here");
        else this.#popup = { type: "columns", cursor: 0 };
        return [];
      case "clear filter":
        this.#filter.set("");
        return [];
      case "pause":
        this.#held = this.#held === undefined ? this.#snapshot : undefined;
        return [];
      case "theme":
        this.#theme.toggle();
        return [{ type: "redraw" }];
      case "redraw":
        return [{ type: "redraw" }];
      case "suspend":
        return [{ type: "suspend" }];
      case "quit":
        return [{ type: "quit" }];
    }
    return this.#follow(this.#current().update(command, this.#view(), this.#room));
  }

  /** Does what of an effect is the app's own; the rest is for others. */
  #follow(effect: Effect | undefined): Effect[] {
    if (effect === undefined) return [];
    switch (effect.type) {
      case "go":
        return this.#go(effect.screen, effect.target);
      case "filter":
        this.#filter.set(effect.text);
        return [];
      case "range":
        this.#range = effect.range;
        return [];
      case "say":
        this.say(effect.text);
        return [];
      default:
        return [effect];
    }
  }

  #go(screen: ScreenId, target?: Target): Effect[] {
    this.#screen = screen;
    // what has no place of its own on a screen narrows it
    if (target !== undefined && "source" in target) this.#filter.set(`source="${target.source}"`);
    else if (target !== undefined && "template" in target && screen !== "templates") {
      this.#filter.set(`template=${target.template}`);
    }
    if (target !== undefined) this.#current().show(target, this.#view());
    return [];
  }

  #handlePopup(popup: Popup, input: Input): Effect[] {
    if (popup.type === "help") {
      if (input.type !== "key") return [];
      const offset = helpOffset(input.key, popup.offset, this.#helpEnd);
      this.#popup = offset === undefined ? undefined : { type: "help", offset };
      return [];
    }
    if (popup.type === "columns") {
      if (input.type === "key") this.#chooseColumns(popup.cursor, input.key);
      return [];
    }
    const isFilterPrompt = popup.type === "filter";
    const offer = (text: string) =>
      isFilterPrompt ? filterOffers(text, this.#view().snapshot) : commandOffers(text, this.#helpParts());
    const { state, end } = updatePrompt(popup.prompt, input, offer);
    this.#popup = end === undefined ? { ...popup, prompt: state } : undefined;
    if (isFilterPrompt) {
      // the view narrows while one types; what cannot be understood is not taken
      this.#filter.set(end === "cancel" ? "" : state.text);
      if (this.#filter.error !== undefined) this.#popup = { ...popup, prompt: state };
      return [];
    }
    if (end !== "accept" || state.text === "") return [];
    const [command] = commandOffers(state.text, this.#helpParts());
    if (command !== undefined) return this.run(command);
    this.say(noCommandText(state.text, this.#helpParts()));
    return [];
  }

  #chooseColumns(before: number, key: string): void {
    const listed = this.#current().columns(this.#view(), this.#room);
    if (listed === undefined) return this.#popup = undefined;
    const { cursor, choice, isOpen } = updateColumns(listed, before, key);
    const { [listed.id]: _, ...others } = this.#columns;
    this.#columns = choice === undefined ? others : { ...others, [listed.id]: choice };
    this.#popup = isOpen ? { type: "columns", cursor } : undefined;
  }

  #helpParts(): readonly HelpPart[] {
    const holder = this.#current();
    return [
      ...(holder.bindings.length === 0 ? [] : [{ title: holder.title, bindings: holder.bindings }]),
      { title: "lists", bindings: LIST_BINDINGS },
      { title: "everywhere", bindings: GLOBAL_BINDINGS },
    ];
  }

  #view(): View {
    const { texts } = this.#options;
    return {
      snapshot: this.#held ?? this.#snapshot,
      past: this.#past,
      filter: this.#filter.filter,
      range: this.#range,
      columns: this.#columns,
      texts,
      theme: this.theme,
    };
  }

  #current(): ScreenHolder {
    return this.#screens.get(this.#screen) as ScreenHolder;
  }

  #neighbour(by: number): ScreenId {
    return SCREENS[(SCREENS.indexOf(this.#screen) + by + SCREENS.length) % SCREENS.length];
  }
}
