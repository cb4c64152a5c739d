/** `oddline doctor`: what works on this machine and what does not, found out by trying it, and what to do. */
import { dirname, parse } from "node:path";
import { HistoryError } from "../../store/database.ts";
import { choosePaint, type Paint } from "../../report/theme.ts";
import { type Finding, finding } from "../doctor/finding.ts";
import * as machine from "../doctor/machine.ts";
import * as places from "../doctor/places.ts";
import { lookAtWorker } from "../doctor/worker.ts";
import { EXIT } from "../errors.ts";
import type { Io } from "../io.ts";
import { print } from "../print.ts";
import { watchStatePath } from "../settings/kept_files.ts";
import { versionText } from "../version.ts";
import type { CommandOptions } from "../command.ts";

const RESTORE = "oddline history restore puts a backup in its place";

/** Returns 0 when everything works, else 1. */
export async function run({ settings }: CommandOptions, io: Io): Promise<number> {
  // what the user names must be there; the default place is made when it is needed
  const isNamed = ["db", "state"].some((key) => settings.values.get(key) !== undefined);
  const { dbPath, modelPath, configPath, timeZone } = settings;
  const stateFolder = dirname(watchStatePath(settings));
  const findings: Finding[] = [
    await finding("permissions", machine.lookAtPermissions, "from source, use deno task start"),
    await finding("workers", lookAtWorker, "--mode rules runs without it"),
    await finding("model", () => places.lookAtModel(modelPath), "--mode rules runs without it"),
    await finding("cache", () => places.lookAtCache((name) => io.env[name]), "set XDG_CACHE_HOME to a folder of yours"),
    await finding("state", () => places.lookAtFolder(stateFolder, isNamed), "use --state FILE for another place"),
    await finding(
      "database",
      () => places.lookAtDatabase(dbPath, isNamed),
      (error) => isDamage(error) ? `${RESTORE}, --db FILE uses another one` : "use --db FILE for another place",
    ),
    await finding(
      "watching",
      () => machine.lookAtWatching(parse(io.cwd).root),
      "files are looked at four times a second instead",
    ),
    await finding("open files", machine.lookAtOpenFiles, "raise it with ulimit -n"),
    await finding("configuration", () => configPath ?? "no oddline.yaml; defaults are used", ""),
    await finding("time zone", () => `${timeZone}, for times that name none`, ""),
    await finding("terminal", () => machine.lookAtTerminal(io), ""),
    await finding("colours", () => machine.lookAtColors(io), ""),
    await finding("characters", () => machine.lookAtCharacters(settings, io), ""),
  ];
  const paint = choosePaint({ color: settings.color, isTerminal: io.stdout.isTerminal, env: io.env });
  const lines = findings.map((each) => findingLine(each, paint));
  await print(io, `${(await versionText()).trimEnd()}\n\n${lines.join("\n")}\n`);
  return findings.every(({ works }) => works) ? EXIT.fine : EXIT.failed;
}

function isDamage(error: unknown): boolean {
  return error instanceof HistoryError && error.trouble === "damaged";
}

function findingLine({ name, works, detail }: Finding, paint: Paint): string {
  const mark = works ? "ok  " : paint("critical", "FAIL");
  return `${mark}  ${name.padEnd(14)} ${detail}`;
}
