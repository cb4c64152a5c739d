/** The list of SHA-256 sums that `sha256sum --check`, `install.sh` and `install.ps1` read. */
import { createHash } from "node:crypto";

/** One line a file, in the order of the names: the sum, two spaces, the file's name without its folder. */
export function checksums(folder: URL, names: readonly string[]): string {
  return [...names].sort().map((name) => {
    const sum = createHash("sha256").update(Deno.readFileSync(new URL(name, folder))).digest("hex");
    return `${sum}  ${name}\n`;
  }).join("");
}
