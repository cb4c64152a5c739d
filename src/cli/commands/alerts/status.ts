/** `oddline alerts status`: what waits to be told, and what was given up. Reads the queue, changes nothing. */
import { Ledger } from "../../../alerts/queue/ledger.ts";
import { showControls } from "../../../core/text/escape.ts";
import { readJournalFile } from "../../alerting/journal_file.ts";
import { EXIT } from "../../errors.ts";
import type { Io } from "../../io.ts";
import { print } from "../../print.ts";
import { alertsPath } from "../../settings/kept_files.ts";
import type { AlertsStatusOptions } from "./flags.ts";

/** Returns the exit code. */
export async function run({ settings, flags }: AlertsStatusOptions, io: Io): Promise<number> {
  const path = alertsPath(settings);
  const { deliveries, deadLetters, waiting, sent, dead } = Ledger.read(readJournalFile(path)).state;
  const names = new Set([
    ...(settings.alerts?.notifiers ?? []).map(({ name }) => name),
    ...[...deliveries, ...deadLetters].map(({ notifier }) => notifier),
  ]);
  const notifiers = [...names].map((name) => ({
    name,
    type: settings.alerts?.notifiers.find((spec) => spec.name === name)?.type ?? null,
    waiting: deliveries.filter(({ notifier }) => notifier === name).length,
    attempts: Math.max(0, ...deliveries.filter(({ notifier }) => notifier === name).map(({ attempts }) => attempts)),
    dead_letters: deadLetters.filter(({ notifier }) => notifier === name).length,
  }));
  const routes = (settings.alerts?.routes ?? []).map(({ name, notify }) => ({
    name,
    notify,
    waiting: waiting.filter(({ route }) => route === name).length,
  }));
  const status = { path, sent, waiting: deliveries.length, dead, notifiers, routes };
  const text = flags.format === "json" ? `${JSON.stringify(status, null, 2)}\n` : statusText(status);
  await print(io, text);
  return EXIT.fine;
}

interface Status {
  readonly path: string;
  readonly sent: number;
  readonly waiting: number;
  readonly dead: number;
  readonly notifiers: readonly {
    readonly name: string;
    readonly type: string | null;
    readonly waiting: number;
    readonly attempts: number;
    readonly dead_letters: number;
  }[];
  readonly routes: readonly { readonly name: string; readonly notify: readonly string[]; readonly waiting: number }[];
}

function statusText({ path, sent, waiting, dead, notifiers, routes }: Status): string {
  const off = notifiers.length === 0 && routes.length === 0;
  const lines = [
    `${sent} sent, ${waiting} waiting, ${dead} given up (${path})`,
    ...(off ? ["no alerts: in oddline.yaml; nobody is told of anything"] : []),
    ...routes.map((route) =>
      `route     ${route.name}  to ${route.notify.join(", ")}${
        route.waiting > 0 ? `, ${route.waiting} anomalies wait` : ""
      }`
    ),
    ...notifiers.map((notifier) =>
      `notifier  ${notifier.name}  ${notifier.type ?? "not configured any more"}, ${notifier.waiting} waiting` +
      `${notifier.attempts > 0 ? ` after ${notifier.attempts} failed tries` : ""}, ${notifier.dead_letters} given up`
    ),
  ];
  return lines.map((line) => `${showControls(line)}\n`).join("");
}
