/** The table of notifiers. A new one is a file in `notifiers/`, its shape in `notifier_spec.ts`, and a row here. */
import type { Notifier, Outside, Scrub } from "./notifier.ts";
import type { NotifierSpec, NotifierType } from "./notifier_spec.ts";
import { createCommand } from "./notifiers/command.ts";
import { createFile } from "./notifiers/file.ts";
import { createSyslog } from "./notifiers/syslog.ts";
import { createTerminal } from "./notifiers/terminal.ts";
import { createWebhook } from "./notifiers/webhook.ts";

type Create<T extends NotifierType> = (
  spec: Extract<NotifierSpec, { readonly type: T }>,
  outside: Outside,
  scrub: Scrub,
) => Notifier;

const NOTIFIERS: { readonly [T in NotifierType]: Create<T> } = {
  webhook: createWebhook,
  command: createCommand,
  file: createFile,
  syslog: createSyslog,
  terminal: createTerminal,
};

export const NOTIFIER_TYPES = Object.keys(NOTIFIERS) as readonly NotifierType[];

/** Makes a notifier. Throws SyntaxError for an address that is none. */
export function createNotifier(spec: NotifierSpec, outside: Outside, scrub: Scrub): Notifier {
  return (NOTIFIERS[spec.type] as Create<NotifierType>)(spec as never, outside, scrub);
}
