/** Holds learning rates, clipping, update rules and averages to the vectors of section 8. */
import { loadDataset } from "@samebit/datasets";
import {
  clipGradients,
  createAverages,
  createOptimizer,
  learningRateAt,
  parameterRangesOf,
} from "@samebit/optimizers";
import { readPlan, Trainer } from "@samebit/solver";
import { createReferenceKernels } from "@samebit/tensors";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { type Case, checkVectors, floatsOf, hex64, hexOf } from "./vectors.ts";

const kernelsOf = (array: Float32Array | Float64Array) =>
  createReferenceKernels(array instanceof Float32Array ? "float32" : "float64");

checkVectors("8-training", {
  learningRate: ({ schedule, base, position }: Case) =>
    hex64(learningRateAt(schedule, base, position)),
  clipping({ clipping, gradients }: Case) {
    const array = floatsOf(gradients);
    clipGradients(clipping, kernelsOf(array), array, array.length);
    return hexOf(array);
  },
  updates(
    { optimizer, values, gradients, weights, matrices, groups, parameters: named, rates }: Case,
  ) {
    const parameters = { values: floatsOf(values), gradients: floatsOf(gradients), weights };
    const ranges = groups && parameterRangesOf(groups, named);
    const kernels = kernelsOf(parameters.values);
    const rule = createOptimizer(optimizer, kernels, values.length, matrices, ranges);
    return rates.map((rate: number, i: number) => {
      rule.update(parameters, rate, i + 1);
      return hexOf(parameters.values);
    });
  },
  averaging({ averaging, first, values }: Case) {
    const live = floatsOf(first);
    const averages = createAverages(averaging, kernelsOf(live), { live });
    live.set(floatsOf(values));
    return [1, 2].map((step) => {
      averages.update(step);
      return hexOf(averages.arrays["live"]!);
    });
  },
  async steps({ plan, count }: Case) {
    const data = await loadDataset(plan.dataset, { readFile: (path) => Deno.readFile(path) });
    const trainer = new Trainer(readPlan(plan), data, createReferenceKernels(plan.precision));
    return Array.from({ length: count }, (_, i) => {
      const { learningRate, trainLoss } = trainer.step(i + 1);
      const { values } = trainer.network.parameters;
      const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
      const parameters = bytesToHex(sha256(bytes));
      return { learningRate: hex64(learningRate), trainLoss: hex64(trainLoss), parameters };
    });
  },
});
