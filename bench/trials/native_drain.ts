/**
 * Drain as native code, to compare with: the crates `drain3` and `logdrain`, each behind a few lines that read a file,
 * strip as many leading fields as asked for, and mask addresses, hexadecimal and decimal numbers, as their READMEs do.
 * Built in the trials' temporary folder where cargo is installed.
 */
import { trialFolder } from "./corpora.ts";

const MANIFEST = `[package]
name = "native_drain"
version = "0.0.0"
edition = "2021"

[dependencies]
drain3 = "0.3.0"
logdrain = "0.3.2"

[profile.release]
opt-level = 3
lto = true
codegen-units = 1
`;

const MAIN = String.raw`
use std::io::BufRead;

const MASKS: [(&str, &str); 3] = [
    (r"\b\d{1,3}(\.\d{1,3}){3}\b", "<IP>"),
    (r"\b0x[a-fA-F0-9]+\b", "<HEX>"),
    (r"\b\d+\b", "<NUM>"),
];

fn main() {
    let args: Vec<String> = std::env::args().collect();
    let header: usize = args[3].parse().unwrap();
    let file = std::fs::File::open(&args[2]).unwrap();
    let lines = std::io::BufReader::with_capacity(1 << 20, file).split(b'\n');
    let start = std::time::Instant::now();
    let mut count = 0usize;
    let templates;
    if args[1] == "drain3" {
        let masking = MASKS.iter()
            .map(|(pattern, mask)| drain3::MaskingInstruction { pattern: (*pattern).into(), mask: (*mask).into() })
            .collect();
        let mut seen = std::collections::HashSet::new();
        let mut matcher = drain3::Matcher::new(drain3::Config::builder().masking(masking).build());
        for line in lines {
            let line = String::from_utf8_lossy(&line.unwrap()).into_owned();
            if let Ok(template) = matcher.add_log_message(line.splitn(header + 1, ' ').last().unwrap()) {
                seen.insert(template.id());
            }
            count += 1;
        }
        templates = seen.len();
    } else {
        let masks: Vec<_> = MASKS.iter()
            .map(|(pattern, mask)| logdrain::Mask::new(pattern, mask).unwrap())
            .collect();
        let miner = logdrain::Miner::builder().masks(masks).build().unwrap();
        for line in lines {
            let line = String::from_utf8_lossy(&line.unwrap()).into_owned();
            miner.add(line.splitn(header + 1, ' ').last().unwrap());
            count += 1;
        }
        templates = miner.len();
    }
    println!("{} {}", count as f64 / start.elapsed().as_secs_f64(), templates);
}
`;

/** Crates that are measured. */
export const NATIVE_DRAINS = ["drain3", "logdrain"] as const;

/** The program, or a sentence that says why there is none. */
export async function buildNativeDrain(): Promise<{ readonly path: string } | { readonly missing: string }> {
  const folder = `${trialFolder()}/native_drain`;
  await Deno.mkdir(`${folder}/src`, { recursive: true });
  await Deno.writeTextFile(`${folder}/Cargo.toml`, MANIFEST);
  await Deno.writeTextFile(`${folder}/src/main.rs`, MAIN);
  try {
    const command = new Deno.Command("cargo", {
      args: ["build", "--release", "--quiet"],
      cwd: folder,
      stderr: "piped",
    });
    const { success, stderr } = await command.output();
    if (success) return { path: `${folder}/target/release/native_drain` };
    const reason = new TextDecoder().decode(stderr).trim().split("\n").find((line) => line.startsWith("error")) ?? "";
    return { missing: `Drain as native code is left out: cargo could not build it (${reason}).` };
  } catch {
    return { missing: "Drain as native code is left out: cargo is not installed." };
  }
}
