/** Makes the notifiers of a configuration: fills in their secrets, and finds out which may not work in this run. */
import type { AlertsSpec } from "../../alerts/alerts_spec.ts";
import { createNotifier } from "../../alerts/mod.ts";
import type { Notifier, Outside } from "../../alerts/notifier.ts";
import { Secrets } from "../../alerts/secrets.ts";
import { UsageError } from "../errors.ts";
import type { Environment } from "../environment.ts";
import { missingPermission } from "./permissions.ts";

export interface PreparedNotifiers {
  readonly notifiers: ReadonlyMap<string, Notifier>;
  /** Those that may not be asked, and why. */
  readonly blocked: ReadonlyMap<string, string>;
}

/**
 * `names`: only these. Throws UsageError for a secret that is not there, or an address that is none; it says neither.
 */
export function prepareNotifiers(
  { notifiers: specs }: AlertsSpec,
  { outside, env, names }: { readonly outside: Outside; readonly env: Environment; readonly names?: readonly string[] },
): PreparedNotifiers {
  const secrets = new Secrets({ env: (name) => env[name], file: readSecret });
  const notifiers = new Map<string, Notifier>();
  const blocked = new Map<string, string>();
  for (const spec of specs) {
    if (names?.includes(spec.name) === false) continue;
    try {
      const filled = secrets.fillAll(spec);
      if (filled.type === "webhook") {
        for (const value of [filled.key ?? "", ...Object.values(filled.headers)]) secrets.hide(value);
        if (!URL.canParse(filled.url)) throw new RangeError("its url is no address");
        new Headers(filled.headers); // throws for what no header may hold
      }
      const reason = missingPermission(filled);
      if (reason !== undefined) blocked.set(spec.name, reason);
      notifiers.set(spec.name, createNotifier(filled, outside, secrets.scrub));
    } catch (error) {
      const why = error instanceof RangeError ? error.message : "a value that was filled in is not of its kind";
      throw new UsageError(`alerts: notifier '${spec.name}': ${secrets.scrub(why)}`);
    }
  }
  return { notifiers, blocked };
}

function readSecret(path: string): string | undefined {
  try {
    return Deno.readTextFileSync(path);
  } catch {
    return undefined;
  }
}
