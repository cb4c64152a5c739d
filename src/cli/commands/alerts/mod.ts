/** The commands about who is told of what. */
import { type Command, command } from "../../command.ts";
import type { SharedKey } from "../../shared_flags.ts";
import { ALERTS_DEAD_LETTERS_FLAGS, ALERTS_STATUS_FLAGS } from "./flags.ts";

const ALERTS_KEYS: readonly SharedKey[] = ["db", "config"];

/** What is done with alerts. */
export const ALERTS_COMMANDS: readonly Command[] = [
  command({
    name: "alerts",
    summary: "show what waits to be told, and what was given up",
    shared: ALERTS_KEYS,
    own: ALERTS_STATUS_FLAGS,
    examples: ["oddline alerts", "oddline alerts test ROUTE", "oddline alerts dead-letters"],
    load: () => import("./status.ts"),
  }),
  command({
    name: "alerts status",
    summary: "show what waits to be told, and what was given up",
    shared: ALERTS_KEYS,
    own: ALERTS_STATUS_FLAGS,
    examples: ["oddline alerts status --format json"],
    load: () => import("./status.ts"),
  }),
  command({
    name: "alerts test",
    summary: "send a made-up alert to everybody whom a route tells",
    argument: { name: "ROUTE", description: "the route's name in oddline.yaml" },
    shared: ALERTS_KEYS,
    examples: ["oddline alerts test on-call"],
    load: () => import("./test_route.ts"),
  }),
  command({
    name: "alerts dead-letters",
    summary: "list the alerts that nobody could be told of",
    shared: ALERTS_KEYS,
    own: ALERTS_DEAD_LETTERS_FLAGS,
    examples: ["oddline alerts dead-letters", "oddline alerts dead-letters --retry"],
    load: () => import("./dead_letters.ts"),
  }),
];
