/** `--max-line-bytes`: a size within what a line can be cut to. */
import { SIZE } from "./numbers.ts";
import type { ValueType } from "./value_type.ts";

/** What one character may take in UTF-8. */
const MIN = 4;
/** A line is held in one piece, and as text where it is told of. */
const MAX = "64MiB";

export const LINE_SIZE: ValueType<number> = {
  ...SIZE,
  parse(text) {
    const bytes = SIZE.parse(text);
    if (bytes < MIN || bytes > SIZE.parse(MAX)) throw new RangeError(`'${text}' is not a size from ${MIN} to ${MAX}`);
    return bytes;
  },
};
