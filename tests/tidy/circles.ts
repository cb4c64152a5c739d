/** Finds files that import each other in a circle. */
import { importsOf, type SourceFile } from "./tree.ts";

/** A circle, as the paths of its files in the order of their imports; undefined where there is none. */
export function circleIn(files: readonly SourceFile[]): readonly string[] | undefined {
  const left = new Map(files.map((file) => [
    file.path,
    importsOf(file).flatMap(({ path, isLazy }) => path === undefined || isLazy ? [] : [path]),
  ]));
  const importsLeft = (path: string) => left.get(path)?.filter((imported) => left.has(imported)) ?? [];
  // what imports nothing that is left is on no circle
  for (let before = Infinity; left.size < before;) {
    before = left.size;
    for (const path of left.keys()) if (importsLeft(path).length === 0) left.delete(path);
  }
  const way = [...left.keys()].slice(0, 1);
  if (way.length === 0) return undefined;
  while (true) {
    const [next] = importsLeft(way[way.length - 1]);
    if (way.includes(next)) return [...way.slice(way.indexOf(next)), next];
    way.push(next);
  }
}
