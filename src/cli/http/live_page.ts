/**
 * The live page beside a run: a server on an address of this machine, and pictures of the run once a second
 * while somebody looks. Where the port is taken or the network may not be used, that is said, and the run
 * goes on without the page.
 */
import type { AlertsView } from "../../core/views/alerts_view.ts";
import { errorMessage } from "../../core/error_message.ts";
import { waitFor } from "../../core/time/waiting.ts";
import { type RedactText, UNREDACTED } from "../../core/text/redact.ts";
import { type Asset, createWebApp } from "../../web/app.ts";
import { isLoopbackName } from "../../web/guard.ts";
import type { LiveRun } from "../../web/live_run.ts";
import { Secrets } from "../../alerts/secrets.ts";
import { Marking } from "../feedback/marking.ts";
import { UsageError } from "../errors.ts";
import type { Io } from "../io.ts";
import type { Observation } from "../run/observation.ts";
import type { PageSettings } from "../settings/settings.ts";
import { addressUrl, type HttpAddress } from "./address.ts";

const TICK_MS = 1000;
/** How often it is looked which workers are at work. */
const LOOK_MS = 100;
/** How long the end of a run waits for browsers. */
const SHUTDOWN_MS = 200;
const MUTED_MS = 3_600_000;
/** Enough that nobody finds it by trying. */
const TOKEN_CHARACTERS_MIN = 16;

const SCRIPT = "text/javascript; charset=utf-8";

/** The page's files, beside `src/web`. */
const ASSETS: readonly (readonly [path: string, file: string, type: string])[] = [
  ["/", "index.html", "text/html; charset=utf-8"],
  ["/app.js", "app.js", SCRIPT],
  ["/anomalies.js", "anomalies.js", SCRIPT],
  ["/charts.js", "charts.js", SCRIPT],
  ["/elements.js", "elements.js", SCRIPT],
  ["/style.css", "style.css", "text/css; charset=utf-8"],
  ["/icon.svg", "icon.svg", "image/svg+xml"],
];

/** What the page shows. */
export interface PageRun {
  readonly observation: Observation;
  readonly alerts: () => AlertsView | undefined;
  readonly redact: RedactText | undefined;
  /** The file of marks; undefined where none is kept. */
  readonly feedbackPath: string | undefined;
  readonly now: () => number;
  /** The file of marks was changed. */
  readonly marksChanged: () => void;
}

export interface LivePage {
  /** Where it is. */
  readonly url: string;
  close(): Promise<void>;
}

/** The token that is needed; undefined for none. Throws UsageError where one is needed and missing. */
export function pageToken({ host }: HttpAddress, { httpToken }: PageSettings, env: Io["env"]): string | undefined {
  if (httpToken === undefined) {
    if (isLoopbackName(host)) return undefined;
    throw new UsageError(
      `the page at ${host} can be reached by others, so it needs a token: set ODDLINE_HTTP_TOKEN, or http_token in oddline.yaml`,
    );
  }
  try {
    const token = new Secrets({ env: (name) => env[name], file: (path) => Deno.readTextFileSync(path) }).fill(
      httpToken,
    );
    if (token.length >= TOKEN_CHARACTERS_MIN && /^[\x21-\x7e]+$/.test(token)) return token;
  } catch {
    throw new UsageError("http_token: what it refers to is not there");
  }
  throw new UsageError(`http_token: needs at least ${TOKEN_CHARACTERS_MIN} printable characters without spaces`);
}

/** Opens the page; undefined, and a warning, where that is not possible. */
export async function openLivePage(
  address: HttpAddress,
  run: PageRun,
  { token, warn }: { readonly token: string | undefined; readonly warn: (message: string) => void },
): Promise<LivePage | undefined> {
  const where = `${address.host}:${address.port}`;
  if (Deno.permissions.querySync({ name: "net", host: where }).state !== "granted") {
    warn(`--http: may not use the network: from source, start with "deno task online", or with --allow-net=${where}`);
    return undefined;
  }
  const { observation, alerts, redact } = run;
  const app = createWebApp({
    snapshot: () => observation.snapshot(),
    historyTrouble: () => observation.historyTrouble,
    alerts,
    redact: redact ?? UNREDACTED,
    ...marksOf(run, warn),
  }, { token, assets: await readAssets() });
  let server: Deno.HttpServer<Deno.NetAddr>;
  try {
    server = Deno.serve(
      { hostname: address.host, port: address.port, onListen: () => {} },
      (request) => app.fetch(request),
    );
  } catch (error) {
    warn(`--http: ${listenProblem(error, address)}; the run goes on without the page`);
    return undefined;
  }
  const timers = [setInterval(() => app.tick(), TICK_MS), setInterval(() => observation.look(), LOOK_MS)];
  return {
    url: addressUrl({ host: address.host, port: server.addr.port }),
    async close() {
      timers.forEach(clearInterval);
      app.close();
      // what a browser has asked for and does not take is not waited for
      await waitFor(server.shutdown(), SHUTDOWN_MS);
    },
  };
}

/** What the page's buttons do: the same as the dashboard's keys. */
function marksOf(
  { observation, feedbackPath, now, marksChanged }: PageRun,
  warn: (message: string) => void,
): Pick<LiveRun, "mark" | "undoMark"> {
  const marking = new Marking({
    path: feedbackPath,
    now,
    warn,
    anomalies: () => observation.observer.anomalies.all(),
    changed: marksChanged,
  });
  return {
    async mark(anomaly, { mark, scope }) {
      const forMs = mark === "muted" ? { forMs: MUTED_MS } : {};
      const said = await marking.mark({ type: "mark", anomaly, mark, scope, ...forMs });
      return said.replace(/; \w takes it back$/, "");
    },
    undoMark: () => marking.undo(),
  };
}

function listenProblem(error: unknown, { host, port }: HttpAddress): string {
  if (error instanceof Deno.errors.AddrInUse) {
    return `port ${port} of ${host} is in use by another program; choose another with --http-addr ${host}:PORT`;
  }
  if (error instanceof Deno.errors.PermissionDenied) return `port ${port} may not be opened by this user`;
  return `${host}:${port} cannot be opened (${errorMessage(error)})`;
}

async function readAssets(): Promise<ReadonlyMap<string, Asset>> {
  const folder = new URL("../../web/assets/", import.meta.url);
  return new Map(
    await Promise.all(
      ASSETS.map(async ([path, file, type]) =>
        [path, { type, bytes: await Deno.readFile(new URL(file, folder)) }] as const
      ),
    ),
  );
}
