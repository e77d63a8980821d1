import { assert, assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { fileURLToPath } from "node:url";
import { createStream, fillWords } from "@samebit/random";
import { compareKernels, formatDifference } from "../conformance.ts";
import { lossesOfManyClasses } from "../conformance/many_classes.ts";
import type { Floats, Kernels } from "../kernels.ts";
import { createReferenceKernels } from "../reference/mod.ts";
import { createNativeKernels } from "./native_kernels.ts";
import { probeNativeKernels } from "./probe.ts";
import { SYMBOLS } from "./symbols.ts";
import { buildNativeLibrary } from "./library.ts";
import { currentMachine } from "./machine.ts";
import { compileForTests } from "./test_library.ts";

const FOLDER = await Deno.makeTempDir();
globalThis.addEventListener("unload", () => Deno.removeSync(FOLDER, { recursive: true }));
const LIBRARY = await compileForTests(FOLDER);

/** A test that needs the compiled library. */
function testNative(name: string, body: (library: string) => void | Promise<void>): void {
  Deno.test({ name, ignore: !LIBRARY, fn: () => body(LIBRARY!) });
}

/** Runs `body` with native kernels, which are closed afterwards. */
function withKernels(library: string, threads: number, body: (kernels: Kernels) => void): void {
  const kernels = createNativeKernels({ library, threads });
  try {
    body(kernels);
  } finally {
    kernels.close();
  }
}

/** `n` numbers from −1 to 1 in memory of `kernels`. */
function numbers(kernels: Kernels, name: string, n: number): Floats {
  const words = new Uint32Array(n);
  fillWords(createStream(1, name), 0, words);
  const array = kernels.allocate(n);
  words.forEach((word, i) => array[i] = word / 2147483648 - 1);
  return array;
}

function bits(array: Floats): Uint32Array {
  return new Uint32Array(array.buffer, array.byteOffset, array.length);
}

/** Every operation that threads share, on sizes large enough to be shared. */
function runLarge(kernels: Kernels): Floats[] {
  const [rows, columns, n] = [129, 250, 40_003];
  const take = (name: string, length: number) => numbers(kernels, name, length);
  const x = take("x", rows * columns);
  const b = take("b", columns * columns);
  const [gamma, beta] = [take("gamma", columns), take("beta", columns)];
  const room = (length: number) => kernels.allocate(length);
  const forms = [[false, false], [true, false], [false, true], [true, true]] as const;
  const products = forms.map(([transposeA, transposeB]) => {
    const c = room(columns * columns);
    kernels.gemm(transposeA, transposeB, rows, columns, 129, b, b, c);
    return c;
  });
  const wide = room(rows * columns);
  kernels.gemm(false, false, 40, 700, 30, x, b, wide);
  const [y, normalized, xGrad, out] = [0, 1, 2, 3].map(() => room(rows * columns));
  const [mean, variance, inverse, gammaGrad, betaGrad] = [0, 1, 2, 3, 4].map(() => room(columns));
  kernels.batchNorm(x, gamma, beta, 1e-5, y, normalized, mean, variance, inverse, rows, columns);
  kernels.batchNormBackward(
    ...[x, normalized, gamma, inverse, xGrad, gammaGrad, betaGrad, rows, columns] as const,
  );
  const indices = Uint32Array.from({ length: rows }, (_, r) => (r * 7) % rows);
  kernels.gather(x, indices, beta, gamma, out, rows, columns);
  const bytes = new Uint8Array(rows * columns).map((_, i) => i * 31);
  const outOfBytes = room(rows * columns);
  kernels.gather(bytes, indices, beta, gamma, outOfBytes, rows, columns);
  const [mask, dropped] = [room(n), room(n)];
  const input = take("input", n);
  kernels.dropout(input, { key: [1, 2], page: 3 }, 2 ** 31, 2, mask, dropped, n);
  const [w, g, m, v] = ["w", "g", "m", "v"].map((name) => take(name, n));
  kernels.scale(v, 0, n);
  for (let step = 0; step < 3; step++) {
    kernels.adam(w, g, m, v, 1e-3, 0.9, 0.999, 1.5, 1e-8, 1e-4, n);
    kernels.momentum(w, g, m, 1e-2, 0.9, n);
  }
  return [
    ...[...products, wide, y, normalized, mean, variance, inverse, xGrad, gammaGrad, betaGrad],
    ...[out, outOfBytes, mask, dropped, w, m, v],
    ...runConvolutions(kernels),
    ...runImageNormalizations(kernels),
  ];
}

/** The normalizations of images, on nine images of 3 groups of 5 channels. */
function runImageNormalizations(kernels: Kernels): Floats[] {
  const [rows, groups, channels, pixels] = [9, 3, 5, 153];
  const [all, count] = [groups * channels, rows * groups * channels * pixels];
  const [x, dy] = ["pixels", "slopes"].map((name) => numbers(kernels, name, count));
  const [gamma, beta] = ["scale", "shift"].map((name) => numbers(kernels, name, all));
  const room = (...lengths: number[]) => lengths.map((length) => kernels.allocate(length));
  const [y, dx, tested, grouped, dxGrouped] = room(count, count, count, count, count);
  const [mean, variance, inverse, gammaGrad, betaGrad] = room(all, all, all, all, all);
  const [means, inverses] = room(rows * groups, rows * groups);
  const [gammaSums, betaSums] = room(rows * all, rows * all);
  const images = [rows, all, pixels] as const;
  const sizes = [rows, groups, channels, pixels] as const;
  kernels.spatialBatchNorm(
    ...[x!, gamma!, beta!, 1e-5, y!, mean!, variance!, inverse!, ...images] as const,
  );
  kernels.spatialBatchNormBackward(
    ...[dy!, x!, gamma!, mean!, inverse!, dx!, gammaGrad!, betaGrad!, ...images] as const,
  );
  kernels.spatialBatchNormInference(
    ...[x!, gamma!, beta!, mean!, variance!, 1e-5, tested!, ...images] as const,
  );
  kernels.groupNorm(x!, gamma!, beta!, 1e-5, grouped!, means!, inverses!, ...sizes);
  kernels.groupNormBackward(
    ...[dy!, x!, gamma!, means!, inverses!, dxGrouped!, gammaSums!, betaSums!, ...sizes] as const,
  );
  return [
    ...[y!, dx!, tested!, grouped!, dxGrouped!, mean!, variance!, inverse!, gammaGrad!, betaGrad!],
    ...[means!, inverses!, gammaSums!, betaSums!],
  ];
}

/** The convolutions, without and with a stride, on nine images of two groups. */
function runConvolutions(kernels: Kernels): Floats[] {
  const images = numbers(kernels, "images", 9 * 2 * 6 * 12 * 11);
  const filters = numbers(kernels, "filters", 2 * 26 * 6 * 3 * 3);
  return [[1, 12, 11], [2, 6, 6]].flatMap(([stride, outHeight, outWidth]) => {
    const sizes = [9, 2, 6, 26, 12, 11, 3, stride!, 1, outHeight!, outWidth!] as const;
    const results = kernels.allocate(9 * 2 * 26 * outHeight! * outWidth!);
    const [byData, byWeights] = [images, filters].map(({ length }) => kernels.allocate(length));
    kernels.convolution(images, filters, results, ...sizes);
    kernels.convolutionByData(results, filters, byData!, ...sizes);
    kernels.convolutionByWeights(images, results, byWeights!, ...sizes);
    return [results, byData!, byWeights!];
  });
}

for (const threads of [1, 2]) {
  testNative(`createNativeKernels conforms bit for bit with ${threads} threads`, (library) => {
    withKernels(library, threads, (kernels) => {
      const differences = compareKernels(createReferenceKernels(), kernels);
      assertEquals(differences.map(formatDifference), []);
    });
  });
}

testNative("createNativeKernels gives the same bits however many threads share", (library) => {
  const expected = runLarge(createReferenceKernels()).map(bits);
  for (const threads of [1, 2, 3]) {
    withKernels(library, threads, (kernels) => {
      assertEquals(kernels.threads, threads);
      for (let repetition = 0; repetition < 4; repetition++) {
        assertEquals(runLarge(kernels).map(bits), expected);
      }
    });
  }
});

testNative("createNativeKernels allocates zeros apart, at multiples of 64 bytes", (library) => {
  withKernels(library, 1, (kernels) => {
    const lengths = [0, 1, 15, 100, 5000, 600_000, 600_001, 1_500_000, 3];
    const arrays = lengths.map((length) => kernels.allocate(length));
    for (const [i, array] of arrays.entries()) {
      assertEquals(array.length, lengths[i]);
      assert((array as Float32Array).every((value) => value === 0));
      array.fill(i + 1);
      const pointer = Deno.UnsafePointer.of(array as Float32Array<ArrayBuffer>);
      if (array.length > 0) assertEquals(Deno.UnsafePointer.value(pointer) % 64n, 0n);
    }
    for (const [i, array] of arrays.entries()) {
      assert((array as Float32Array).every((value) => value === i + 1));
    }
  });
});

testNative("createNativeKernels refuses what would leave an array", (library) => {
  withKernels(library, 1, (kernels) => {
    const array = kernels.allocate(4);
    assertThrows(() => kernels.gemm(false, false, 3, 2, 1, array, array, array), RangeError);
    assertThrows(() => kernels.relu(new Float64Array(4), array, 4), TypeError);
    assertThrows(() => kernels.adam(array, array, array, array, 1, 1, 1, 1, 1, 1, -1), RangeError);
  });
});

testNative("createNativeKernels can be closed twice and then refuses to run", (library) => {
  const kernels = createNativeKernels({ library, threads: 2 });
  const array = kernels.allocate(1);
  kernels.close();
  kernels.close();
  assertThrows(() => kernels.relu(array, array, 1), TypeError, "these native kernels are closed");
  assertThrows(() => kernels.allocate(1), TypeError, "these native kernels are closed");
});

testNative("createNativeKernels refuses numbers of threads that make no sense", (library) => {
  for (const threads of [0, 65, 1.5, NaN]) {
    assertThrows(() => createNativeKernels({ library, threads }), RangeError, "1 to 64");
  }
});

testNative("createNativeKernels needs no right but to load its library", async (library) => {
  const script = `${FOLDER}/script.ts`;
  const entry = JSON.stringify(import.meta.resolve("./mod.ts"));
  await Deno.writeTextFile(
    script,
    `import { createNativeKernels } from ${entry};
const kernels = createNativeKernels({ library: ${JSON.stringify(library)}, threads: 2 });
const x = kernels.allocate(3);
x.set([1, 2, 3]);
console.log(kernels.sumOfSquares(x, 3));
kernels.close();`,
  );
  const config = fileURLToPath(new URL("../../../deno.json", import.meta.url));
  const rights = ["--no-prompt", `--allow-ffi=${library}`];
  const { stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--config", config, ...rights, script],
  }).output();
  assertEquals(new TextDecoder().decode(stdout), "14\n", new TextDecoder().decode(stderr));
});

