import { assertEquals } from "@std/assert";
import { words } from "../../../src/core/lines/words.ts";

const { endOfDigits, endOfQuoted, wholeNumber } = words;
const BESIDE_DIGITS = ["/", ":", "a", " ", ".", "\u007f", "µ"];

Deno.test("a whole number is what its digits make, one to eight of them", () => {
  for (const text of ["0", "7", "42", "007", "9999", "10000", "123456", "67108864", "99999999", "00000001"]) {
    assertEquals(wholeNumber(viewOf(text), 0, text.length), Number(text), text);
  }
});

Deno.test("more digits than eight, or anything else among them, are no whole number", () => {
  for (const text of ["123456789", "-1", "+1", "1.5", "12ms", "1234567a", "a2345678", "12345:78"]) {
    assertEquals(wholeNumber(viewOf(text), 0, text.length), -1, text);
  }
  for (const other of BESIDE_DIGITS) {
    for (let at = 0; at < 8; at++) {
      const bytes = bytesOf("12345678");
      bytes[at] = bytesOf(other)[0];
      assertEquals(wholeNumber(new DataView(bytes.buffer), 0, 8), -1, `${other} at ${at}`);
    }
  }
});

Deno.test("digits end at the first other byte, wherever it stands, or at the end", () => {
  for (let digits = 0; digits <= 12; digits++) {
    for (const other of BESIDE_DIGITS) {
      const text = "1234567890123".slice(0, digits) + other + "55";
      assertEquals(endOfDigits(viewOf(text), 0, bytesOf(text).length), digits, text);
    }
    assertEquals(endOfDigits(viewOf("1234567890123"), 0, digits), digits);
  }
});

Deno.test("a quoted text ends at the first quote that no backslash precedes", () => {
  for (let length = 0; length <= 12; length++) {
    const plain = "abcdefghijkl".slice(0, length);
    assertEquals(endOfQuoted(viewOf(`${plain}", "b`), 0, length + 5), length);
    assertEquals(endOfQuoted(viewOf(`${plain}\\""`), 0, length + 3), length + 2);
    assertEquals(endOfQuoted(viewOf(plain + "1234"), 0, length), -1);
  }
});

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

/** With room behind the text, as words are read. */
function viewOf(text: string): DataView {
  const bytes = new Uint8Array(64);
  bytes.set(bytesOf(text));
  return new DataView(bytes.buffer);
}
