/** The flags of `oddline config`. */
import type { CommandOptions } from "../../command.ts";
import { optional, setting } from "../../flag.ts";
import { OUTPUT } from "../flags.ts";
import { INPUT_FILE, oneOf, wholeNumber } from "../../values/mod.ts";

export const CONFIG_FLAGS = {
  format: setting("FORMAT", oneOf(["text", "json"]), "text", "print text or json"),
} as const;
export type ConfigOptions = CommandOptions<typeof CONFIG_FLAGS>;

export const CONFIG_CHECK_FLAGS = {
  against: optional("FILE", INPUT_FILE, "also say what the configuration would report of FILE; nothing is kept"),
  lines: setting("N", wholeNumber(1), 1_000_000, "with --against, read about N lines at most"),
  ...CONFIG_FLAGS,
} as const;
export type ConfigCheckOptions = CommandOptions<typeof CONFIG_CHECK_FLAGS>;

export const CONFIG_SCHEMA_FLAGS = OUTPUT;
export type ConfigSchemaOptions = CommandOptions<typeof CONFIG_SCHEMA_FLAGS>;
