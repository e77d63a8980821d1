/**
 * The sanity check of the course's FullyConnectedNets notebook (CS231n, assignment 2): the loss of a
 * fresh network on NumPy's numbers, in float64, against what the notebook prints.
 */
import { assert } from "@std/assert";
import { createNumpyLegacyRandom, createStream } from "@samebit/random";
import { createReferenceKernels } from "@samebit/tensors";
import { createNetwork } from "./registry.ts";

const ROWS = 2;
const [INPUTS, HIDDEN, CLASSES] = [15, [20, 30], 10];
const WEIGHT_SCALE = 5e-2;

/** The notebook makes both networks from one stream, in this order. */
const PRINTED = [
  { l2: 0, loss: 2.3004790897684924 },
  { l2: 3.14, loss: 7.052114776533016 },
];

Deno.test("createNetwork begins with the losses that the course prints", () => {
  const random = createNumpyLegacyRandom(231);
  const x = Float64Array.from({ length: ROWS * INPUTS }, random.normal);
  const labels = Uint16Array.from({ length: ROWS }, () => random.integer(CLASSES));
  for (const { l2, loss } of PRINTED) {
    const network = createNetwork({
      kind: "fully-connected",
      hidden: HIDDEN,
      normalization: { kind: "none" },
      keepRatio: 1,
      activation: { kind: "relu" },
    }, {
      inputShape: [INPUTS],
      outputs: CLASSES,
      initialization: { kind: "scaled", weightScale: 0 },
      loss: { kind: "softmax", labelSmoothing: 0, classWeights: "none" },
      l2,
    }, {
      kernels: createReferenceKernels("float64"),
      maxRows: ROWS,
      stream: (name) => createStream(0, name),
    });
    for (const { role, value } of network.entries) {
      if (role !== "weight") continue;
      value.data.set(Float64Array.from(value.data, () => WEIGHT_SCALE * random.normal()));
    }
    const error = Math.abs(network.step(x, labels, ROWS, 1) - loss) / loss;
    assert(error <= 1e-12, `with l2 ${l2} the relative difference is ${error}`);
  }
});
