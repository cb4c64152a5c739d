/**
 * `oddline config check`: whether a configuration is right, and with `--against` what it would report of a log. By then
 * the file has been read and found right in itself (`prepare.ts`); here it is held against what is built in.
 */
import { prepareNotifiers } from "../../alerting/prepare_notifiers.ts";
import { systemOutside } from "../../alerting/outside.ts";
import { configPlaces } from "../../config/find.ts";
import { preview, previewText } from "../../config/preview.ts";
import { EXIT, UsageError } from "../../errors.ts";
import type { Io } from "../../io.ts";
import { pipelineOptions } from "../../settings/pipeline_options.ts";
import { print } from "../../print.ts";
import type { Settings } from "../../settings/settings.ts";
import type { ConfigCheckOptions } from "./flags.ts";

/** Returns the exit code. */
export async function run({ settings, flags }: ConfigCheckOptions, io: Io): Promise<number> {
  const { configPath } = settings;
  if (configPath === undefined) {
    throw new UsageError(
      `there is no configuration file in ${
        configPlaces(io.env, io.cwd).join(", ")
      }; name one with --config FILE, or make one with oddline config init`,
    );
  }
  pipelineOptions(settings);
  checkAlerts(settings, io);
  const write = (text: string) => print(io, text);
  await write(`${configPath} is right\n`);
  if (flags.against === undefined) return EXIT.fine;
  const found = await preview(flags.against, settings, io, flags.lines);
  await write(flags.format === "json" ? `${JSON.stringify(found)}\n` : previewText(found));
  return EXIT.fine;
}

/** That their secrets are there, and addresses are addresses. Nobody is told of anything. */
function checkAlerts({ alerts }: Settings, { env }: Io): void {
  if (alerts !== undefined) prepareNotifiers(alerts, { outside: systemOutside(() => false), env });
}
