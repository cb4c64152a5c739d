/**
 * Runs a program with the alert as JSON on its standard input. Nothing of a log becomes an
 * argument, and there is no shell.
 */
import { type Notifier, type Outside, type Scrub, SENT } from "../notifier.ts";
import type { CommandSpec } from "../notifier_spec.ts";

const STDERR_SHOWN = 200;

export function createCommand({ command, timeoutMs }: CommandSpec, outside: Outside, scrub: Scrub): Notifier {
  return {
    async notify(alert) {
      const { code, stderr } = await outside.run(command, { stdin: `${JSON.stringify(alert)}\n`, timeoutMs });
      if (code === 0) return SENT;
      const said = scrub(stderr.trim()).slice(-STDERR_SHOWN);
      return { sent: false, reason: `ended with ${code}${said === "" ? "" : `: ${said}`}`, isFinal: false };
    },
  };
}
