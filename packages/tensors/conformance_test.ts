import { assert, assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import {
  compareKernels,
  conformanceCases,
  digestOfKernels,
  operationNames,
} from "./conformance.ts";
import { formatDifference } from "./conformance/compare.ts";
import type { OperationName } from "./conformance/cases.ts";
import type { Floats, Kernels } from "./kernels.ts";
import { createReferenceKernels } from "./reference/mod.ts";

/**
 * The bits of the contract, in float32. Whoever changes this changes every number that was ever
 * trained: raise CONTRACT with it.
 */
const GOLDEN = "27adb61743660a3e21c475e894906a696a3affc224d090b69b394cf0240b650c";

/** Those of the operations of section 12, which came later. */
const GOLDEN_IMAGES = "06787eeb8bdcab84e6fafefa05fe0e1d6036b9fb11bff852825ddc8bc3c1e915";

/** Those of each operation of section 13, and of `lion`, by itself, so that another one moves none. */
const GOLDEN_SINGLE: { readonly [Name in OperationName]?: string } = {
  leakyRelu: "e4704cb779aae54653bb373f3851ca7efcd61546b5316072834c485ff4d75f4b",
  leakyReluBackward: "0859433ceb35d187499882ed17f08162427cebe20daf4d3027df8010abf0d5d9",
  elu: "55fb1dbde20e9fc280bb2f07c27b8ec5cd9c45d9a92126a3d7fb25b34510dd79",
  eluBackward: "ff1be15a8daf03e6f2fea0b9065cc66c9b661c7f8a194955f307e581de59ee50",
  gelu: "76941845bd14b27c71d62297eee43822b11e885bd147e103ac5f079ca636eeb2",
  geluBackward: "d0f57f5b4d9dcab345ac37f291683a476cfd2f6e39f8637362955bba6de6d04e",
  geluTanh: "d9eaf185e6332a7c5849251a796fc93228db6c261487be6d7548d1d25d693aad",
  geluTanhBackward: "4ad02fb6e15fce299b2b2aac3160b235f87183add092dde2684fc1a3b4e23a48",
  silu: "3d2721e426df1bd2a230a68c6bc064286fc9d47edc8dc4517a74dd9ad9b0ac2d",
  siluBackward: "22788eb1ba79702b49ee7bf2ef13660a858340d207d0462bd121981e555a68ce",
  tanh: "36f9691eb7bb9f8e4184193ba05265e4f13a39f149a4b9875f5815ed20901e37",
  tanhBackward: "8df11869a03551985b7444a1cd0da4ac7689289ac9d4770a9281c2e3546be578",
  sigmoid: "5942a95ef493e9173d6838ebc228fff5b5f9058fdbe914a63040511b4d7b87fa",
  sigmoidBackward: "6d4a340480eb8b1c3d59f20d1218d635fdc907c5d5d865112a08c7a2b0585f71",
  lion: "fb97fe98c446c0e91749575156edf4adac7b2b1fda662b8c230f0039adf31a83",
};

const IMAGES: readonly OperationName[] = [
  "convolution",
  "convolutionByData",
  "convolutionByWeights",
  "addChannelBias",
  "maxPool",
  "maxPoolBackward",
  "averagePool",
  "averagePoolBackward",
];

/** Those of the operations of section 14, which came later still. */
const GOLDEN_NORMALIZATION = "771482e93db1d156c493c9b739a82ff962c605f0d08e85780271bc03afd6838b";

const NORMALIZATION: readonly OperationName[] = [
  "spatialBatchNorm",
  "spatialBatchNormInference",
  "spatialBatchNormBackward",
  "groupNorm",
  "groupNormBackward",
  "scalePlanes",
];

const reference = createReferenceKernels();

/** The reference with some operations done differently. */
function createWrongKernels(wrong: Partial<Kernels>): Kernels {
  return { ...reference, ...wrong };
}

/** Flips the lowest bit of one element. */
function flipLastBit(x: Floats, index: number): void {
  new Int32Array(x.buffer, x.byteOffset + 4 * index, 1)[0] ^= 1;
}

/** That every operation of `wrong` is found to differ from the reference. */
function assertCaught(wrong: Partial<Kernels>): void {
  for (const operation of Object.keys(wrong) as OperationName[]) {
    const differences = compareKernels(reference, createWrongKernels(wrong), [operation]);
    assert(differences.length > 0, `A wrong ${operation} passes`);
    assert(differences.every((difference) => difference.operation === operation));
  }
}

Deno.test("digestOfKernels gives the golden digest of the bit contract", () => {
  const later = [...IMAGES, ...NORMALIZATION, ...Object.keys(GOLDEN_SINGLE)];
  const first = operationNames().filter((name) => !later.includes(name));
  assertEquals(digestOfKernels(reference, first), GOLDEN);
  assertEquals(digestOfKernels(reference, IMAGES), GOLDEN_IMAGES);
  assertEquals(digestOfKernels(reference, NORMALIZATION), GOLDEN_NORMALIZATION);
  for (const [name, golden] of Object.entries(GOLDEN_SINGLE)) {
    assertEquals(digestOfKernels(reference, [name as OperationName]), golden, name);
  }
});

Deno.test("compareKernels finds nothing between the reference and itself", () => {
  assertEquals(compareKernels(reference, createReferenceKernels()).map(formatDifference), []);
  const [expected, actual] = [1, 2].map(() => createReferenceKernels("float64"));
  assertEquals(compareKernels(expected, actual, ["exp", "softmaxCrossEntropy"]), []);
});

Deno.test("compareKernels refuses kernels of two precisions", () => {
  const double = createReferenceKernels("float64");
  assertThrows(
    () => compareKernels(reference, double),
    TypeError,
    "Cannot compare float32 kernels with float64 kernels",
  );
});

Deno.test("conformanceCases have unique names and cover every operation of the kernels", () => {
  const names = Array.from(conformanceCases(), ({ operation, name }) => `${operation}/${name}`);
  assertEquals(new Set(names).size, names.length);
  const described = ["name", "precision", "threads", "allocate", "close"];
  const operations = Object.keys(reference).filter((key) => !described.includes(key));
  assertEquals(operationNames().toSorted(), operations.toSorted());
});

Deno.test("conformanceCases catch an operation that does nothing", () => {
  for (const operation of operationNames()) {
    const wrong = createWrongKernels({ [operation]: () => 0 });
    assert(compareKernels(reference, wrong, [operation]).length > 0, operation);
  }
});

Deno.test("compareKernels names the case and the place of one flipped bit", () => {
  const wrong = createWrongKernels({
    relu(x, y, n) {
      reference.relu(x, y, n);
      if (n === 33 && y[7] > 0) flipLastBit(y, 7);
    },
  });
  const differences = compareKernels(reference, wrong, ["relu", "hinge", "sgd"]);
  assert(differences.length > 0 && differences.length <= 3);
  for (const difference of differences) {
    const { operation, output, ulps, count } = difference;
    assertEquals({ operation, output, ulps, count }, {
      operation: "relu",
      output: 1,
      ulps: 1,
      count: 1,
    });
    assertStringIncludes(formatDifference(difference), 'relu, case "[33] ');
    assertStringIncludes(formatDifference(difference), "(1 ulps; 1 elements differ)");
  }
});

Deno.test("conformanceCases catch a matrix product summed in another order or precision", () => {
  const at = (transposed: boolean, rows: number, columns: number, r: number, c: number) =>
    transposed ? c * rows + r : r * columns + c;
  function gemmInDouble(step: 1 | -1, round: (value: number) => number): Kernels["gemm"] {
    return (transposeA, transposeB, m, n, k, a, b, c) => {
      for (let i = 0; i < m; i++) {
        for (let j = 0; j < n; j++) {
          let sum = 0;
          for (let q = 0; q < k; q++) {
            const p = step === 1 ? q : k - 1 - q;
            sum = round(sum + a[at(transposeA, m, k, i, p)] * b[at(transposeB, k, n, p, j)]);
          }
          c[i * n + j] = sum;
        }
      }
    };
  }
  assertCaught({ gemm: gemmInDouble(1, (value) => value) });
  assertCaught({ gemm: gemmInDouble(1, Math.fround) }); // that is a fused multiply-add
  assertCaught({ gemm: gemmInDouble(-1, Math.fround) });
});

Deno.test("conformanceCases catch sums in index order and with 8 lanes", () => {
  function sumInLanes(lanes: number): Kernels["rowSums"] {
    return (x, out, rows, columns) => {
      for (let r = 0; r < rows; r++) {
        const partial = new Float32Array(lanes);
        for (let c = 0; c < columns; c++) partial[c % lanes] += x[r * columns + c];
        for (let half = lanes / 2; half >= 1; half /= 2) {
          for (let j = 0; j < half; j++) partial[j] += partial[j + half];
        }
        out[r] = partial[0];
      }
    };
  }
  const right = createWrongKernels({ rowSums: sumInLanes(16) });
  assertEquals(compareKernels(reference, right, ["rowSums"]), []);
  for (const lanes of [1, 4, 8, 32]) assertCaught({ rowSums: sumInLanes(lanes) });
});

Deno.test("conformanceCases catch convolutions that leave out what lies beside the image", () => {
  // Infinite filters there give NaN; a copy of the filters without them shows where they count.
  const finite = (w: Floats): Floats => w.map((value) => Number.isFinite(value) ? value : 1);
  assertCaught({
    convolution: (x, w, ...rest) => reference.convolution(x, finite(w), ...rest),
    convolutionByData: (x, w, ...rest) => reference.convolutionByData(x, finite(w), ...rest),
  });
});

Deno.test("conformanceCases catch a gradient by filters that takes the last image first", () => {
  function lastFirst(images: Floats, rows: number): Floats {
    const length = images.length / rows;
    return images.map((_, i) => images[(rows - 1 - Math.floor(i / length)) * length + i % length]);
  }
  assertCaught({
    convolutionByWeights(x, yGrad, wGrad, rows, groups, channels, filters, height, width, ...rest) {
      const [, , , outHeight, outWidth] = rest;
      const images = x.subarray(0, rows * groups * channels * height * width);
      const grads = yGrad.subarray(0, rows * groups * filters * outHeight * outWidth);
      const [turned, turnedGrads] = [images, grads].map((each) => lastFirst(each, rows));
      const sizes = [rows, groups, channels, filters, height, width, ...rest] as const;
      reference.convolutionByWeights(turned, turnedGrads, wGrad, ...sizes);
    },
  });
});

Deno.test("conformanceCases catch statistics of images that are summed past the ends of planes", () => {
  assertCaught({
    spatialBatchNorm(x, gamma, beta, epsilon, y, mean, variance, inverse, rows, channels, pixels) {
      const own = (c: number) =>
        x.subarray(0, rows * channels * pixels)
          .filter((_, i) => Math.floor(i / pixels) % channels === c);
      const sizes = [rows, channels, pixels] as const;
      reference.spatialBatchNorm(x, gamma, beta, epsilon, y, mean, variance, inverse, ...sizes);
      for (let c = 0; c < channels; c++) {
        const [to, square, scale] = [mean, variance, inverse].map((each) => each.subarray(c));
        const all = reference.allocate(rows * pixels);
        const whole = [1, 1, rows * pixels] as const;
        reference.spatialBatchNorm(
          ...[own(c), gamma, beta, epsilon, all, to!, square!, scale!, ...whole] as const,
        );
      }
    },
    groupNorm(x, gamma, beta, epsilon, y, mean, inverse, rows, groups, channels, pixels) {
      const sizes = [rows, groups, channels, pixels] as const;
      reference.groupNorm(x, gamma, beta, epsilon, y, mean, inverse, ...sizes);
      const [out, whole] = [y.slice(), [rows, groups, 1, channels * pixels]] as const;
      reference.groupNorm(x, gamma, beta, epsilon, out, mean, inverse, ...whole);
    },
  });
});

Deno.test("conformanceCases catch a pooling that gives ties to the last, or keeps no NaN", () => {
  const turned = (x: Floats): Floats => x.map((value) => Number.isNaN(value) ? 0 : value);
  assertCaught({
    maxPool: (x, y, ...sizes) => reference.maxPool(turned(x), y, ...sizes),
    maxPoolBackward: (x, yGrad, xGrad, ...sizes) =>
      reference.maxPoolBackward(x.map((value, i) => value + i / 4096), yGrad, xGrad, ...sizes),
  });
});

Deno.test("conformanceCases catch a rectifier that loses NaN or keeps −0", () => {
  assertCaught({
    relu(x, y, n) {
      for (let i = 0; i < n; i++) y[i] = x[i] > 0 ? x[i] : 0;
    },
  });
  assertCaught({
    relu(x, y, n) {
      for (let i = 0; i < n; i++) y[i] = x[i] < 0 ? 0 : x[i];
    },
  });
});

Deno.test("conformanceCases catch denormals flushed to zero", () => {
  assertCaught({
    scale(x, factor, n) {
      reference.scale(x, factor, n);
      for (let i = 0; i < n; i++) if (Math.abs(x[i]) < 2 ** -126) x[i] *= 0;
    },
  });
});

Deno.test("conformanceCases catch writes behind the shape and into the inputs", () => {
  assertCaught({
    columnSums(x, out, rows, columns) {
      reference.columnSums(x, out, rows, columns);
      out[columns] = 0;
    },
  });
  assertCaught({
    addBias(x, bias, rows, columns) {
      reference.addBias(x, bias, rows, columns);
      if (columns > 3) flipLastBit(bias, 3);
    },
  });
});

Deno.test("conformanceCases catch dropout that forgets the high half of the page", () => {
  assertCaught({
    dropout(x, random, threshold, keepFactor, mask, y, n) {
      const low = { key: random.key, page: random.page % 2 ** 32 };
      reference.dropout(x, low, threshold, keepFactor, mask, y, n);
    },
  });
});

Deno.test("conformanceCases catch a hinge without its −0", () => {
  assertCaught({
    hinge(scores, labels, losses, scoresGrad, rows, classes) {
      reference.hinge(scores, labels, losses, scoresGrad, rows, classes);
      for (let i = 0; i < rows * classes; i++) scoresGrad[i] += 0;
    },
  });
});

Deno.test("conformanceCases catch constants that were rounded too early", () => {
  const { fround } = Math;
  assertCaught({
    blend(running, batch, momentum, n) {
      reference.blend(running, batch, fround(momentum), n);
    },
    nesterov(w, g, v, rate, momentum, n) {
      reference.nesterov(w, g, v, rate, fround(momentum), n);
    },
    rmsprop(w, g, cache, rate, decay, epsilon, n) {
      reference.rmsprop(w, g, cache, rate, fround(decay), epsilon, n);
    },
    adam(w, g, m, v, rate, beta1, beta2, correction, epsilon, decay, n) {
      const [first, second] = [fround(beta1), fround(beta2)];
      reference.adam(w, g, m, v, rate, first, second, correction, epsilon, decay, n);
    },
    lion(w, g, m, rate, beta1, beta2, keep, n) {
      reference.lion(w, g, m, rate, fround(beta1), fround(beta2), keep, n);
    },
    softmaxCrossEntropy(scores, labels, smoothing, losses, scoresGrad, rows, classes) {
      const rounded = fround(smoothing);
      reference.softmaxCrossEntropy(scores, labels, rounded, losses, scoresGrad, rows, classes);
    },
  });
});
