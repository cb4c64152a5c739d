/**
 * Runs a program with the alert as JSON on its standard input. Nothing of a log becomes an
 * argument, and there is no shell.
 */
import { errorMessage } from "../../core/error_message.ts";
import type { Notifier, Outside, Scrub } from "../notifier.ts";
import { SENT } from "../notifier.ts";
import type { CommandSpec } from "../notifier_spec.ts";

const STDERR_SHOWN = 200;

export function createCommand({ command, timeoutMs }: CommandSpec, outside: Outside, scrub: Scrub): Notifier {
  return {
    async notify(alert) {
      try {
        const { code, stderr } = await outside.run(command, { stdin: `${JSON.stringify(alert)}\n`, timeoutMs });
        if (code === 0) return SENT;
        const said = scrub(stderr.trim()).slice(-STDERR_SHOWN);
        return { sent: false, reason: `ended with ${code}${said === "" ? "" : `: ${said}`}`, isFinal: false };
      } catch (error) {
        return { sent: false, reason: scrub(errorMessage(error)), isFinal: false };
      }
    },
  };
}
