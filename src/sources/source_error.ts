/**
 * What is wrong with the paths or files that were given. The message names the path and says what to do; it is
 * shown as it is.
 */
export class SourceError extends Error {
  override readonly name = "SourceError";
}
