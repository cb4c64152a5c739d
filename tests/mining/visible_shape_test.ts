import { assertEquals } from "@std/assert";
import { Batch } from "../../src/core/lines/batch.ts";
import { ParameterList } from "../../src/core/lines/parameters.ts";
import { hashShape, ShapeHash, shapeText } from "../../src/mining/masks/masking.ts";
import { VisibleShapes } from "../../src/mining/masks/visible_shape.ts";

const encoder = new TextEncoder();
const decoder = new TextDecoder();

function hashed(hash: VisibleShapes["hash"], text: string) {
  const bytes = encoder.encode(`${text}\n`);
  const into = new ShapeHash();
  const parameters = new ParameterList(Batch.allocate(1 << 12));
  parameters.beginLine();
  hash(bytes, 0, bytes.length - 1, into, parameters);
  const { start, end, length } = parameters;
  const found = Array.from({ length }, (_, k) => decoder.decode(bytes.subarray(start[k], end[k])));
  return { words: [into.word1, into.word2], found, text: shapeText(bytes, 0, bytes.length - 1) };
}

Deno.test("a coloured message has the shape of the plain one, and its parameters where they stand", () => {
  const shapes = new VisibleShapes();
  const visible = shapes.hash.bind(shapes);
  const plain = hashed(hashShape, "server: GET /d 200 15ms");
  assertEquals(plain.found, ["/d", "200", "15ms"]);
  const within = hashed(visible, "\x1b[1mserver\x1b[0m: GET \x1b[1;36m/d\x1b[0m \x1b[36m200\x1b[0m 15ms");
  assertEquals(within, plain);
  assertEquals(hashed(visible, "server: GET /d 200 15ms"), plain);
  // of one that is coloured within a word, all of it
  assertEquals(hashed(visible, "server: GET /d 2\x1b[1m00\x1b[0m 15ms").found, ["/d", "2\x1b[1m00", "15ms"]);
});
