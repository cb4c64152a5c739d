/** Which characters a terminal shows, as far as its environment says. */

/** The locale of characters is named by the first of these that is set (POSIX, "Internationalization Variables"). */
const LOCALE_VARIABLES = ["LC_ALL", "LC_CTYPE", "LANG"] as const;

/**
 * Why only characters of ASCII are safe to draw: the console of Linux has few others, and a locale that does not name
 * UTF-8 means a terminal that shows bytes. Undefined where others may be drawn, also where nothing is said.
 */
export function whyAscii(env: Readonly<Record<string, string | undefined>>): string | undefined {
  if (env.TERM === "linux") return "TERM=linux";
  const name = LOCALE_VARIABLES.find((each) => env[each]);
  return name === undefined || /utf-?8/i.test(env[name] ?? "") ? undefined : `${name}=${env[name]}`;
}
