/** Who may do what: logins, tokens, sessions. */
import { linesOf } from "../message_template.ts";
import type { ServiceLines } from "./lines.ts";

const line = linesOf("auth");

export const TOKEN_VERIFIED = line("DEBUG", "Token verified for user {user}", "Tokens");
export const PASSWORD_CHECKED = line("DEBUG", "Password of user {user} checked in {query_ms}ms", "Passwords");
export const LOGGED_IN = line("INFO", "User {user} logged in from {client_ip}", "Sessions");
export const LOGGED_OUT = line("INFO", "User {user} logged out after {duration_s}s", "Sessions");
export const PERMITTED = line("DEBUG", "Permission granted: user {user} may create orders", "Permissions");
export const RESET_SENT = line("INFO", "Password reset link for user {user} issued, valid for {token_s}s", "Passwords");
/** Incidents write it too, from one address and in numbers. */
export const LOGIN_FAILED = line(
  "WARN",
  "Login failed for user {user} from {client_ip}: wrong password, attempt {attempt}",
  "Sessions",
);

export const AUTH: ServiceLines = {
  spontaneous: [
    [90, line("INFO", "Session created for user session duration: {duration_s}s", "Sessions")],
    [60, line("INFO", "Session expired after {duration_s}s idle", "Sessions")],
    [50, line("DEBUG", "Token refreshed, valid for {token_s}s", "Tokens")],
    [30, line("DEBUG", "Audit record {audit_id} stored", "Audit")],
    [6, line("INFO", "Device of user {user} remembered", "Sessions")],
    [3, line("INFO", "User {user} changed the password", "Passwords")],
    [1.5, line("INFO", "Two-factor code sent to user {user}", "Passwords")],
    [0.4, line("INFO", "User {user} closed the account", "Accounts")],
  ],
  jobs: [
    { everySeconds: 90, lines: [line("INFO", "Session store swept: {rows} sessions removed", "Sessions")] },
    { everySeconds: 900, lines: [line("INFO", "Signing key rotated, {attempt} keys kept", "Tokens")] },
  ],
  requestWarnings: [[4, LOGIN_FAILED], [1, line("WARN", "Token of user {user} expires in {node}s", "Tokens")]],
  warnings: [[1, line("WARN", "Clock of node-{node} differs by {round_trip_ms}ms", "Tokens")]],
  requestErrors: [
    [2, line("ERROR", "Token rejected for user {user}: signature invalid", "Tokens")],
    [1, line("ERROR", "Access denied for user {user} to object {object_id}", "Permissions")],
  ],
  errors: [[1, line("ERROR", "Audit record {audit_id} cannot be stored: disk quota exceeded", "Audit")]],
  deploy: [
    line("INFO", "Shutting down: {connections} sessions handed over", "Lifecycle"),
    line("INFO", "Auth version {version} starting, process {pid}", "Lifecycle"),
    line("INFO", "Loaded {attempt} signing keys", "Tokens"),
    line("INFO", "Auth ready", "Lifecycle"),
  ],
};
