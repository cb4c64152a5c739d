/** The names of the formats, for those who only need to know what there is. */

/** "services" writes each service's lines in the format that such a service has. */
export const LINE_FORMATS = [
  "seed",
  "json",
  "journald",
  "logfmt",
  "syslog",
  "rfc5424",
  "log4j",
  "logback",
  "spring-boot",
  "python",
  "loguru",
  "ruby-logger",
  "glog",
  "env-logger",
  "level",
  "postgresql",
  "mysql",
  "redis",
  "nginx-error",
  "apache-error",
  "dmesg",
  "clf",
  "docker",
  "cri",
  "plain",
  "services",
] as const;

export type LineFormatName = typeof LINE_FORMATS[number];
