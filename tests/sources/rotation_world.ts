/** The world of the rotation tests: a writer and its files, a reader of them, and what both have done. */
import { FollowSource } from "../../src/sources/following/follow_source.ts";
import type { FilePosition } from "../../src/sources/following/position.ts";

export type Step =
  | { readonly do: "write"; readonly lines: number; readonly length: number }
  | { readonly do: "piece"; readonly length: number }
  | { readonly do: "read"; readonly times: number }
  | { readonly do: "rename" | "copytruncate" | "copy" | "truncate" | "delete" | "overwrite" | "create" }
  /** What may happen to a copy whose original is still there: removed, made anew in place, moved for a new one. */
  | { readonly do: "drop" | "recopy" | "shift" }
  | { readonly do: "restart"; readonly forget: number };

/** What one file has held from its creation to its truncation or removal. */
export interface Written {
  text: string;
  seen: boolean;
  over: boolean;
}

export interface Given {
  readonly offset: number;
  readonly line: number;
  readonly text: string;
}

export class World {
  readonly folder = Deno.makeTempDirSync({ prefix: "oddline_rotation_" });
  readonly path = `${this.folder}/app.log`;
  readonly files: Written[] = [];
  readonly warnings: string[] = [];
  /** Chunks by stream of the present run, and all lines that earlier runs have dealt with. */
  #given = new Map<number, { readonly lines: Given[]; readonly identity: string }>();
  readonly dealt: Given[] = [];
  readonly #glob: boolean;
  readonly #handlesMax: number;
  #source: FollowSource;
  #positions: FilePosition[] = [];
  #savedMs: number | undefined;
  #readings = 0;
  #now = Date.now();
  #lines = 0;
  #rotations = 0;
  #missing = "";
  /** What the last copy held when it was made, and where it and what it was made from lie, while both are there. */
  #copied = "";
  #copy: { readonly path: string; readonly of: string } | undefined;
  #nextLine = new Map<number, number>();

  constructor(glob: boolean, handlesMax: number) {
    this.#glob = glob;
    this.#handlesMax = handlesMax;
    this.#write("first", 20);
    this.#source = this.#open();
  }

