import { assert, assertEquals } from "@std/assert";
import { layOutParameters } from "@samebit/layers";
import { createTestLayer, list, TRAINING } from "@samebit/layers/testing";
import { createStream } from "@samebit/random";
import { createReferenceKernels } from "@samebit/tensors";
import { initialize } from "../initialization.ts";

/** A convolution of images of four channels, with the first weights of a kind. */
function createConvolution(
  kind: "dirac" | "he",
  { filters = 4, kernel = 3, groups = 1 }: Readonly<Record<string, number>> = {},
) {
  const layer = createTestLayer(
    { kind: "convolution", filters, kernel, stride: 1, padding: "same", groups, bias: false },
    { W1: [] },
    { inputShape: [4, 3, 3], precision: "float32", maxRows: 1 },
  );
  initialize({ kind }, layer.parameters, (name) => createStream(1, name));
  return layer;
}

const X = Float32Array.from({ length: 4 * 9 }, (_, i) => i * i);

Deno.test("dirac lets a convolution hand its input on, in groups as well", () => {
  for (const groups of [1, 2, 4]) {
    for (const kernel of [1, 2, 3, 4, 5]) {
      const layer = createConvolution("dirac", { groups, kernel });
      assertEquals(list(layer.forward(X, 1, TRAINING), 36), list(X));
    }
  }
});

Deno.test("dirac draws the filters beyond the channels as he does", () => {
  const [dirac, he] = (["dirac", "he"] as const).map((kind) =>
    list(createConvolution(kind, { filters: 6 }).parameters[0]!.value.data)
  );
  assertEquals(dirac!.slice(4 * 36), he!.slice(4 * 36));
  assertEquals(dirac!.slice(0, 4 * 36).filter((value) => value === 1).length, 4);
});

Deno.test("dirac draws the weights of an affine layer as he does", () => {
  const weight = { name: "W1", shape: [3, 5], role: "weight", fans: { in: 3, out: 5 } } as const;
  const [dirac, he] = (["dirac", "he"] as const).map((kind) => {
    const { entries } = layOutParameters([weight], createReferenceKernels("float32"));
    initialize({ kind }, entries, (name) => createStream(1, name));
    return list(entries[0]!.value.data);
  });
  assertEquals(dirac, he);
  assert(he!.every((value) => value !== 0));
});
