/** Sends an alert to a syslog server (RFC 5424): its title as the message, what programs need as structured data. */
import type { Alert } from "../alert.ts";
import { type Notifier, type Outside, SENT, type SyslogAddress } from "../notifier.ts";
import type { SyslogSpec } from "../notifier_spec.ts";

const TIMEOUT_MS = 5000;
const PORT = 514;
/** RFC 5424, 6.2.1: critical, warning, informational. */
const SEVERITIES = { critical: 2, warning: 4, info: 6 } as const;

export function createSyslog(spec: SyslogSpec, outside: Outside): Notifier {
  const address = parseSyslogAddress(spec.address);
  return {
    async notify(alert) {
      await outside.syslog(address, syslogMessage(alert, spec.facility), TIMEOUT_MS);
      return SENT;
    },
  };
}

/** Reads an address. Throws SyntaxError that says what would do. */
export function parseSyslogAddress(text: string): SyslogAddress {
  const [, path] = /^unix:(?:\/\/)?(\/.+)$/.exec(text) ?? [];
  if (path !== undefined) return { transport: "unix", path };
  const [, transport, bracketed, plain, port] =
    /^(udp|tcp):\/\/(?:\[([0-9a-f:]+)\]|([\w.-]+))(?::(\d{1,5}))?$/i.exec(text) ?? [];
  const number = port === undefined ? PORT : Number(port);
  if (transport === undefined || number < 1 || number > 65_535) {
    throw new SyntaxError(
      `'${text}' is no address of a syslog server; write udp://HOST:PORT, tcp://HOST:PORT or unix:PATH`,
    );
  }
  return { transport: transport.toLowerCase() as "udp" | "tcp", host: bracketed ?? plain, port: number };
}

/** The message without its framing. */
export function syslogMessage(alert: Alert, facility: number): string {
  const priority = facility * 8 + SEVERITIES[alert.severity];
  const data: Readonly<Record<string, string>> = {
    id: alert.id,
    route: alert.route,
    status: alert.status,
    severity: alert.severity,
    score: String(alert.score),
    count: String(alert.count),
  };
  const parameters = Object.entries(data).map(([name, value]) => ` ${name}="${value.replace(/["\\\]]/g, "\\$&")}"`);
  const host = alert.host.replace(/[^\x21-\x7e]/g, "").slice(0, 255) || "-";
  // 32473 is the number that is set aside for examples (RFC 5612): Oddline has none of its own
  return `<${priority}>1 ${alert.time} ${host} oddline - alert [oddline@32473${parameters.join("")}] ${alert.title}`;
}
