/** The rows of `oddline config` in the table of commands. */
import { type Command, command } from "../../command.ts";
import { SHARED_FLAGS, type SharedKey } from "../../shared_flags.ts";
import { CONFIG_CHECK_FLAGS, CONFIG_FLAGS, CONFIG_SCHEMA_FLAGS } from "./flags.ts";

/** All count here; on the command line `--format` is the command's own. */
const ALL_KEYS = Object.keys(SHARED_FLAGS) as readonly SharedKey[];

/** What is done with the configuration. */
export const CONFIG_COMMANDS: readonly Command[] = [
  command({
    name: "config",
    summary: "show the effective configuration, and where each value comes from; init, check, schema",
    shared: ALL_KEYS,
    writesNothing: true,
    own: CONFIG_FLAGS,
    examples: ["oddline config", "oddline config --format json", "oddline config check --against app.log"],
    load: () => import("./show.ts"),
  }),
  command({
    name: "config init",
    summary: "write a configuration file in which all keys are explained, unless there is one",
    argument: { name: "PATH", description: "where to (default: oddline.yaml here)", isOptional: true },
    examples: ["oddline config init", "oddline config init /etc/oddline/oddline.yaml"],
    load: () => import("./init.ts"),
  }),
  command({
    name: "config check",
    summary: "check a configuration, and say what it would report of a log",
    shared: ALL_KEYS,
    writesNothing: true,
    own: CONFIG_CHECK_FLAGS,
    examples: ["oddline config check", "oddline config check --config new.yaml --against /var/log/app.log"],
    load: () => import("./check.ts"),
  }),
  command({
    name: "config schema",
    summary: "print the JSON Schema of oddline.yaml, for editors",
    own: CONFIG_SCHEMA_FLAGS,
    examples: ["oddline config schema --output oddline.schema.json"],
    load: () => import("./schema.ts"),
  }),
];
