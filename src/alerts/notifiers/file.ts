/** Appends alerts to a file, one JSON object a line. The file is opened each time, so that it may be rotated. */
import { errorMessage } from "../../core/error_message.ts";
import { showControlsInJson } from "../../core/text/escape.ts";
import type { Notifier, Outside, Scrub } from "../notifier.ts";
import { SENT } from "../notifier.ts";
import type { FileSpec } from "../notifier_spec.ts";

export function createFile({ path }: FileSpec, outside: Outside, scrub: Scrub): Notifier {
  return {
    async notify(alert) {
      try {
        await outside.append(path, `${showControlsInJson(JSON.stringify(alert))}\n`);
        return SENT;
      } catch (error) {
        return { sent: false, reason: scrub(errorMessage(error)), isFinal: false };
      }
    },
  };
}
