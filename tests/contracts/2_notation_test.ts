/** Section 2 of the contract: roundings, sums, distances, and the text that is hashed. */
import { ulps32, ulps64 } from "@samebit/arithmetic";
import { createReferenceKernels, type Floats, type Kernels } from "@samebit/tensors";
import { type Case, checkVectors, floatOf, floatsOf, hex32, hex64, hexOf } from "./vectors.ts";

const KERNELS = {
  float32: createReferenceKernels("float32"),
  float64: createReferenceKernels("float64"),
};

function argumentsOf({ x, reciprocals }: Case): Floats {
  if (x !== undefined) return floatsOf(x);
  return Float32Array.from({ length: reciprocals }, (_, i) => 1 / (i + 1));
}

/** What a kernel makes of copies of arrays, in the precision of the first. */
function byKernels(
  given: readonly Floats[],
  operate: (kernels: Kernels, arrays: Floats[], out: Floats) => void,
): string {
  const kernels = KERNELS[given[0] instanceof Float32Array ? "float32" : "float64"];
  const arrays = given.map((array) => {
    const copy = kernels.allocate(array.length);
    copy.set(array);
    return copy;
  });
  const out = kernels.allocate(1);
  operate(kernels, arrays, out);
  return hexOf(out)[0]!;
}

checkVectors("2-notation", {
  float32: ({ x }) => hex32(Math.fround(floatOf(x))),
  columnChain: (given) =>
    byKernels(
      [argumentsOf(given)],
      (kernels, [x], out) => kernels.columnSums(x!, out, x!.length, 1),
    ),
  laneSum: (given) =>
    byKernels([argumentsOf(given)], (kernels, [x], out) => kernels.rowSums(x!, out, 1, x!.length)),
  laneSumOfSquares: (given) =>
    byKernels([argumentsOf(given)], (kernels, [x], out) => {
      out[0] = kernels.sumOfSquares(x!, x!.length);
    }),
  matrixChain: ({ a, b }) =>
    byKernels(
      [floatsOf(a), floatsOf(b)],
      (kernels, [x, y], out) => kernels.gemm(false, false, 1, 1, x!.length, x!, y!, out),
    ),
  float64Chain: ({ x }) => hex64([...floatsOf(x)].reduce((sum, each) => sum + each, 0)),
  maxWithZero: ({ x }) =>
    byKernels([floatsOf([x])], (kernels, [array], out) => kernels.relu(array!, out, 1)),
  distance: ({ a, b }) => {
    const distance = (a.length === 8 ? ulps32 : ulps64)(floatOf(a), floatOf(b));
    return Number.isFinite(distance) ? distance : String(distance);
  },
  jsonText: ({ value }) => new TextEncoder().encode(JSON.stringify(value)).toHex(),
});
