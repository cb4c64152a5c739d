/** The table of notifiers. A new one is a file in `notifiers/`, its shape in `notifier_spec.ts`, and a row here. */
import { errorMessage } from "../core/error_message.ts";
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

/** Makes a notifier, which does not reject. Throws SyntaxError for an address that is none. */
export function createNotifier(spec: NotifierSpec, outside: Outside, scrub: Scrub): Notifier {
  const notifier = (NOTIFIERS[spec.type] as Create<NotifierType>)(spec as never, outside, scrub);
  return {
    async notify(alert) {
      try {
        return await notifier.notify(alert);
      } catch (error) {
        return { sent: false, reason: scrub(errorMessage(error)), isFinal: false };
      }
    },
  };
}
