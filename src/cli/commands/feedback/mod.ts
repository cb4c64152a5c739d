/** The commands about what was marked normal. */
import { type Command, command } from "../../command.ts";
import type { SharedKey } from "../../shared_flags.ts";
import { FEEDBACK_ADD_FLAGS, FEEDBACK_LIST_FLAGS, FEEDBACK_REMOVE_FLAGS } from "./flags.ts";

const FEEDBACK_KEYS: readonly SharedKey[] = ["feedback", "state", "db", "config"];

/** What is done with the marks. */
export const FEEDBACK_COMMANDS: readonly Command[] = [
  command({
    name: "feedback",
    summary: "list what was marked normal, which is not told of again",
    shared: FEEDBACK_KEYS,
    own: FEEDBACK_LIST_FLAGS,
    examples: ["oddline feedback", "oddline feedback add --template 5f1c0a9e --for 7d"],
    load: () => import("./list.ts"),
  }),
  command({
    name: "feedback list",
    summary: "list what was marked normal",
    shared: FEEDBACK_KEYS,
    own: FEEDBACK_LIST_FLAGS,
    examples: ["oddline feedback list --format json"],
    load: () => import("./list.ts"),
  }),
  command({
    name: "feedback add",
    summary: "mark as normal what meets all of the conditions given",
    shared: FEEDBACK_KEYS,
    own: FEEDBACK_ADD_FLAGS,
    examples: [
      "oddline feedback add --template 5f1c0a9e --reason 'nightly backup'",
      "oddline feedback add --match 'probe from 10\\.0\\.' --detector severity --for 2h",
    ],
    load: () => import("./add.ts"),
  }),
  command({
    name: "feedback remove",
    summary: "remove marks, so that their lines are told of again",
    shared: FEEDBACK_KEYS,
    own: FEEDBACK_REMOVE_FLAGS,
    examples: ["oddline feedback remove --id 3f2a91c0", "oddline feedback remove --expired"],
    load: () => import("./remove.ts"),
  }),
];
