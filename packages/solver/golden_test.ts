/**
 * The bits of one run, written down. A change here is a change of the contract: raise CONTRACT in
 * plan.ts, say why in docs/reproducibility.md, and only then write the new digests.
 */
import { assertEquals } from "@std/assert";
import { createReferenceKernels } from "@samebit/tensors";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { CONTRACT, type Plan } from "./plan.ts";
import {
  digestOf,
  digestOfWeights,
  FULL,
  layerLinesOf,
  lineOf,
  loadDigitsOf,
  train,
} from "./testing_plans.ts";
import { Trainer } from "./trainer.ts";

/** The same run with no layer measured. */
const UNWATCHED: Plan = {
  ...FULL,
  evaluation: { ...FULL.evaluation, layers: { every: 0 }, predictions: false },
};

const GOLDEN = {
  contract: 1,
  initialWeights: "77ad0823b67dce5347248cd42e1ead18978d9603afae1ecb5f5b5c44239c2e41",
  finalWeights: "4a60874b819048de2bdcd833037306f66386f9bc9739a17867c8247dcb9e2986",
  bestWeights: "984368aa1fe2d6032ac1f72a4bdd6a505798eec3f35a745551a1eadbfd491483",
  logits: "3bd3707ad027e598fda03753f53375bbf95e883e272e9156519ce7abe9a3f680",
  rows: "b13e2f5c0700b7453c2fd3c7730bee6741d5c3f012307b132d560d9a05408eca",
  layers: "ee14e886c58b413c8300e92470888f398335dd400a8f86e83ab239225e47355a",
  predictions: "cc6aa8cfac20ed7681fa54d469b99b30a3600c6ed8653758f8160eac90a8acce",
};

Deno.test("execute gives the bits of contract 1, from the first weights to the last row", async () => {
  const dataset = await loadDigitsOf(FULL);
  const trainer = new Trainer(FULL, dataset, createReferenceKernels("float32"));
  const initialWeights = digestOf(Object.values(trainer.weights()));
  const { events, outcome } = train(FULL, dataset);
  const found = {
    contract: CONTRACT,
    initialWeights,
    finalWeights: digestOfWeights(outcome.finalWeights),
    bestWeights: digestOfWeights(outcome.bestWeights),
    logits: logitsOf(trainer),
    rows: digestOfText(train(UNWATCHED, dataset).events.map(lineOf)),
    layers: digestOfText(events.map(layerLinesOf)),
    predictions: digestOfText([JSON.stringify(outcome.predictions)]),
  };
  assertEquals(found, GOLDEN);

  /** The scores of the first 16 test examples under the final weights. */
  function logitsOf({ network }: Trainer): string {
    const rows = 16;
    for (const { name, value } of network.entries) {
      value.data.set(outcome.finalWeights.find((weight) => weight.name === name)!.data);
    }
    for (const { name, tensor } of network.state) {
      tensor.data.set(outcome.finalWeights.find((weight) => weight.name === name)!.data);
    }
    const kernels = createReferenceKernels("float32");
    const x = kernels.allocate(rows * dataset.features);
    const indices = Uint32Array.from({ length: rows }, (_, row) => row);
    const { offset, factor, test, features } = dataset;
    kernels.gather(test.values, indices, offset, factor, x, rows, features);
    return digestOf([network.scores(x, rows).subarray(0, rows * network.classes)]);
  }
});

function digestOfText(lines: readonly string[]): string {
  return bytesToHex(sha256(utf8ToBytes(lines.join(""))));
}
