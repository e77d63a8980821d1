/**
 * The bits of one run, written down. A change here is a change of the contract: raise CONTRACT in
 * plan.ts, say why in docs/reproducibility.md, and only then write the new digests.
 */
import { assertEquals } from "@std/assert";
import { createReferenceKernels, createWasmKernels } from "@samebit/tensors";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { execute } from "./execute.ts";
import { CONTRACT, type Plan } from "./plan.ts";
import {
  digestOf,
  digestOfWeights,
  finish,
  FULL,
  LAYERED,
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
  finalWeights: "4ffce6cd3499d09c929827d97f9a250ab6b5920a4acee6092d2132903ca8872a",
  bestWeights: "e866e98cff87f6e87192361df03f4b8a2358d3e9c2ed1925e8e97549a1329add",
  logits: "17a09fede83ca1fa0e81bcdf56ce22c6ad99c933397f2382de135e6f887790d4",
  rows: "87fc638e821f82eeeee3702d0924b8ecf4aef1b5d64bfe9df64305fc2453d8b9",
  layers: "6e4b3dd04b430a7227b85599681ded5d618d92ee1f625f07aa6d38ec06dca4d3",
  predictions: "2a9dbe93143d5ef5d1b0e5db268fb6db80044670bf48e724fcb43a128810b508",
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
    return digestOf([network.scores(x, rows).subarray(0, rows * network.outputs)]);
  }
});

/** The bits of a network of images, written layer by layer. */
const GOLDEN_LAYERED = {
  finalWeights: "b548a9bd170d91706d43b0d1e146aa2a53167f09fb8a8dd857d011fb8fa4e72a",
  rows: "be6b90900a1a492ce678ebc483cdef580ace46ef8241554d94c12a1a77de515c",
};

Deno.test("execute gives the bits of a network of images, by the reference and in WebAssembly", async () => {
  const dataset = await loadDigitsOf(LAYERED);
  for (const kernels of [createReferenceKernels("float32"), createWasmKernels()]) {
    const { events, outcome } = finish(execute(LAYERED, dataset, kernels));
    const found = {
      finalWeights: digestOfWeights(outcome.finalWeights),
      rows: digestOfText(events.map(lineOf)),
    };
    assertEquals(found, GOLDEN_LAYERED, kernels.name);
  }
});

function digestOfText(lines: readonly string[]): string {
  return bytesToHex(sha256(utf8ToBytes(lines.join(""))));
}