testNative("probeNativeKernels opens a good library", (library) => {
  const { kernels, reason } = probeNativeKernels({ library, threads: 2 });
  assertEquals(reason, undefined);
  assertEquals(kernels?.name, "native");
  assertEquals(kernels?.threads, 2);
  kernels?.close();
});

testNative("probeNativeKernels refuses a library that gives other bits", async (library) => {
  // The last coefficient of exp is replaced by its neighbour wherever it stands.
  const file = await Deno.readFile(library);
  const words = new DataView(file.buffer);
  let replaced = 0;
  for (let at = 0; at + 4 <= file.length; at++) {
    if (words.getUint32(at, true) !== 0x39500d01) continue;
    words.setUint32(at, 0x3a500d01, true);
    replaced++;
  }
  assert(replaced > 0);
  await Deno.writeFile(`${FOLDER}/other_bits`, file);
  const { reason } = probeNativeKernels({ library: `${FOLDER}/other_bits` });
  assertStringIncludes(reason ?? "", "The native kernels give other bits: exp");
});

Deno.test("probeNativeKernels refuses a file that is not a library", async () => {
  await Deno.writeTextFile(`${FOLDER}/text`, "This is no library.");
  const { reason } = probeNativeKernels({ library: `${FOLDER}/text` });
  assertStringIncludes(reason ?? "", `Cannot load the native kernels ${FOLDER}/text`);
});

