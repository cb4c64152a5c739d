/** A folder for one test, and reading all of a source. */
import type { Chunk, Source } from "../../src/sources/source.ts";

/** Removed when the test is over: `using folder = new TempFolder()`. */
export class TempFolder {
  readonly path = Deno.makeTempDirSync({ prefix: "oddline_sources_" });

  /** The path of a file in it. */
  at(name: string): string {
    return `${this.path}/${name}`;
  }

  /** Writes a file, with the folders that its name has, and gives its path. */
  write(name: string, content: string | Uint8Array): string {
    const path = this.at(name);
    if (name.includes("/")) Deno.mkdirSync(path.slice(0, path.lastIndexOf("/")), { recursive: true });
    if (typeof content === "string") Deno.writeTextFileSync(path, content);
    else Deno.writeFileSync(path, content);
    return path;
  }

  append(name: string, content: string): void {
    Deno.writeTextFileSync(this.at(name), content, { append: true });
  }

  [Symbol.dispose](): void {
    Deno.removeSync(this.path, { recursive: true });
  }
}

/** A chunk with its text. */
export interface ReadChunk extends Chunk {
  readonly text: string;
}

/** Reads until nothing more comes, waiting where the source says so, and where `until` is given, until it is true. */
export async function readChunks(source: Source, until?: (chunks: ReadChunk[]) => boolean): Promise<ReadChunk[]> {
  const into = new Uint8Array(new SharedArrayBuffer(1 << 20));
  const chunks: ReadChunk[] = [];
  const deadline = AbortSignal.timeout(20_000);
  while (!(until?.(chunks) ?? false)) {
    const chunk = source.read(into);
    if (chunk === null) break;
    if (chunk === undefined) await source.ready(deadline);
    else chunks.push({ ...chunk, text: new TextDecoder().decode(into.slice(0, chunk.length)) });
    if (deadline.aborted) throw new Error(`Only this came in 20 s: ${JSON.stringify(textOf(chunks))}`);
  }
  return chunks;
}

/** The text of all chunks by the last part of their source's name. */
export function textOf(chunks: readonly ReadChunk[]): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const { stream, text } of chunks) {
    const name = stream.source.split("/").at(-1)!;
    texts[name] = (texts[name] ?? "") + text;
  }
  return texts;
}
