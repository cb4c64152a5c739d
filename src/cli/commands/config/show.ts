/** `oddline config`: the effective configuration, and where each value comes from. */
import { showControls, showControlsInJson } from "../../../core/text/escape.ts";
import { columnsOf } from "../../../core/text/width.ts";
import { type EffectiveKey, effectiveKeys, originText } from "../../config/effective.ts";
import { EXIT } from "../../errors.ts";
import type { Io } from "../../io.ts";
import { print } from "../../print.ts";
import type { ConfigOptions } from "./flags.ts";

/** Returns the exit code. */
export async function run({ settings, flags }: ConfigOptions, io: Io): Promise<number> {
  const keys = effectiveKeys(settings);
  const text = flags.format === "json" ? json(keys) : table(keys, settings.configPath);
  await print(io, text);
  return EXIT.fine;
}

function json(keys: readonly EffectiveKey[]): string {
  const rows = keys.map(({ key, value, text, origin }) => [key, { value, text, origin }]);
  return `${showControlsInJson(JSON.stringify(Object.fromEntries(rows), null, 2))}\n`;
}

function table(keys: readonly EffectiveKey[], path: string | undefined): string {
  const rows = keys.map(({ key, text, origin }) => [key, showControls(text), showControls(originText(origin))]);
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => Math.min(48, columnsOf(row[column])))));
  const lines = rows.map((cells) =>
    cells.map((cell, column) => cell + " ".repeat(Math.max(0, (widths[column] ?? 0) - columnsOf(cell)))).join("  ")
      .trimEnd()
  );
  return `${path === undefined ? "no configuration file" : `configuration file: ${path}`}\n\n${lines.join("\n")}\n`;
}
