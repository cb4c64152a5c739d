/** Lines that wait for a disk that is full: written when there is room, whole and in order, or counted. */
import { assertEquals, assertRejects } from "@std/assert";
import { PatientFile } from "../../../src/report/events/patient_file.ts";

/** A disk with so many bytes of room, and what was said of it. */
function fullDisk(waitingMax?: number) {
  const disk = { room: 0, text: "", said: [] as string[] };
  const file = new PatientFile({
    path: "events",
    warn: (message) => disk.said.push(message),
    append(bytes) {
      if (disk.room === 0) throw new Error("no space left");
      const written = Math.min(disk.room, bytes.length);
      disk.text += new TextDecoder().decode(bytes.subarray(0, written));
      disk.room -= written;
      return written;
    },
    ...(waitingMax !== undefined && { waitingMax }),
  });
  const shared = new Uint8Array(8);
  /** In one buffer that is used again, as a sink does it. */
  const write = async (line: string) => {
    const { written } = new TextEncoder().encodeInto(`${line}\n`, shared);
    await file.write(shared.subarray(0, written));
  };
  return { disk, file, write };
}

Deno.test("what a full disk does not take comes when there is room, no line cut; said once each", async () => {
  const { disk, file, write } = fullDisk();
  disk.room = 7;
  for (const line of ["one", "two", "three", "four"]) await write(line);
  assertEquals(disk.text, "one\ntwo");
  disk.room = Infinity;
  await write("five");
  await file.close();
  assertEquals(disk.text, "one\ntwo\nthree\nfour\nfive\n");
  assertEquals(disk.said, [
    "events: cannot be written (no space left); trying again",
    "events: can be written again; nothing is missing",
  ]);
});

Deno.test("lines that there is no room to keep are counted, and the end says how many", async () => {
  const { disk, file, write } = fullDisk(12);
  for (const line of ["one", "two", "three", "four"]) await write(line);
  assertEquals(file.lost, 2);
  disk.room = Infinity;
  await write("five");
  assertEquals(disk.text, "one\ntwo\nfive\n");
  assertEquals(disk.said.at(-1), "events: can be written again; 2 lines are missing");
  await assertRejects(() => file.close(), Error, "events: lines that could not be written: 2");
});

Deno.test("what still waits at the end is missing", async () => {
  const { file, write } = fullDisk();
  await write("one");
  await assertRejects(() => file.close(), Error, "events: lines that could not be written: 1");
});
