/** The bill of materials beside an executable, and the list of sums. */
import { assertEquals } from "@std/assert";
import { pathToFileURL } from "node:url";
import { billOfMaterials } from "../../.ci/build/bill_of_materials.ts";
import { checksums } from "../../.ci/build/checksums.ts";
import { TempFolder } from "../sources/temp_folder.ts";

const MATERIALS = {
  version: "1.2.3",
  deno: "2.6.8",
  triple: "x86_64-unknown-linux-gnu",
  packages: [
    { name: "@scope/tool", version: "2.0.0", integrity: "sha512-AQID", dependencies: ["peer", "absent"] },
    { name: "peer", version: "3.0.0", integrity: "sha512-/w==", dependencies: [] },
  ],
  library: { name: "libonnxruntime.so.1", version: "1.30.0", bytes: 3, sha256: "ab", archiveBytes: 2 },
  licence: (name: string) => name === "peer" ? "Apache-2.0" : undefined,
};

Deno.test("a bill of materials names the runtime, the packages and the library, with versions, sums and licences", () => {
  const { components, metadata } = JSON.parse(billOfMaterials(MATERIALS));
  assertEquals(metadata.component.purl, "pkg:generic/oddline@1.2.3");
  const columns = components.map(({ purl, name, version, hashes, licenses }: Component) => [
    purl ?? name,
    version,
    hashes?.map(({ alg, content }) => `${alg} ${content}`).join(),
    licenses?.map(({ expression }) => expression).join(),
  ]);
  assertEquals(columns, [
    ["pkg:github/denoland/deno@v2.6.8", "2.6.8", undefined, "MIT"],
    ["pkg:npm/%40scope/tool@2.0.0", "2.0.0", "SHA-512 010203", undefined],
    ["pkg:npm/peer@3.0.0", "3.0.0", "SHA-512 ff", "Apache-2.0"],
    ["libonnxruntime.so.1", "1.30.0", "SHA-256 ab", "MIT"],
  ]);
});

Deno.test("every dependency it names is a component, and each component is one's dependency", () => {
  const { components, dependencies, metadata } = JSON.parse(billOfMaterials(MATERIALS));
  const references = components.map((component: Component) => component["bom-ref"]);
  const [oddline, ...others] = dependencies as { ref: string; dependsOn: string[] }[];
  assertEquals([oddline.ref, oddline.dependsOn], [metadata.component["bom-ref"], references]);
  assertEquals(others, [
    { ref: "pkg:npm/%40scope/tool@2.0.0", dependsOn: ["pkg:npm/peer@3.0.0"] },
    { ref: "pkg:npm/peer@3.0.0", dependsOn: [] },
  ]);
});

Deno.test("a system without a library has none in its bill; the same materials give the same bytes", () => {
  const without = { ...MATERIALS, library: undefined };
  assertEquals(JSON.parse(billOfMaterials(without)).components.length, 3);
  assertEquals(billOfMaterials(MATERIALS), billOfMaterials({ ...MATERIALS }));
});

Deno.test("sums are those of sha256sum, in the order of the names", () => {
  using folder = new TempFolder();
  folder.write("b", "");
  folder.write("a", "abc");
  assertEquals(
    checksums(new URL(`${pathToFileURL(folder.path)}/`), ["b", "a"]),
    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  a\n" +
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  b\n",
  );
});

interface Component {
  readonly "bom-ref": string;
  readonly purl?: string;
  readonly name: string;
  readonly version: string;
  readonly hashes?: readonly { readonly alg: string; readonly content: string }[];
  readonly licenses?: readonly { readonly expression: string }[];
}
