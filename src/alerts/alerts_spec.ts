/** All of `alerts:` in `oddline.yaml`. */
import type { RouteSpec } from "./routes/alert_route.ts";
import type { NotifierSpec } from "./notifier_spec.ts";
import type { MuteWindow, SilenceSpec } from "./routes/quiet_times.ts";

export interface AlertsSpec {
  readonly notifiers: readonly NotifierSpec[];
  readonly routes: readonly RouteSpec[];
  readonly muteWindows: readonly MuteWindow[];
  readonly silences: readonly SilenceSpec[];
}
