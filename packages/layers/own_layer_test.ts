import { assertEquals, assertThrows } from "@std/assert";
import { FROM_1 } from "@samebit/input";
import { createReferenceKernels } from "@samebit/tensors";
import type { LayerContext } from "./layer.ts";
import { requireLayerForm } from "./layer_form.ts";
import { type LayerForm, ownLayerKind } from "./own_layer.ts";

const FIELDS = { units: { holds: FROM_1, example: 4, about: "How many come out" } };
const CONFIG = { kind: "own-dense", units: 4 };
const name = (stem: string) => `${stem}2`;

const DENSE: LayerForm = {
  output: ["units"],
  parameters: {
    W: { shape: ["features", "units"], role: "weight" },
    gain: { shape: ["channels"], role: "scale", first: 0.5 },
    at: { shape: ["pixels", 3], role: "shift" },
  },
};

Deno.test("ownLayerKind declares what the form says, by the shape of an example and the fields", () => {
  const kind = ownLayerKind("own-dense", { fields: FIELDS, ...DENSE });
  assertEquals(kind.declare(CONFIG, [3, 2, 5], name), {
    outputShape: [4],
    parameters: [
      { name: "ownDense2.W", shape: [30, 4], role: "weight", fans: { in: 30, out: 4 } },
      { name: "ownDense2.gain", shape: [3], role: "scale", first: 0.5 },
      { name: "ownDense2.at", shape: [10, 3], role: "shift" },
    ],
    multiplications: 120,
  });
  assertEquals(kind.declare(CONFIG, [7], name).parameters[1]!.shape, [7]);
  assertEquals(kind.wholeBatch, "it adds up gradients of its parameters");
});

Deno.test("ownLayerKind keeps the shape and takes pieces unless the form says otherwise", () => {
  const kind = ownLayerKind("own-plain", { fields: {} });
  assertEquals(kind.declare({ kind: "own-plain" }, [3, 2, 5], name).outputShape, [3, 2, 5]);
  assertEquals(kind.wholeBatch, undefined);
});

Deno.test("ownLayerKind refuses a size that is not a field, and buffers of another size", () => {
  const strange = ownLayerKind("own-dense", { fields: FIELDS, output: ["width"] });
  assertThrows(
    () => strange.declare(CONFIG, [3], name),
    RangeError,
    'ownDense2: cannot have the size "width"; wanted a field that is a whole number from 1',
  );
  const output = new Float32Array(5);
  const idle = { output, xGrad: output, forward: () => output, backward: () => output };
  const kind = ownLayerKind("own-plain", { fields: {}, create: () => idle });
  const context = {
    kernels: createReferenceKernels("float32"),
    ...{ maxRows: 2, inputShape: [3], inputGradient: true, name, parameters: [] },
  } as unknown as LayerContext;
  assertThrows(
    () => kind.create({ kind: "own-plain" }, context),
    RangeError,
    "ownPlain2: its output holds 5 numbers; wanted 6",
  );
});

Deno.test("requireLayerForm refuses data that do not describe a layer, and says where", () => {
  assertEquals(requireLayerForm(DENSE), DENSE);
  const scale = { shape: ["channels"], role: "scale" };
  const refused: readonly [form: unknown, says: string][] = [
    [7, "an object"],
    [{ outputs: [1] }, 'outputs: unknown field, did you mean "output"?'],
    [{ output: [] }, "output: is empty"],
    [{ output: [0] }, "output.0: cannot be 0"],
    [{ output: Array(9).fill(1) }, "output: is too long"],
    [{ parameters: [scale] }, "parameters: cannot be"],
    [{ parameters: { "a b": scale } }, "parameters cannot be"],
    [{ parameters: { a: { ...scale, role: "slope" } } }, "parameters.a.role: unknown role"],
    [{ parameters: { a: { ...scale, first: "1" } } }, "parameters.a.first: cannot be"],
    [{ parameters: { a: { ...scale, role: "weight" } } }, "needs two sizes for a weight"],
    [
      { parameters: Object.fromEntries(Array.from({ length: 21 }, (_, i) => [`p${i}`, scale])) },
      "has 21 parameters; wanted at most 20",
    ],
  ];
  for (const [form, says] of refused) assertThrows(() => requireLayerForm(form), TypeError, says);
});
