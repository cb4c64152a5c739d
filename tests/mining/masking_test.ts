import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { hashShape, ShapeHash, shapeText } from "../../src/mining/masks/masking.ts";
import { readableShape } from "../../src/mining/template_text.ts";
import { tokenize } from "../../src/mining/masks/tokenizer.ts";

const encoder = new TextEncoder();

function hashOf(message: string): string {
  const bytes = encoder.encode(message);
  const hash = new ShapeHash();
  hashShape(bytes, 0, bytes.length, hash);
  return `${hash.word1} ${hash.word2}`;
}

function shapeOf(message: string): string {
  const bytes = encoder.encode(message);
  return shapeText(bytes, 0, bytes.length);
}

const SHAPES: readonly (readonly [string, string])[] = [
  ["Received block blk_-160 of size 67108864 from /10.251.1.2", "Received block <*> of size <*> from <*>"],
  ["user=root uid=0 tty=NODEVssh", "user=root uid=<*> tty=NODEVssh"],
  ["opened /var/log/app.log", "opened <*>"],
  ["opened C:\\Windows\\winsxs\\x.dll", "opened C:<*>"],
  ["read and/or write", "read and/or write"],
  ["connect to 10.0.0.1:443 failed", "connect to <*> failed"],
  ["took   3 ms", "took <*> ms"],
  ["session 550e8400-e29b-41d4-a716-446655440000 closed", "session <*> closed"],
  ["link eth0 of node-17 via ssh2", "link eth<*> of <*> via ssh<*>"],
  ["peer 00:0c:29:fe:aa:bb at fe80::1ff:fe23", "peer <*> at <*>"],
  ["GET https://example.org/a?b=c&d=e,f done", "GET <*> done"],
  ['"GET /index.php?id=7&x=y HTTP/1.1" 200', '"GET <*> <*>" <*>'],
  ["mail to jo.doe@example.org sent", "mail to <*> sent"],
  ["id a64f992, at 0x7fed806eb5d", "id <*>, at <*>"],
  ["onExtend:1514038530000 14 0 4", "onExtend:<*> <*> <*> <*>"],
  ["Retrying...3", "Retrying..<*>"],
  ["größer als 5", "größer als <*>"],
  ["", ""],
];

for (const [message, shape] of SHAPES) {
  Deno.test(`the shape of "${message}" is "${shape}"`, () => assertEquals(readableShape(shapeOf(message)), shape));
}

Deno.test("lines of one kind have one shape, others have others", () => {
  assertEquals(hashOf("job 12 done in 3s"), hashOf("job 4711 done in 250s"));
  assertEquals(hashOf("job 12 done") === hashOf("job 12 lost"), false);
  assertEquals(hashOf("a b") === hashOf("a=b"), false);
});

const part = fc.constantFrom(
  ..."job done 7 x1 eth0 /a/b a/b a@b :// : :: ? .. . 0xff fe80 \\ é = , ( ) [ ] \" ' -".split(" "),
  " ",
  "  ",
  "\t",
  '\\"',
);
const message = fc.array(part, { maxLength: 10 }).map((parts) => parts.join(""));

Deno.test("two messages have the same hash if and only if their shapes read the same, hence the same tokens", () => {
  fc.assert(
    fc.property(message, message, (a, b) => {
      assertEquals(hashOf(a) === hashOf(b), shapeOf(a) === shapeOf(b), `${a} and ${b}`);
      if (hashOf(a) === hashOf(b)) assertEquals(tokenize(shapeOf(a)), tokenize(shapeOf(b)));
    }),
    { numRuns: 5000 },
  );
});

Deno.test("a hash looks only at the message, not at what stands around it", () => {
  const hash = new ShapeHash();
  const bytes = encoder.encode("header: job 5 done\nnext");
  hashShape(bytes, 8, 18, hash);
  assertEquals(`${hash.word1} ${hash.word2}`, hashOf("job 5 done"));
  fc.assert(fc.property(message, message, (inner, after) => {
    const all = encoder.encode(`x/${inner} ${after}`);
    hashShape(all, 2, 2 + encoder.encode(inner).length, hash);
    assertEquals(`${hash.word1} ${hash.word2}`, hashOf(inner));
  }));
});

Deno.test("a token that goes on over a delimiter here and not there is masked by itself each time", () => {
  assertEquals(hashOf("get a/b/c?x done"), hashOf("get a/b/c?x=1 done"));
  assertEquals(hashOf("get http://a1 done"), hashOf("get http://a1=b done"));
});
