import { assertEquals } from "@std/assert";
import { readNumber } from "../../../src/core/lines/number.ts";

const NUMBERS: Readonly<Record<string, number>> = {
  "0": 0,
  "12": 12,
  "-12": -12,
  "+3": 3,
  "3.25": 3.25,
  "-.5": -.5,
  "7.": 7,
  "120ms": 120,
  "1.5s": 1.5,
  "64KB": 64,
  "512B": 512,
  "3GiB": 3,
  "7%": 7,
  "12µs": 12,
  "1e-3": .001,
  "2.5e+06": 2_500_000,
  "1.7092014721e9": 1709201472.1,
  "9007199254740991": 9007199254740991,
  "0.1234567890123456789": .123456789,
  "123456789": 123456789,
  "1234567890": 1234567890,
  "123456789012345.5": 123456789012345.5,
};
const OTHERS = [
  ...["", "-", "+", ".", "-.", "a1", "1a2b", "0x1f", "1e5", "1.2.3", "10.0.0.1", "2026-01-02", "12:30", "1/2", "1,5"],
  ...["12abcdefg", "123456fe", "12b", "550e8400", "--1", "1-", "/1", "1.e", "1e+", "1e+1234"],
];

for (const [text, number] of Object.entries(NUMBERS)) {
  Deno.test(`"${text}" is the number ${number}`, () => assertEquals(numberOf(text), number));
}

Deno.test("identifiers, addresses, dates and signs alone are no numbers", () => {
  assertEquals(OTHERS.filter((text) => !Number.isNaN(numberOf(text))), []);
});

function numberOf(text: string): number {
  const bytes = new TextEncoder().encode(` ${text}9`);
  const numbers = new Float64Array(2);
  readNumber(new DataView(bytes.buffer), 1, bytes.length - 1, numbers, 1);
  return numbers[1];
}
