/** Appends alerts to a file, one JSON object a line. The file is opened each time, so that it may be rotated. */
import { showControlsInJson } from "../../core/text/escape.ts";
import { type Notifier, type Outside, SENT } from "../notifier.ts";
import type { FileSpec } from "../notifier_spec.ts";

export function createFile({ path }: FileSpec, outside: Outside): Notifier {
  return {
    async notify(alert) {
      await outside.append(path, `${showControlsInJson(JSON.stringify(alert))}\n`);
      return SENT;
    },
  };
}