Deno.test("probeNativeKernels refuses a missing file", () => {
  const { reason } = probeNativeKernels({ library: `${FOLDER}/absent` });
  assertStringIncludes(reason ?? "", "Cannot load the native kernels");
});

testNative("probeNativeKernels refuses a library that was built for another CPU", async () => {
  const functions = Object.values(SYMBOLS).map(({ name }) => `int ${name}(void) { return 0; }`);
  const source = `${FOLDER}/other_cpu.c`;
  await Deno.writeTextFile(source, functions.join("\n"));
  const machine = currentMachine();
  const { path } = await buildNativeLibrary({ folder: `${FOLDER}/other`, machine, source });
  const { reason } = probeNativeKernels({ library: path });
  assertStringIncludes(reason ?? "", "they were built for another CPU");
});

testNative(
  "createNativeKernels gives out no more memory than is allowed, and says what to do",
  (library) => {
    const kernels = createNativeKernels({ library, mebibytes: 64 });
    try {
      const first = kernels.allocate(2 ** 23);
      const error = assertThrows(() => kernels.allocate(2 ** 23 + 1), RangeError);
      assertEquals(
        error.message,
        "Cannot allocate 8388609 numbers: 32 of 64 MiB of the native kernels are free; process " +
          "minibatches in pieces (--accumulate), train with a smaller batch or network, or allow " +
          "more memory",
      );
      assertThrows(() => kernels.allocate(2 ** 32 - 1), RangeError, "Cannot allocate");
      assertEquals(first.length + kernels.allocate(2 ** 23).length, 2 ** 24);
      assertThrows(() => kernels.allocate(1), RangeError, "0 of 64 MiB");
    } finally {
      kernels.close();
    }
  },
);

testNative("createNativeKernels numbers more classes than a byte can", (library) => {
  withKernels(library, 1, (kernels) => {
    assertEquals(lossesOfManyClasses(kernels), lossesOfManyClasses(createReferenceKernels()));
  });
});
