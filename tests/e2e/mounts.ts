/** Mounts, for tests that need a file system of their own. Only root may make them. */

/** Throws Error with what the program says. */
export function mount(...args: string[]): void {
  execute("mount", ...args);
}

/** Takes it away at once, whoever still has files of it open. */
export function unmount(path: string): void {
  new Deno.Command("umount", { args: ["-l", path] }).outputSync();
}

/** Runs a program of the system. Throws Error with what it says where it fails. */
export function execute(program: string, ...args: string[]): void {
  const { success, stderr } = new Deno.Command(program, { args }).outputSync();
  if (!success) throw new Error(`${program}: ${new TextDecoder().decode(stderr)}`);
}
