/** The systems that Oddline is built for, and what ONNX Runtime's package has for each. */

export interface Target {
  /** As `--target` names it, and as the executable is called. */
  readonly name: string;
  /** As `deno compile` names it. */
  readonly triple: string;
  /** Folder of the package's `bin/napi-v6`; absent where its makers offer nothing: there the forest does not judge. */
  readonly folder?: string;
  /** The library in that folder. Of several names for one file it is the one that the addon asks for. */
  readonly library?: string;
}

const LINUX_LIBRARY = "libonnxruntime.so.1";
const MACOS_LIBRARY = "libonnxruntime.1.dylib";
const WINDOWS_LIBRARY = "onnxruntime.dll";

export const TARGETS: readonly Target[] = [
  { name: "linux-x64", triple: "x86_64-unknown-linux-gnu", folder: "linux/x64", library: LINUX_LIBRARY },
  { name: "linux-arm64", triple: "aarch64-unknown-linux-gnu", folder: "linux/arm64", library: LINUX_LIBRARY },
  { name: "macos-arm64", triple: "aarch64-apple-darwin", folder: "darwin/arm64", library: MACOS_LIBRARY },
  { name: "macos-x64", triple: "x86_64-apple-darwin" },
  { name: "windows-x64", triple: "x86_64-pc-windows-msvc", folder: "win32/x64", library: WINDOWS_LIBRARY },
];

/** The target that is this machine; throws where there is none. */
export function thisMachine(): Target {
  const found = TARGETS.find(({ triple }) => triple === Deno.build.target);
  if (found === undefined) throw new Error(`Cannot build for ${Deno.build.target}: deno compile has no runtime for it`);
  return found;
}

/** The target of that name. Throws when there is none. */
export function targetNamed(name: string): Target {
  const found = TARGETS.find((target) => target.name === name);
  if (found !== undefined) return found;
  throw new Error(`Cannot build for '${name}': it is not one of ${TARGETS.map(({ name }) => name).join(", ")}`);
}

/** The executable's file name. */
export function executableName({ name, triple }: Target): string {
  return `oddline-${name}${triple.includes("windows") ? ".exe" : ""}`;
}
