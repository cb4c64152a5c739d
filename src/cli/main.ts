/** The edge: arguments in, exit code out. Errors become one line on stderr and a number here, and nowhere else. */
import { EXIT, explainError } from "./errors.ts";
import type { Io } from "./io.ts";
import { print } from "./print.ts";

/** Runs Oddline with the arguments after the program's name, and returns its exit code. Never throws. */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  try {
    return await dispatch(argv, io);
  } catch (error) {
    const { code, lines } = explainError(error, io.env.ODDLINE_DEBUG === "1");
    for (const line of lines) io.diagnostics.fail(line);
    return code;
  }
}

async function dispatch(argv: readonly string[], io: Io): Promise<number> {
  if (argv[0] === "--version" || argv[0] === "-V") {
    const { versionText } = await import("./version.ts");
    return await answer(io, await versionText());
  }
  const { parseArguments } = await import("./program.ts");
  const invocation = parseArguments(argv, io.columns);
  if ("help" in invocation) return await answer(io, invocation.help);
  const { prepare } = await import("./prepare.ts");
  const options = await prepare(invocation, io);
  if (options === undefined) {
    const { helpText } = await import("./program.ts");
    io.stderr.write(helpText(invocation.named ? invocation.command.name : "", io.columns));
    return EXIT.usage;
  }
  const { mistypedVariables } = await import("./help/variables.ts");
  const { unneededPermissions } = await import("./permissions.ts");
  const { settings } = options;
  const plan = { command: invocation.command.name, words: argv, settings, isTerminal: io.stdout.isTerminal };
  io.diagnostics.configure({ level: settings.logLevel, path: settings.logFile });
  for (const problem of mistypedVariables(io.env)) io.diagnostics.say("warning", problem);
  io.giveUp(unneededPermissions(plan));
  const run = await invocation.command.load();
  return await run(options, io);
}

async function answer(io: Io, text: string): Promise<number> {
  await print(io, text);
  return EXIT.fine;
}
