/** Sends an alert as JSON to an address: as it is, in a form that a known receiver takes, or in the user's own. */
import { type Notifier, type Outcome, type Outside, SENT } from "../notifier.ts";
import type { WebhookSpec } from "../notifier_spec.ts";
import { presetBody } from "../presets.ts";
import { fillTemplate } from "../template.ts";

/** Answers that may be other ones later: too slow, too early, too many, and whatever is wrong on their side. */
const PASSING: ReadonlySet<number> = new Set([408, 425, 429]);

export function createWebhook(spec: WebhookSpec, outside: Outside): Notifier {
  const { url, method, preset, template, key, timeoutMs } = spec;
  const headers = { "content-type": "application/json", "user-agent": "oddline", ...spec.headers };
  return {
    async notify(alert): Promise<Outcome> {
      const body = JSON.stringify(
        template === undefined ? presetBody(preset, alert, key) : fillTemplate(template, alert),
      );
      const { status, retryAfterMs } = await outside.request({ url, method, headers, body, timeoutMs });
      if (status >= 200 && status < 300) return SENT;
      return {
        sent: false,
        reason: `answered with ${status}${status >= 300 && status < 400 ? ", a redirection" : ""}`,
        isFinal: status < 500 && !PASSING.has(status),
        ...(retryAfterMs !== undefined && { retryAfterMs }),
      };
    },
  };
}
