/** Holds the reference kernels to the vectors of section 12; conformance holds the others to these. */
import { createReferenceKernels } from "@samebit/tensors";
import { type Case, checkVectors, floatsOf, hexOf } from "./vectors.ts";

checkVectors("12-convolution", {
  convolution(given: Case) {
    const { precision, rows, groups, channels, filters, height, width, kernel, ...rest } = given;
    const { stride, padding, outHeight, outWidth } = rest;
    const kernels = createReferenceKernels(precision);
    const [x, w, dy] = [floatsOf(given.x), floatsOf(given.w), floatsOf(given.dy)];
    const [y, dx, dw] = [dy, x, w].map(({ length }) => kernels.allocate(length).fill(NaN));
    const images = [rows, groups, channels, filters, height, width] as const;
    const sizes = [...images, kernel, stride, padding, outHeight, outWidth] as const;
    kernels.convolution(x, w, y!, ...sizes);
    kernels.convolutionByData(dy, w, dx!, ...sizes);
    kernels.convolutionByWeights(x, dy, dw!, ...sizes);
    return { y: hexOf(y!), dx: hexOf(dx!), dw: hexOf(dw!) };
  },
  addChannelBias({ precision, x, bias, rows, channels, pixels }: Case) {
    const out = floatsOf(x);
    createReferenceKernels(precision).addChannelBias(out, floatsOf(bias), rows, channels, pixels);
    return hexOf(out);
  },
  pooling(given: Case) {
    const { precision, planes, height, width, size, stride, outHeight, outWidth } = given;
    const kernels = createReferenceKernels(precision);
    const [x, dy] = [floatsOf(given.x), floatsOf(given.dy)];
    const sizes = [planes, height, width, size, stride, outHeight, outWidth] as const;
    const [y, dx] = [dy, x].map(({ length }) => kernels.allocate(length));
    const results = () => ({ y: hexOf(y!), dx: hexOf(dx!) });
    kernels.maxPool(x, y!, ...sizes);
    kernels.maxPoolBackward(x, dy, dx!, ...sizes);
    const max = results();
    kernels.averagePool(x, y!, ...sizes);
    kernels.averagePoolBackward(dy, dx!, ...sizes);
    return { max, average: results() };
  },
});
