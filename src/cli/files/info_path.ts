/** Where what a model means stands: known without what loads a model. */

/** The path of the `.json` beside an `.onnx`. */
export function infoPath(onnxPath: string): string {
  return `${onnxPath.replace(/\.onnx$/, "")}.json`;
}
