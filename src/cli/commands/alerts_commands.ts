/** The commands about who is told of what. */
import { type Command, command, type CommandOptions } from "../command.ts";
import type { SharedKey } from "../shared_flags.ts";
import { ALERTS_DEAD_LETTERS_FLAGS, ALERTS_STATUS_FLAGS } from "./flags.ts";

const NONE = {} as const;
const ALERTS_KEYS: readonly SharedKey[] = ["db", "config"];

/** What is done with alerts. */
export const ALERTS_COMMANDS: readonly Command[] = [
  command({
    name: "alerts",
    summary: "show what waits to be told, and what was given up",
    takesFiles: false,
    shared: ALERTS_KEYS,
    own: ALERTS_STATUS_FLAGS,
    examples: ["oddline alerts", "oddline alerts test ROUTE", "oddline alerts dead-letters"],
    load: () => import("./alerts.ts"),
  }),
  command({
    name: "alerts status",
    summary: "show what waits to be told, and what was given up",
    takesFiles: false,
    shared: ALERTS_KEYS,
    own: ALERTS_STATUS_FLAGS,
    examples: ["oddline alerts status --format json"],
    load: () => import("./alerts.ts"),
  }),
  command({
    name: "alerts test",
    summary: "send a made-up alert to everybody whom a route tells",
    takesFiles: false,
    argument: { name: "ROUTE", description: "the route's name in oddline.yaml" },
    shared: ALERTS_KEYS,
    own: NONE,
    examples: ["oddline alerts test on-call"],
    load: () => import("./alerts_test_route.ts"),
  }),
  command({
    name: "alerts dead-letters",
    summary: "list the alerts that nobody could be told of",
    takesFiles: false,
    shared: ALERTS_KEYS,
    own: ALERTS_DEAD_LETTERS_FLAGS,
    examples: ["oddline alerts dead-letters", "oddline alerts dead-letters --retry"],
    load: () => import("./alerts_dead_letters.ts"),
  }),
];

export type AlertsStatusOptions = CommandOptions<typeof ALERTS_STATUS_FLAGS>;
export type AlertsTestOptions = CommandOptions<typeof NONE>;
export type AlertsDeadLettersOptions = CommandOptions<typeof ALERTS_DEAD_LETTERS_FLAGS>;
