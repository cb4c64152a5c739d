import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { type BackgroundReply, type Input, InputDecoder } from "../../src/tui/input.ts";

const encoder = new TextEncoder();

/** Inputs in short: the key's name, `paste:…`, `press 0 3,4`. */
function told(inputs: readonly (Input | BackgroundReply)[]): string[] {
  return inputs.map((input) => {
    switch (input.type) {
      case "key":
        return input.key;
      case "paste":
        return `paste:${input.text}`;
      case "background":
        return `background ${input.rgb.toString(16)}`;
      case "mouse":
        return `${input.action} ${input.button} ${input.column},${input.row}`;
    }
  });
}

const SEQUENCES: readonly (readonly [sent: string, inputs: readonly string[]])[] = [
  ["aA/ ", ["a", "A", "/", " "]],
  ["é日", ["é", "日"]],
  ["\r\t\x7f\x08", ["enter", "tab", "backspace", "backspace"]],
  ["\x03\x1a\x00", ["ctrl-c", "ctrl-z", "ctrl-space"]],
  ["\x1b[A\x1bOB\x1b[C\x1b[D", ["up", "down", "right", "left"]],
  ["\x1b[1;5C\x1b[1;2A\x1b[1;3D", ["ctrl-right", "shift-up", "alt-left"]],
  ["\x1b[5~\x1b[6~\x1b[H\x1b[4~\x1b[3~", ["page-up", "page-down", "home", "end", "delete"]],
  ["\x1bOP\x1b[15~\x1b[24~", ["f1", "f5", "f12"]],
  ["\x1b[Z", ["shift-tab"]],
  ["\x1bx\x1b\r", ["alt-x", "alt-enter"]],
  ["\x1b[27u\x1b[99;5u\x1b[13;2u", ["esc", "ctrl-c", "shift-enter"]],
  ["\x1b[<0;4;5M\x1b[<32;5;5M\x1b[<0;5;5m", ["press 0 3,4", "drag 0 4,4", "release 0 4,4"]],
  ["\x1b[<64;1;1M\x1b[<65;1;1M\x1b[<2;300;100M", ["wheel-up 0 0,0", "wheel-down 1 0,0", "press 2 299,99"]],
  ["\x1b[200~two\r\nlines\x1b[A\x1b[201~q", ["paste:two\nlines[A", "q"]],
  ["\x1b[?62;4c\x1b[I\x1b[200", []],
  ["\x1b[1;1;1;1!xy", ["y"]],
  ["\x1b]11;rgb:1212/1616/1c1c\x1b\\q", ["background 12161c", "q"]],
  ["\x1b]11;rgb:ff/ff/ff\x07\x1b]11;rgba:ffff/ffff/0000/ffff\x1b\\", ["background ffffff", "background ffff00"]],
];

for (const [sent, inputs] of SEQUENCES) {
  Deno.test(`${JSON.stringify(sent)} is ${inputs.join(", ") || "nothing"}, however it is cut`, () => {
    const whole = told(new InputDecoder().push(encoder.encode(sent)));
    assertEquals(whole, [...inputs]);
    const decoder = new InputDecoder();
    assertEquals([...encoder.encode(sent)].flatMap((byte) => told(decoder.push(Uint8Array.of(byte)))), whole);
  });
}

Deno.test("a lone Esc is a key once nothing has followed, and does not swallow the key after it", () => {
  const decoder = new InputDecoder();
  assertEquals(told(decoder.push(encoder.encode("\x1b"))), []);
  assertEquals(decoder.isWaiting, true);
  assertEquals(told(decoder.flush()), ["esc"]);
  assertEquals(told(decoder.push(encoder.encode("j"))), ["j"]);
  assertEquals(told(decoder.push(encoder.encode("\x1b\x1b[A"))), ["esc", "up"]);
});

Deno.test("whatever is sent, nothing is kept for good and no input has control characters", () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 8 }), (pieces) => {
      const decoder = new InputDecoder();
      const inputs = [...pieces.flatMap((piece) => decoder.push(piece)), ...decoder.flush()];
      assertEquals(decoder.isWaiting, false);
      // deno-lint-ignore no-control-regex
      for (const text of told(inputs)) assertEquals(/[\x00-\x09\x0b-\x1f\x7f]/.test(text), false, text);
    }),
    { numRuns: 500, seed: 3 },
  );
});

Deno.test("a sequence or a paste that never ends does not swallow the keys for ever", () => {
  const sequence = new InputDecoder();
  sequence.push(encoder.encode(`\x1b[${"1;".repeat(500)}`));
  assertEquals(told(sequence.push(encoder.encode("j"))).at(-1), "j");
  const paste = new InputDecoder();
  const [pasted] = told(paste.push(encoder.encode(`\x1b[200~${"x".repeat(100_000)}`)));
  assertEquals(pasted, `paste:${"x".repeat(1 << 16)}`);
  assertEquals(told(paste.push(encoder.encode("j"))), ["j"]);
});
