/** Holds the reference kernels to the vectors of section 13; conformance holds the others to these. */
import { createReferenceKernels } from "@samebit/tensors";
import { type Case, checkVectors, floatsOf, hexOf } from "./vectors.ts";

checkVectors("13-activations", {
  activation({ precision, operation, numbers, from, x, dy }: Case) {
    const kernels = createReferenceKernels(precision);
    const run = kernels as unknown as Readonly<Record<string, (...given: unknown[]) => void>>;
    const [input, yGrad] = [floatsOf(x), floatsOf(dy)];
    const { length } = input;
    const [y, dx] = [kernels.allocate(length), kernels.allocate(length)];
    run[operation]!(input, ...numbers, y, length);
    run[`${operation}Backward`]!(from === "x" ? input : y, yGrad, ...numbers, dx, length);
    return { y: hexOf(y), dx: hexOf(dx) };
  },
});
