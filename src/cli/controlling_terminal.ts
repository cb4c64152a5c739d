/**
 * Whether the program belongs to a terminal: then SIGHUP says that it is gone, else to read the configuration again.
 */
import { closeSync, openSync } from "node:fs";

/** Tries to open it; a service has none (ENXIO). Through `node:fs`, since Deno's own would want all permissions. */
export function hasControllingTerminal(): boolean {
  try {
    closeSync(openSync("/dev/tty", "r"));
    return true;
  } catch {
    return false;
  }
}