  run(step: Step): void {
    const file = this.files.at(-1)!;
    const rotates = step.do === "rename" || step.do === "copytruncate" || step.do === "truncate" || step.do === "copy";
    if (rotates && (file.over || (!file.seen && !this.#glob) || file.text === "")) return;
    if (step.do === "truncate" && (this.#copy?.of !== this.path || this.#copied !== file.text)) return;
    switch (step.do) {
      case "write":
        for (let i = 0; i < step.lines; i++) this.#write("", step.length);
        break;
      case "piece":
        this.#writePiece(step.length);
        break;
      case "read":
        for (let i = 0; i < step.times; i++) this.#read();
        break;
      case "create":
        if (file.over) Deno.writeTextFileSync(this.path, "", { append: true });
        break;
      case "rename":
        Deno.renameSync(this.path, `${this.path}.${++this.#rotations}`);
        this.#end(file, `${this.path}.${this.#rotations}`);
        break;
      case "copy":
        this.#look();
        this.#copy = { path: `${this.path}.${++this.#rotations}`, of: this.path };
        Deno.copyFileSync(this.path, this.#copy.path);
        this.#copied = file.text;
        break;
      case "drop":
        if (this.#copy !== undefined) Deno.removeSync(this.#copy.path);
        this.#copy = undefined;
        break;
      case "recopy":
        if (this.#copy !== undefined) Deno.copyFileSync(this.#copy.of, this.#copy.path);
        break;
      case "shift":
        if (this.#copy === undefined) break;
        Deno.renameSync(this.#copy.path, `${this.path}.${++this.#rotations}`);
        Deno.copyFileSync(this.#copy.of, this.#copy.path);
        break;
      case "truncate":
        Deno.truncateSync(this.path);
        this.#end(file);
        break;
      case "copytruncate":
        Deno.copyFileSync(this.path, `${this.path}.${++this.#rotations}`);
        Deno.truncateSync(this.path);
        this.#end(file);
        break;
      case "delete":
        if (file.over) break;
        this.#look();
        Deno.removeSync(this.path);
        this.#end(file);
        break;
      case "overwrite":
        if (file.over) break;
        this.readAll();
        Deno.truncateSync(this.path);
        this.#end(file);
        this.#write("", 20);
        break;
      case "restart":
        this.#restart(step.forget);
        break;
    }
  }

  readAll(): void {
    for (let quiet = 0; quiet < 12;) quiet = this.#read() ? 0 : quiet + 1;
  }

  /**
   * All that is expected: the lines of each file; the unfinished last one only where the file is over. Where a pattern
   * finds the rotated file under its new name, that line may or may not be given: somebody may still finish it there.
   */
  expected(): string[] {
    const expected: string[] = [];
    const optional: string[] = [];
    for (const file of this.files) {
      const lines = file.text.split("\n");
      const last = lines.pop()!;
      expected.push(...lines);
      if (file.over && last !== "") (this.#glob ? optional : expected).push(last);
    }
    const left = this.given().map((one) => one.text);
    for (const text of expected) if (left.includes(text)) left.splice(left.indexOf(text), 1);
    return [...expected, ...optional.filter((text) => left.includes(text) && left.splice(left.indexOf(text), 1))];
  }

  given(): Given[] {
    return [...this.dealt, ...[...this.#given.values()].flatMap((stream) => stream.lines)];
  }

  close(): void {
    this.#source.close();
    Deno.removeSync(this.folder, { recursive: true });
  }

  #end(file: Written, movedTo?: string): void {
    file.over = true;
    if (this.#copy?.of === this.path) {
      this.#copy = movedTo === undefined ? undefined : { path: this.#copy.path, of: movedTo };
    }
    this.#missing = "";
  }

  #write(note: string, length: number): void {
    this.#append(this.#missing === "" ? this.#newLine(note, length) : this.#missing);
    this.#missing = "";
  }

  #writePiece(length: number): void {
    if (this.#missing === "") this.#missing = this.#newLine("piece", 30);
    const first = this.files.at(-1)!.over ? 8 : 1;
    const piece = this.#missing.slice(0, Math.max(first, length));
    this.#missing = this.#missing.slice(piece.length);
    this.#append(piece);
  }

  #newLine(note: string, length: number): string {
    // The first 8 bytes differ between any two lines.
    return `${(0x10000000 + (this.#lines++) * 0x1357 % 0xe0000000).toString(16)} ${note} ${"x".repeat(length)}\n`;
  }

  #append(text: string): void {
    if (this.files.at(-1)?.over ?? true) this.files.push({ text: "", seen: false, over: false });
    Deno.writeTextFileSync(this.path, text, { append: true });
    this.files.at(-1)!.text += text;
  }

  #open(): FollowSource {
    const paths = [this.#glob ? `${this.folder}/app.log*` : this.path];
    if (this.files.length > 0 && !this.files.at(-1)!.over) this.files.at(-1)!.seen = true;
    return new FollowSource(paths, {
      now: () => this.#now,
      watch: false,
      pollMs: 0,
      idlePollMs: 5,
      lingerMs: 0,
      handlesMax: this.#handlesMax,
      lineBytesMax: 100,
      fromStart: true,
      positions: this.#positions,
      ...(this.#savedMs === undefined ? {} : { savedMs: this.#savedMs }),
      onWarning: (message) => this.warnings.push(message),
    });
  }

  /** Lets the reader see what there is, new files too. */
  #look(): void {
    for (let i = 0; i < 6; i++) this.#read();
  }

  #read(): boolean {
    // New files are looked for at every fifth reading.
    this.#now = Date.now() + ++this.#readings;
    const into = new Uint8Array(150);
    const chunk = this.#source.read(into);
    if (!this.files.at(-1)!.over) this.files.at(-1)!.seen = true;
    if (!chunk) return false;
    const { id, identity } = chunk.stream;
    const stream = this.#given.get(id) ?? { lines: [], identity };
    this.#given.set(id, stream);
    if (chunk.firstLine > 0) this.#nextLine.set(id, chunk.firstLine);
    let offset = chunk.offset;
    for (const text of new TextDecoder().decode(into.subarray(0, chunk.length)).split("\n").slice(0, -1)) {
      const line = this.#nextLine.get(id)!;
      stream.lines.push({ offset, line, text });
      this.#nextLine.set(id, line + 1);
      offset += text.length + 1;
    }
    return true;
  }

  #restart(forget: number): void {
    this.#positions = this.#source.positions((id) => {
      const stream = this.#given.get(id)!;
      const kept = stream.lines.slice(0, Math.max(0, stream.lines.length - forget));
      const next = stream.lines[kept.length];
      this.dealt.push(...kept);
      this.#given.delete(id);
      if (next !== undefined) return { offset: next.offset, line: next.line };
      const last = kept.at(-1)!;
      // The last line of a file that is over may have had no line feed.
      const end = last.offset + last.text.length + 1;
      const whole = this.files.find((file) => file.text.slice(last.offset).startsWith(last.text));
      return { offset: Math.min(end, whole!.text.length), line: last.line + 1 };
    });
    for (const stream of this.#given.values()) this.dealt.push(...stream.lines);
    this.#given.clear();
    this.#nextLine.clear();
    this.#source.close();
    this.#savedMs = Date.now();
    this.#source = this.#open();
  }
}
