/**
 * Rings the terminal's bell, and shows a notification in terminals that know OSC 9 (iTerm2, kitty,
 * WezTerm, Windows Terminal).
 */
import type { Notifier, Outside } from "../notifier.ts";
import { SENT } from "../notifier.ts";
import type { TerminalSpec } from "../notifier_spec.ts";

export function createTerminal({ bell, notification }: TerminalSpec, outside: Outside): Notifier {
  return {
    notify(alert) {
      // Titles hold no control characters (alert.ts). A digit and a semicolon would be read as a command of ConEmu.
      const shown = notification ? `\x1b]9;Oddline: ${alert.title}\x07` : "";
      const isThere = outside.terminal(`${shown}${bell ? "\x07" : ""}`);
      return Promise.resolve(isThere ? SENT : { sent: false, reason: "there is no terminal", isFinal: true });
    },
  };
}
