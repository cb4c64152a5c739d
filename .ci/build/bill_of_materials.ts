/**
 * The software bill of materials of an executable, in [CycloneDX 1.6](https://cyclonedx.org/docs/1.6/json/) as
 * JSON: Oddline, the runtime, ONNX Runtime's library, and each package by its name at npm, its version, its
 * licence and the checksum of the lock file. It has neither a time nor a random number in it, so that the same
 * sources give the same bytes.
 */
import type { EmbeddedLibrary } from "../../src/forest/library_place.ts";
import type { Package } from "./packages.ts";

export interface Materials {
  /** Oddline's own version. */
  readonly version: string;
  /** Deno's version, whose runtime it is. */
  readonly deno: string;
  /** The system as `deno compile` names it. */
  readonly triple: string;
  readonly packages: readonly Package[];
  /** ONNX Runtime's library, where there is one. */
  readonly library: EmbeddedLibrary | undefined;
  /** A package's licence, by its name: an identifier or an expression of SPDX. */
  readonly licence: (name: string) => string | undefined;
}

/** The whole document, indented. */
export function billOfMaterials(materials: Materials): string {
  const { version, deno, triple, packages, library, licence } = materials;
  const oddline = `pkg:generic/oddline@${version}`;
  const runtime = `pkg:github/denoland/deno@v${deno}`;
  const references = new Map(packages.map((each) => [each.name, packageUrl(each)]));
  const components = [
    { type: "platform", "bom-ref": runtime, name: "deno", version: deno, purl: runtime, ...licensed("MIT") },
    ...packages.map((each) => ({
      type: "library",
      "bom-ref": packageUrl(each),
      name: each.name,
      version: each.version,
      purl: packageUrl(each),
      hashes: [{ alg: "SHA-512", content: sha512Of(each.integrity) }],
      ...licensed(licence(each.name)),
    })),
    ...(library === undefined ? [] : [{
      type: "file",
      "bom-ref": `file:${library.name}`,
      name: library.name,
      version: library.version,
      description: `ONNX Runtime for ${triple}, unpacked into the cache when a model is first needed`,
      hashes: [{ alg: "SHA-256", content: library.sha256 }],
      ...licensed("MIT"),
    }]),
  ];
  const dependencies = [
    { ref: oddline, dependsOn: components.map((component) => component["bom-ref"]) },
    ...packages.map((each) => ({
      ref: packageUrl(each),
      dependsOn: each.dependencies.flatMap((name) => references.get(name) ?? []),
    })),
  ];
  const document = {
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    version: 1,
    metadata: {
      component: {
        type: "application",
        "bom-ref": oddline,
        name: "oddline",
        version,
        purl: oddline,
        ...licensed("MIT"),
      },
      properties: [{ name: "oddline:target", value: triple }],
    },
    components,
    dependencies,
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

/** The [package URL](https://github.com/package-url/purl-spec): a scope's "@" is escaped. */
function packageUrl({ name, version }: Package): string {
  return `pkg:npm/${name.replace("@", "%40")}@${version}`;
}

function licensed(expression: string | undefined): { readonly licenses?: readonly { readonly expression: string }[] } {
  return expression === undefined ? {} : { licenses: [{ expression }] };
}

/** "sha512-" and base64 → hexadecimal digits. */
function sha512Of(integrity: string): string {
  return Uint8Array.fromBase64(integrity.replace(/^sha512-/, "")).toHex();
}
