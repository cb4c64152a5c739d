/** A terminal to replay what is written into, so that tests see what a user would. */
import { Unicode11Addon } from "@xterm/addon-unicode11";
import xterm from "@xterm/headless";

/** A terminal of so many cells. */
export class Screen {
  /** What the terminal was made to do beside showing text. */
  readonly heard = { bells: 0, titles: 0, answers: 0 };
  readonly #terminal: InstanceType<typeof xterm.Terminal>;

  constructor(columns: number, rows: number) {
    this.#terminal = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true, scrollback: 0 });
    this.#terminal.loadAddon(new Unicode11Addon());
    this.#terminal.unicode.activeVersion = "11";
    this.#terminal.onBell(() => this.heard.bells++);
    this.#terminal.onTitleChange(() => this.heard.titles++);
    this.#terminal.onData(() => this.heard.answers++);
  }

  write(text: string): Promise<void> {
    return new Promise((resolve) => this.#terminal.write(text, resolve));
  }

  resize(columns: number, rows: number): void {
    this.#terminal.resize(columns, rows);
  }

  /** The rows as they stand there, without blanks at their ends. */
  text(): string {
    const { active } = this.#terminal.buffer;
    return Array.from(
      { length: this.#terminal.rows },
      (_, row) => active.getLine(active.viewportY + row)?.translateToString().trimEnd() ?? "",
    ).join("\n");
  }

  /** Text, colours and attributes of every cell, as one string a cell. */
  cells(): string[] {
    const { active } = this.#terminal.buffer;
    const cells: string[] = [];
    for (let row = 0; row < this.#terminal.rows; row++) {
      const line = active.getLine(active.viewportY + row);
      for (let column = 0; column < this.#terminal.cols; column++) {
        const cell = line?.getCell(column);
        if (cell === undefined) cells.push("missing");
        else {
          const flags = [cell.isBold(), cell.isDim(), cell.isItalic(), cell.isUnderline(), cell.isInverse()].map(
            Number,
          );
          const text = cell.getWidth() === 0 ? "" : cell.getChars() || " ";
          cells.push(`${text} ${cell.getFgColor()} ${cell.getBgColor()} ${flags.map((flag) => flag ? 1 : 0).join("")}`);
        }
      }
    }
    return cells;
  }

  dispose(): void {
    this.#terminal.dispose();
  }
}
