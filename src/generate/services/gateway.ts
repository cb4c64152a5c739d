/** The gateway, and its access log, which has one line a request. */
import { linesOf } from "../message_template.ts";
import type { ServiceLines } from "./lines.ts";

const line = linesOf("gateway");

/** The only line that has an access log's fields. */
export const ACCESS = linesOf("access")(
  "INFO",
  '{client_ip} {user} "{method} {path} HTTP/1.1" {status} {bytes} {elapsed_ms} "{agent}"',
);

export const RECEIVED = line("INFO", "Request received: {method} {path} from {client_ip}", "Router");
/** Incidents write it too, with other latencies. */
export const REQUEST_COMPLETED = line(
  "INFO",
  "Request completed: {method} {path} status {status} in {elapsed_ms}ms",
  "Router",
);
export const UPLOAD_RECEIVED = line("INFO", "Receiving upload of {bytes} bytes from {client_ip}", "Uploads");
export const BODY_INVALID = line("INFO", "Request body refused: field {items} is missing", "Validator");

/** Incidents write it too, in numbers. */
export const NODE_TIMED_OUT = line("ERROR", "Connection to node-{node} timed out after {slow_ms}ms", "Upstream");

export const GATEWAY: ServiceLines = {
  spontaneous: [
    [60, line("DEBUG", "Keep-alive: {connections} connections open on port {port}", "Connections")],
    [60, line("DEBUG", "TLS session resumed for {client_ip}", "Tls")],
    [40, line("DEBUG", "Route matched in {round_trip_ms}ms, {rules} rules", "Router")],
    [12, line("INFO", "TLS handshake with {client_ip} finished in {round_trip_ms}ms", "Tls")],
    [4, line("INFO", "Client {client_ip} closed the connection early after {bytes} bytes", "Connections")],
    [1.5, line("INFO", "HTTP/2 settings of {client_ip} changed: window {bytes}", "Connections")],
  ],
  jobs: [
    {
      everySeconds: 60,
      lines: [line("INFO", "Metrics flushed: {requests} requests in the last minute", "Metrics")],
    },
    { everySeconds: 10, lines: [line("DEBUG", "Health check of backend node-{node} answered in {round_trip_ms}ms")] },
    {
      everySeconds: 1200,
      lines: [line("INFO", "Certificate store checked: {node} certificates, next expiry in {days} days", "Tls")],
    },
  ],
  requestWarnings: [
    [3, line("WARN", "Rate limit near for client {client_ip}: {requests} of 1000 requests this minute", "RateLimiter")],
    [2, line("WARN", "Retrying call to service payments, attempt {attempt}", "Upstream")],
    [1, line("WARN", "Unusual request size from {client_ip}: {bytes} bytes", "Validator")],
  ],
  warnings: [
    [2, line("WARN", "Backend node-{node} answered slowly: {slow_ms}ms", "Upstream")],
    [1, line("WARN", "Certificate of node-{node} expires in {days} days", "Tls")],
  ],
  requestErrors: [
    [2, line("ERROR", "Request failed: service payments answered 502 after {slow_ms}ms", "Upstream")],
    [1, line("ERROR", "Request failed: body of {bytes} bytes cannot be parsed", "Validator")],
  ],
  errors: [
    [1, NODE_TIMED_OUT],
    [1, line("ERROR", "Lookup of node-{node} failed: no answer from resolver", "Resolver")],
  ],
  deploy: [
    line("INFO", "Draining {connections} connections before shutdown", "Lifecycle"),
    line("INFO", "Gateway stopped", "Lifecycle"),
    line("INFO", "Starting version {version}, process {pid}", "Lifecycle"),
    line("INFO", "Loaded {rules} routes", "Router"),
    line("INFO", "Listening on port 8080", "Lifecycle"),
  ],
};
