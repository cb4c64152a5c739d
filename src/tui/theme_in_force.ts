/** The theme in force: the one that suits the terminal, until the user chooses one. */
import { type ColorDepth, Theme, type ThemeName } from "./theme.ts";

export class ThemeInForce {
  readonly #depth: ColorDepth;
  #theme: Theme;
  #name: ThemeName;
  #isChosen = false;

  constructor(name: ThemeName, depth: ColorDepth) {
    this.#depth = depth;
    this.#name = name;
    this.#theme = new Theme(name, depth);
  }

  get theme(): Theme {
    return this.#theme;
  }

  /** The user's choice; undefined where none was made. */
  get chosen(): ThemeName | undefined {
    return this.#isChosen ? this.#name : undefined;
  }

  /** The user wants the other one. */
  toggle(): void {
    this.#isChosen = true;
    this.#set(this.#name === "dark" ? "light" : "dark");
  }

  /** Takes one up unless the user has chosen; whether that changes anything. */
  suggest(name: ThemeName): boolean {
    if (this.#isChosen || name === this.#name) return false;
    this.#set(name);
    return true;
  }

  #set(name: ThemeName): void {
    this.#name = name;
    this.#theme = new Theme(name, this.#depth);
  }
}
