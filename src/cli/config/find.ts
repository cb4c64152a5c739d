/** Which configuration file counts: the first that is there. */
import type { Environment } from "../environment.ts";

/** The places where a file is looked for when none is named, nearest first. */
export function configPlaces(env: Environment, cwd: string): string[] {
  const home = env.XDG_CONFIG_HOME || (env.HOME ? `${env.HOME}/.config` : undefined);
  return [
    `${cwd}/oddline.yaml`,
    ...(home === undefined ? [] : [`${home}/oddline/oddline.yaml`]),
    "/etc/oddline/oddline.yaml",
  ];
}

/** The file to read, or undefined. One that was named is not checked here: reading it will say what is wrong. */
export async function findConfig(
  named: string | undefined,
  env: Environment,
  cwd: string,
): Promise<string | undefined> {
  if (named !== undefined) return named.startsWith("/") ? named : `${cwd}/${named}`;
  for (const path of configPlaces(env, cwd)) {
    if (await isThere(path)) return path;
  }
  return undefined;
}

async function isThere(path: string): Promise<boolean> {
  try {
    return !(await Deno.stat(path)).isDirectory;
  } catch (error) {
    // What may not be looked at is there: saying so is better than running on as if it were not.
    return error instanceof Deno.errors.PermissionDenied;
  }
}
