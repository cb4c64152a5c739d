/**
 * The smallest useful ONNX model, written by hand: `y = x * factor` for rows of any number of columns.
 * Field numbers are those of onnx.proto (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto).
 */

const FLOAT = 1;
const IR_VERSION = 8;
const OPSET = 15;

/** The bytes of a model that multiplies each value by `factor`; `columns` fixes their number. */
export function multiplyModel(factor: number, columns?: number): Uint8Array<ArrayBuffer> {
  const shape = message(
    field(1, message(field(2, text("rows")))),
    field(1, columns === undefined ? message(field(2, text("columns"))) : message(number(1, columns))),
  );
  const tensor = (name: string) =>
    message(field(1, text(name)), field(2, message(field(1, message(number(1, FLOAT), field(2, shape))))));
  const node = message(field(1, text("x")), field(1, text("factor")), field(2, text("y")), field(4, text("Mul")));
  const initializer = message(
    number(2, FLOAT),
    field(8, text("factor")),
    field(9, [...new Uint8Array(new Float32Array([factor]).buffer)]),
  );
  const graph = message(
    field(1, node),
    field(2, text("multiply")),
    field(5, initializer),
    field(11, tensor("x")),
    field(12, tensor("y")),
  );
  return new Uint8Array(message(number(1, IR_VERSION), field(7, graph), field(8, message(number(2, OPSET)))));
}

const message = (...fields: number[][]): number[] => fields.flat();
const text = (value: string): number[] => [...new TextEncoder().encode(value)];
const field = (id: number, bytes: number[]): number[] => [...varint(id << 3 | 2), ...varint(bytes.length), ...bytes];
const number = (id: number, value: number): number[] => [...varint(id << 3), ...varint(value)];
const varint = (value: number): number[] => value < 128 ? [value] : [value & 127 | 128, ...varint(value >>> 7)];
