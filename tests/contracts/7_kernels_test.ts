/** Holds the reference kernels to the vectors of section 7; conformance holds the others to these. */
import { createStream, maskThreshold } from "@samebit/random";
import { createReferenceKernels, type Floats } from "@samebit/tensors";
import { type Case, checkVectors, floatsOf, hexOf } from "./vectors.ts";

/** A normalization forward and backward. */
function normalize(given: Case, kind: "batchNorm" | "layerNorm") {
  const { precision, epsilon, rows, columns } = given;
  const kernels = createReferenceKernels(precision);
  const [x, gamma, beta, dy] = [given.x, given.gamma, given.beta, given.dy].map(floatsOf) as [
    Floats,
    Floats,
    Floats,
    Floats,
  ];
  const whole = () => kernels.allocate(rows * columns);
  const column = () => kernels.allocate(columns);
  const [y, normalized, dx] = [whole(), whole(), whole()];
  const [mean, variance, dgamma, dbeta] = [column(), column(), column(), column()];
  const inverse = kernels.allocate(kind === "batchNorm" ? columns : rows);
  if (kind === "batchNorm") {
    kernels.batchNorm(
      x,
      gamma,
      beta,
      epsilon,
      y,
      normalized,
      mean,
      variance,
      inverse,
      rows,
      columns,
    );
    kernels.batchNormBackward(dy, normalized, gamma, inverse, dx, dgamma, dbeta, rows, columns);
  } else {
    kernels.layerNorm(x, gamma, beta, epsilon, y, normalized, inverse, rows, columns);
    kernels.layerNormBackward(dy, normalized, gamma, inverse, dx, dgamma, dbeta, rows, columns);
  }
  const statistics = kind === "batchNorm" ? { mean: hexOf(mean), variance: hexOf(variance) } : {};
  return {
    y: hexOf(y),
    ...statistics,
    inverse: hexOf(inverse),
    dx: hexOf(dx),
    dgamma: hexOf(dgamma),
    dbeta: hexOf(dbeta),
  };
}

checkVectors("7-kernels", {
  gemm({ precision, form, m, n, k, a, b }: Case) {
    const kernels = createReferenceKernels(precision);
    const c = kernels.allocate(m * n);
    kernels.gemm(form[0] === "T", form[1] === "T", m, n, k, floatsOf(a), floatsOf(b), c);
    return hexOf(c);
  },
  sums({ precision, x, rows, columns }: Case) {
    const kernels = createReferenceKernels(precision);
    const [byColumn, byRow] = [kernels.allocate(columns), kernels.allocate(rows)];
    const squares = kernels.allocate(1);
    kernels.columnSums(floatsOf(x), byColumn, rows, columns);
    kernels.rowSums(floatsOf(x), byRow, rows, columns);
    squares[0] = kernels.sumOfSquares(floatsOf(x), rows * columns);
    return { columnSums: hexOf(byColumn), rowSums: hexOf(byRow), sumOfSquares: hexOf(squares)[0] };
  },
  dropout({ precision, x, seed, name, page, keepRatio }: Case) {
    const kernels = createReferenceKernels(precision);
    const [mask, y] = [kernels.allocate(x.length), kernels.allocate(x.length)];
    const random = { key: createStream(seed, name).key, page };
    const threshold = maskThreshold(keepRatio);
    kernels.dropout(floatsOf(x), random, threshold, 1 / keepRatio, mask, y, x.length);
    return { mask: hexOf(mask), y: hexOf(y) };
  },
  batchNorm: (given: Case) => normalize(given, "batchNorm"),
  layerNorm: (given: Case) => normalize(given, "layerNorm"),
  softmaxCrossEntropy({ precision, scores, labels, smoothing, rows, classes }: Case) {
    const kernels = createReferenceKernels(precision);
    const [losses, grad] = [kernels.allocate(rows), kernels.allocate(rows * classes)];
    const q = Uint16Array.from(labels);
    kernels.softmaxCrossEntropy(floatsOf(scores), q, smoothing, losses, grad, rows, classes);
    return { losses: hexOf(losses), dscores: hexOf(grad) };
  },
  hinge({ precision, scores, labels, rows, classes }: Case) {
    const kernels = createReferenceKernels(precision);
    const [losses, grad] = [kernels.allocate(rows), kernels.allocate(rows * classes)];
    kernels.hinge(floatsOf(scores), Uint16Array.from(labels), losses, grad, rows, classes);
    return { losses: hexOf(losses), dscores: hexOf(grad) };
  },
  addBias({ precision, x, bias, rows, columns }: Case) {
    const out = floatsOf(x);
    createReferenceKernels(precision).addBias(out, floatsOf(bias), rows, columns);
    return hexOf(out);
  },
  elementwise({ precision, x, y, number }: Case) {
    const kernels = createReferenceKernels(precision);
    const n = x.length;
    const change = (operate: (x: Floats, y: Floats) => void, at: 0 | 1) => {
      const arrays = [floatsOf(x), floatsOf(y)] as const;
      operate(...arrays);
      return hexOf(arrays[at]);
    };
    return {
      multiply: change((x, y) => kernels.multiply(x, y, y, n), 1),
      scale: change((x) => kernels.scale(x, number, n), 0),
      addScaled: change((x, y) => kernels.addScaled(x, number, y, n), 1),
      clip: change((x) => kernels.clip(x, number, n), 0),
      blend: change((x, y) => kernels.blend(x, y, number, n), 0),
      relu: change((x, y) => kernels.relu(x, y, n), 1),
      exp: change((x, y) => kernels.exp(x, y, n), 1),
      log: change((x, y) => kernels.log(x, y, n), 1),
    };
  },
  batchNormInference({ precision, rows, columns, epsilon, ...given }: Case) {
    const kernels = createReferenceKernels(precision);
    const y = kernels.allocate(rows * columns);
    const [x, gamma, beta] = [floatsOf(given.x), floatsOf(given.gamma), floatsOf(given.beta)];
    const [mean, variance] = [floatsOf(given.mean), floatsOf(given.variance)];
    kernels.batchNormInference(x, gamma, beta, mean, variance, epsilon, y, rows, columns);
    return hexOf(y);
  },
});
