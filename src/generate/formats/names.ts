/** The names of the formats, for those who only need to know what there is. */

/** "services" writes each service's lines in the format that such a service has. */
export const LINE_FORMATS = [
  "seed",
  "json",
  "logfmt",
  "syslog",
  "rfc5424",
  "log4j",
  "python",
  "glog",
  "postgresql",
  "redis",
  "clf",
  "docker",
  "cri",
  "plain",
  "services",
] as const;

export type LineFormatName = typeof LINE_FORMATS[number];
