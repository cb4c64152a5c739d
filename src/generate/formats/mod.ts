/** The formats that the generator writes. */
import type { LogEvent } from "../event.ts";
import type { ServiceName } from "../services/service.ts";
import { APPLICATIONS } from "./applications.ts";
import type { LineFormat, WriteEvent } from "./format.ts";
import {
  envLogger,
  glog,
  level,
  log4j,
  logback,
  loguru,
  plain,
  python,
  rubyLogger,
  seed,
  springBoot,
} from "./library.ts";
import { LINE_FORMATS, type LineFormatName } from "./names.ts";
import { apacheError, dmesg, mysql, nginxError, postgresql, redis, websphere } from "./servers.ts";
import { cri, docker, journald, json, logfmt } from "./structured.ts";
import { clf, rfc5424, syslog } from "./system.ts";
import { openWriter } from "./writer.ts";

const BY_NAME: Readonly<Record<Exclude<LineFormatName, "services">, LineFormat>> = {
  seed,
  json,
  journald,
  logfmt,
  syslog,
  rfc5424,
  log4j,
  logback,
  "spring-boot": springBoot,
  python,
  loguru,
  "ruby-logger": rubyLogger,
  glog,
  "env-logger": envLogger,
  level,
  postgresql,
  mysql,
  redis,
  "nginx-error": nginxError,
  "apache-error": apacheError,
  websphere,
  dmesg,
  ...APPLICATIONS,
  clf,
  docker,
  cri,
  plain,
};

const BY_SERVICE: Readonly<Record<ServiceName, LineFormat>> = {
  access: clf,
  gateway: logfmt,
  auth: json,
  orders: log4j,
  payments: python,
  database: postgresql,
  cache: redis,
  worker: glog,
  host: syslog,
};

/**
 * Opens a writer with caches of its own.
 * @throws RangeError for a name that is not in LINE_FORMATS
 */
export function lineWriter(name: LineFormatName): WriteEvent {
  if (name === "services") return writerByService();
  const format = Object.hasOwn(BY_NAME, name) ? BY_NAME[name] : undefined;
  if (!format) throw new RangeError(`Cannot write format "${name}": known are ${LINE_FORMATS.join(", ")}`);
  return openWriter(format);
}

function writerByService(): WriteEvent {
  const writers = new Map(
    Object.entries(BY_SERVICE).map(([service, format]) => [service, openWriter(format)]),
  );
  const others = openWriter(plain);
  return (event: LogEvent) => (writers.get(event.template.service) ?? others)(event);
}
