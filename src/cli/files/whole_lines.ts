/** Files that are begun anew at a size hold whole lines: how much of what is written still goes into one. */

const LINE_FEED = 10;

/** The bytes at the beginning that fit into so much room, whole lines all; 0 where not even the first does. */
export function linesWithin(bytes: Uint8Array, room: number): number {
  if (bytes.length <= room) return bytes.length;
  return room <= 0 ? 0 : bytes.lastIndexOf(LINE_FEED, room - 1) + 1;
}

/** The bytes of the first line: a file that is empty takes it, however long it is. */
export function firstLine(bytes: Uint8Array): number {
  const feed = bytes.indexOf(LINE_FEED);
  return feed < 0 ? bytes.length : feed + 1;
}

/** The bytes end where a line ends. */
export function endsLine(bytes: Uint8Array): boolean {
  return bytes[bytes.length - 1] === LINE_FEED;
}
