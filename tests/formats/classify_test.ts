import { assertEquals } from "@std/assert";
import { classifyLine, isValidUtf8, LINE_KIND } from "../../src/formats/mod.ts";
import fc from "fast-check";

const CASES: readonly (readonly [line: string, kind: keyof typeof LINE_KIND])[] = [
  ["", "blank"],
  [" \t", "blank"],
  ["\r", "blank"],
  ["\tat com.example.Foo.bar(Foo.java:12)", "indented"],
  ['  File "a.py", line 3, in <module>', "indented"],
  ["Traceback (most recent call last):", "pythonTraceback"],
  ["java.lang.IllegalStateException: closed", "exceptionLine"],
  ["java.lang.NullPointerException", "exceptionLine"],
  ["ValueError: bad value", "exceptionLine"],
  ["java.lang.OutOfMemoryError: Java heap space", "other"],
  ["app.errors.QuotaError: bad", "exceptionLine"],
  ["TypeError: x is not a function", "exceptionLine"],
  ["KeyboardInterrupt", "exceptionLine"],
  ["SystemExit: 2", "exceptionLine"],
  ["Exception in thread main", "other"],
  ["Error while reading: x", "other"],
  ["http://example.org/Error", "other"],
  ["Caused by: java.io.IOException: x", "causedBy"],
  ["\tSuppressed: java.io.IOException: x", "causedBy"],
  ["During handling of the above exception, another exception occurred:", "causedBy"],
  ["The above exception was the direct cause of the following exception:", "causedBy"],
  ["panic: runtime error: index out of range", "goPanic"],
  ["fatal error: all goroutines are asleep - deadlock!", "goPanic"],
  ["goroutine 1 [running]:", "goroutine"],
  ["goroutine x", "other"],
  ["main.foo(0x1234, 0x5)", "goFrame"],
  ["github.com/a/b.(*T).Method(0xc000010000)", "goFrame"],
  ["created by main.start", "goFrame"],
  ["\t... 12 more", "more"],
  ["... 12 more", "more"],
  ["... and so on", "other"],
  ["}", "closing"],
  ["]);", "closing"],
  [") was closed", "other"],
  ["hello world", "other"],
  ["user.login (ok)", "other"],
];

for (const [line, kind] of CASES) {
  Deno.test(`"${line.replaceAll(/\s/g, " ")}" is classified as ${kind}`, () => {
    const bytes = new TextEncoder().encode(`x\n${line}\nError: y`);
    assertEquals(classifyLine(bytes, 2, bytes.length - 9), LINE_KIND[kind]);
  });
}

Deno.test("UTF-8 is valid exactly when a strict decoder takes it", () => {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 6 }),
    fc.uint8Array({ min: 0x80, maxLength: 4 }),
    fc.string({ unit: "binary" }).map((text) => new TextEncoder().encode(text)),
  );
  fc.assert(
    fc.property(bytes, (bytes) => {
      let isValid = true;
      try {
        decoder.decode(bytes);
      } catch {
        isValid = false;
      }
      assertEquals(isValidUtf8(bytes, 0, bytes.length), isValid);
    }),
    { numRuns: 2000 },
  );
});

Deno.test("a character that the end of the line cuts is invalid", () => {
  const bytes = new TextEncoder().encode("aü");
  assertEquals(isValidUtf8(bytes, 0, 3), true);
  assertEquals(isValidUtf8(bytes, 0, 2), false);
});
