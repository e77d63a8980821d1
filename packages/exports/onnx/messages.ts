/**
 * Those messages of an ONNX file that are written here, in the wire format of protocol buffers. The
 * field numbers are those of `onnx.proto`, IR version 8.
 *
 * Source: https://github.com/onnx/onnx/blob/main/onnx/onnx.proto
 */
import { BinaryWriter } from "@bufbuild/protobuf/wire";

/** An attribute of a node: a whole number, a float, or a list of whole numbers. */
export type Attribute =
  | { readonly int: number }
  | { readonly float: number }
  | { readonly ints: readonly number[] };

/** One operation. */
export interface Node {
  readonly operator: string;
  readonly inputs: readonly string[];
  readonly output: string;
  readonly attributes: Readonly<Record<string, Attribute>>;
}

/** Numbers that are part of the model. */
export interface Constant {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: Float32Array | BigInt64Array;
}

/** An input or output: any number of examples of this shape. */
export interface Port {
  readonly name: string;
  readonly shape: readonly number[];
}

/** A complete model. */
export interface OnnxModel {
  readonly nodes: readonly Node[];
  readonly constants: readonly Constant[];
  readonly inputs: readonly Port[];
  readonly outputs: readonly Port[];
  /** Metadata: texts by name. */
  readonly metadata: Readonly<Record<string, string>>;
}

/** The operators of ONNX 1.12 (2022); every runtime since then has them. */
const OPERATORS = 17;
const IR_VERSION = 8;

const FLOAT = 1;
const INT64 = 7;

const VARINT = 0;
const BYTES = 2;
const BITS32 = 5;

type Write = (writer: BinaryWriter) => void;

/** The bytes of a model's file. */
export function formatMessages(model: OnnxModel): Uint8Array<ArrayBuffer> {
  const { nodes, constants, inputs, outputs, metadata } = model;
  const writer = new BinaryWriter();
  int(1, IR_VERSION)(writer);
  text(2, "samebit")(writer);
  message(
    7,
    ...nodes.map((each) => message(1, ...nodeFields(each))),
    text(2, "samebit"),
    ...constants.map((each) => message(5, ...constantFields(each))),
    ...inputs.map((each) => message(11, ...portFields(each))),
    ...outputs.map((each) => message(12, ...portFields(each))),
  )(writer);
  message(8, text(1, ""), int(2, OPERATORS))(writer);
  for (const [name, value] of Object.entries(metadata)) {
    message(14, text(1, name), text(2, value))(writer);
  }
  return writer.finish() as Uint8Array<ArrayBuffer>;
}

function nodeFields({ operator, inputs, output, attributes }: Node): Write[] {
  return [
    ...inputs.map((name) => text(1, name)),
    text(2, output),
    text(3, output),
    text(4, operator),
    ...Object.entries(attributes).map(([name, value]) =>
      message(5, text(1, name), ...attributeFields(value))
    ),
  ];
}

function attributeFields(attribute: Attribute): Write[] {
  if ("int" in attribute) return [int(3, attribute.int), int(20, 2)];
  if ("float" in attribute) return [float(2, attribute.float), int(20, 1)];
  return [...attribute.ints.map((each) => int(8, each)), int(20, 7)];
}

function constantFields({ name, shape, values }: Constant): Write[] {
  const { buffer, byteOffset, byteLength } = values;
  return [
    ...shape.map((size) => int(1, size)),
    int(2, values instanceof Float32Array ? FLOAT : INT64),
    text(8, name),
    (writer) => writer.tag(9, BYTES).bytes(new Uint8Array(buffer, byteOffset, byteLength)),
  ];
}

function portFields({ name, shape }: Port): Write[] {
  const sizes = shape.map((size) => message(1, int(1, size)));
  const tensor = message(1, int(1, FLOAT), message(2, message(1, text(2, "N")), ...sizes));
  return [text(1, name), message(2, tensor)];
}

function int(field: number, value: number): Write {
  return (writer) => writer.tag(field, VARINT).int64(value);
}

function float(field: number, value: number): Write {
  return (writer) => writer.tag(field, BITS32).float(value);
}

function text(field: number, value: string): Write {
  return (writer) => writer.tag(field, BYTES).string(value);
}

function message(field: number, ...fields: readonly Write[]): Write {
  return (writer) => {
    writer.tag(field, BYTES).fork();
    for (const write of fields) write(writer);
    writer.join();
  };
}
