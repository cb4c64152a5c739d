/**
 * The flags of V8 with which Oddline runs, from where they are written: the task `start`.
 * CONTRIBUTING.md says why these.
 */
import configuration from "../deno.json" with { type: "json" };

/** As one argument of `deno run` and `deno compile`. */
export const V8_FLAGS =
  configuration.tasks.start.command.split(" ").filter((word) => word.startsWith("--v8-flags="))[0];
