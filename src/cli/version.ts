/** What `oddline --version` says. Versions come from package metadata, so that no native code has to be loaded. */
import program from "../../deno.json" with { type: "json" };

/** Oddline's own version. */
export const VERSION = program.version;

/** Oddline's, Deno's and ONNX Runtime's version, one a line. */
export async function versionText(): Promise<string> {
  return `oddline ${VERSION}\ndeno ${Deno.version.deno}\nonnxruntime ${await onnxRuntimeVersion()}\n`;
}

/** The version of the library; "not found" where there is none. */
export async function onnxRuntimeVersion(): Promise<string> {
  try {
    return (await import("../forest/onnx_library.ts")).onnxRuntimeVersion();
  } catch {
    return "not found";
  }
}
