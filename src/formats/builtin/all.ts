/**
 * The formats that Oddline knows by name, as data: how each is read, and lines of it with what they say. Detection
 * goes through them in this order, the more particular first; tests/formats/builtin_test.ts runs every sample through
 * every format. Headers that are not here are learnt (columns.ts).
 */
import { APPLICATION_FORMATS } from "./applications.ts";
import type { BuiltinFormat } from "./builtin_format.ts";
import { LIBRARY_FORMATS } from "./libraries.ts";
import { SERVER_FORMATS } from "./servers.ts";
import { STRUCTURED_FORMATS } from "./structured.ts";
import { SYSLOG_FORMATS } from "./syslog.ts";

/** All formats that are not wrapped around others, the more particular first. */
export const BUILTIN_FORMATS: readonly BuiltinFormat[] = [
  ...APPLICATION_FORMATS,
  ...STRUCTURED_FORMATS,
  ...SYSLOG_FORMATS,
  ...SERVER_FORMATS,
  ...LIBRARY_FORMATS,
];
