import { assertEquals, assertThrows } from "@std/assert";
import { BinaryReader, WireType } from "@bufbuild/protobuf/wire";
import { createModel } from "../testing_models.ts";
import { formatOnnx } from "./onnx.ts";

type Message = { readonly [field: number]: readonly (number | Uint8Array)[] };

/** The fields of a message by their numbers, as they come. */
function read(bytes: Uint8Array): Message {
  const reader = new BinaryReader(bytes);
  const fields: Record<number, (number | Uint8Array)[]> = {};
  while (reader.pos < reader.len) {
    const [field, type] = reader.tag();
    const value = type === WireType.Varint
      ? Number(reader.int64())
      : type === WireType.Bit32
      ? reader.float()
      : reader.bytes();
    (fields[field] ??= []).push(value);
  }
  return fields;
}

const inner = (message: Message, field: number) =>
  (message[field] ?? []).map((each) => read(each as Uint8Array));
const texts = (message: Message, field: number) =>
  (message[field] ?? []).map((each) => new TextDecoder().decode(each as Uint8Array));

const MODEL = createModel({
  shape: [2, 3],
  model: { kind: "fully-connected", hidden: [4], normalization: "batch" },
});

Deno.test("formatOnnx writes the input map, the layers and the answer as nodes in a row", () => {
  const model = read(formatOnnx(MODEL));
  const [graph] = inner(model, 7);
  const nodes = inner(graph!, 1);
  assertEquals(
    nodes.map((node) => texts(node, 4)[0]),
    ["Sub", "Mul", "Reshape", "Gemm", "BatchNormalization", "Relu", "Gemm", "Identity", "Softmax"],
  );
  // Each takes what the one before it gives.
  nodes.slice(1).forEach((node, i) => assertEquals(texts(node, 1)[0], texts(nodes[i]!, 2)[0]));
  assertEquals(inner(graph!, 11).map((port) => texts(port, 1)[0]), ["input"]);
  assertEquals(inner(graph!, 12).map((port) => texts(port, 1)[0]), ["scores", "probabilities"]);
  const constants = new Map(inner(graph!, 5).map((each) => [texts(each, 8)[0], each]));
  const { shape, data } = MODEL.weights.find(({ name }) => name === "W1")!;
  const { 1: dims, 2: type, 9: raw } = constants.get("W1")!;
  assertEquals([dims, type], [[...shape], [1]]);
  assertEquals(raw![0], new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
});

Deno.test("formatOnnx refuses weights of another network", () => {
  const weights = MODEL.weights.filter(({ name }) => name !== "W2");
  assertThrows(() => formatOnnx({ ...MODEL, weights }), RangeError, "its weights have no W2");
});
