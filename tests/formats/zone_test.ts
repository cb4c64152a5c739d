import { assertEquals, assertStrictEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { createZoneOffset } from "../../src/formats/mod.ts";

Deno.test("UTC is left alone", () => assertEquals(createZoneOffset("UTC").toUtc(1234.5), 1234.5));

const CASES: readonly (readonly [zone: string, wall: string, utc: string])[] = [
  ["Europe/Berlin", "2024-01-15T12:00:00Z", "2024-01-15T11:00:00Z"],
  ["Europe/Berlin", "2024-07-15T12:00:00Z", "2024-07-15T10:00:00Z"],
  ["Europe/Berlin", "2024-03-31T01:59:59Z", "2024-03-31T00:59:59Z"],
  ["Europe/Berlin", "2024-03-31T03:00:00Z", "2024-03-31T01:00:00Z"],
  ["America/New_York", "2024-11-03T00:30:00Z", "2024-11-03T04:30:00Z"],
  ["America/New_York", "2024-11-03T02:30:00Z", "2024-11-03T07:30:00Z"],
  ["Asia/Kolkata", "2024-01-15T12:00:00Z", "2024-01-15T06:30:00Z"],
  ["Australia/Lord_Howe", "2024-01-15T12:00:00Z", "2024-01-15T01:00:00Z"],
  ["Pacific/Auckland", "1995-06-01T12:00:00Z", "1995-06-01T00:00:00Z"],
];

for (const [zone, wall, utc] of CASES) {
  Deno.test(`${wall.slice(0, 19)} in ${zone} is ${utc}`, () => {
    assertEquals(createZoneOffset(zone).toUtc(Date.parse(wall)), Date.parse(utc));
  });
}

Deno.test("a time that comes twice is its first occurrence", () => {
  const wall = Date.parse("2024-10-27T02:30:00Z");
  assertEquals(createZoneOffset("Europe/Berlin").toUtc(wall), Date.parse("2024-10-27T00:30:00Z"));
});

Deno.test("a time that is skipped counts on from before the change", () => {
  const wall = Date.parse("2024-03-31T02:30:00Z");
  assertEquals(createZoneOffset("Europe/Berlin").toUtc(wall), Date.parse("2024-03-31T01:30:00Z"));
});

Deno.test("an unknown zone is refused with its name", () => {
  assertThrows(() => createZoneOffset("Mars/Olympus"), RangeError, "Mars/Olympus");
});

for (const zone of ["Europe/Berlin", "America/St_Johns", "Australia/Lord_Howe", "Asia/Tokyo"]) {
  Deno.test(`any clock reading of ${zone} leads back to an instant with that reading`, () => {
    const format = new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short", timeStyle: "medium" });
    const wallOf = (utc: number) => Date.parse(format.format(utc).replace(" ", "T") + "Z");
    const offset = createZoneOffset(zone);
    fc.assert(fc.property(fc.integer({ min: 631_152_000, max: 2_000_000_000 }), (second) => {
      const wall = wallOf(second * 1000);
      assertStrictEquals(wallOf(offset.toUtc(wall)), wall);
    }));
  });
}
