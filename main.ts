/** Oddline: finds the odd lines in logs. */
import { systemIo } from "./src/cli/io.ts";
import { main } from "./src/cli/main.ts";

if (import.meta.main) Deno.exit(await main(Deno.args, systemIo()));
