/** Variables of the environment that look like ours and are not: nobody reads them, so somebody should say so. */
import { COMMANDS } from "../commands/mod.ts";
import type { Environment } from "../environment.ts";
import { variableName } from "../flag.ts";
import { SHARED_FLAGS } from "../shared_flags.ts";
import { nearest } from "../../core/text/suggest.ts";

const PREFIX = "ODDLINE_";
/** Not a flag: an error is told with the place that it comes from. */
const DEBUG = "ODDLINE_DEBUG";

/** One sentence for each variable that is nearly one of ours. Others may be of whoever runs Oddline. */
export function mistypedVariables(env: Environment): string[] {
  const given = Object.keys(env).filter((name) => name.startsWith(PREFIX));
  if (given.length === 0) return [];
  const known = new Set([DEBUG, ...Object.keys(SHARED_FLAGS).map((key) => variableName(key))]);
  for (const { name, own } of COMMANDS) for (const key of Object.keys(own)) known.add(variableName(key, name));
  const names = [...known].map((name) => name.slice(PREFIX.length));
  return given.filter((name) => !known.has(name)).flatMap((name) => {
    const meant = nearest(name.slice(PREFIX.length), names);
    return meant === undefined ? [] : [`${name}: there is no such variable (did you mean ${PREFIX}${meant}?)`];
  });
}
