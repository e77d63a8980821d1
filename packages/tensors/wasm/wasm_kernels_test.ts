import { assert, assertEquals, assertThrows } from "@std/assert";
import { compareKernels, digestOfKernels } from "../conformance.ts";
import { formatDifference } from "../conformance/compare.ts";
import { lossesOfManyClasses } from "../conformance/many_classes.ts";
import type { Floats, Kernels } from "../kernels.ts";
import { createReferenceKernels } from "../reference/mod.ts";
import { createWasmKernels, createWasmKernelsAndTeam } from "./wasm_kernels.ts";

const SMALL = { mebibytes: 64 };

/** Runs `test` with kernels that are closed behind it. */
function withKernels(test: (kernels: Kernels) => void): void {
  const kernels = createWasmKernels(SMALL);
  try {
    test(kernels);
  } finally {
    kernels.close();
  }
}

/** Two threads that share even the smallest operations, once both have started. */
async function withTwoThreads(test: (kernels: Kernels) => void): Promise<void> {
  const { kernels, team } = createWasmKernelsAndTeam({ threads: 2, leastWork: 0 });
  try {
    await team.started();
    test(kernels);
  } finally {
    kernels.close();
  }
}

function fillWith(array: Floats, value: (i: number) => number): Floats {
  for (let i = 0; i < array.length; i++) array[i] = value(i);
  return array;
}

Deno.test("createWasmKernels gives the bits of the reference in every conformance case", () => {
  const kernels = createWasmKernels();
  assertEquals(compareKernels(createReferenceKernels(), kernels).map(formatDifference), []);
  kernels.close();
});

Deno.test("createWasmKernels numbers more classes than a byte can", () => {
  withKernels((kernels) => {
    assertEquals(lossesOfManyClasses(kernels), lossesOfManyClasses(createReferenceKernels()));
  });
});

Deno.test("createWasmKernels gives the same bits with two threads", async () => {
  await withTwoThreads((kernels) => {
    assertEquals(compareKernels(createReferenceKernels(), kernels).map(formatDifference), []);
  });
});

Deno.test("gemm gives the bits of the reference at every edge of its blocks", async () => {
  const reference = createReferenceKernels();
  const sizes = [
    [1, 1, 1],
    [3, 23, 63],
    [5, 44, 64],
    [2, 53, 131],
    [129, 20, 127],
    [127, 41, 128],
    [259, 10, 97],
    [7, 27, 223],
    [301, 36, 5],
  ];
  const check = (kernels: Kernels): void => {
    for (const [m, n, k] of sizes) {
      const a = fillWith(kernels.allocate(m * k), (i) => Math.fround((i % 37) / 7 - 2.3));
      const b = fillWith(kernels.allocate(k * n), (i) => Math.fround((i % 41) / 11 - 1.7));
      const actual = kernels.allocate(m * n);
      const expected = new Float32Array(m * n);
      for (const transposeA of [false, true]) {
        for (const transposeB of [false, true]) {
          reference.gemm(transposeA, transposeB, m, n, k, a, b, expected);
          actual.fill(NaN);
          kernels.gemm(transposeA, transposeB, m, n, k, a, b, actual);
          const name = `${m}×${n}×${k}, transposed: ${transposeA}, ${transposeB}`;
          assertEquals(bits(actual), bits(expected), name);
        }
      }
    }
  };
  withKernels(check);
  await withTwoThreads(check);
});

function bits(x: Floats): Uint32Array {
  return new Uint32Array(Float32Array.from(x).buffer);
}

Deno.test("gather takes rows longer than its stage", () => {
  withKernels((kernels) => {
    const columns = 70_001;
    const source = Uint8Array.from({ length: 2 * columns }, (_, i) => i * 7);
    const offset = kernels.allocate(columns);
    const factor = kernels.allocate(columns).fill(2);
    const out = kernels.allocate(columns);
    for (const from of [source, Float32Array.from(source)]) {
      out.fill(0);
      kernels.gather(from, Uint32Array.of(1), offset, factor, out, 1, columns);
      assertEquals(out.findIndex((value, c) => value !== 2 * source[columns + c]), -1);
    }
  });
});

Deno.test("createWasmKernels gives arrays that a later allocation leaves alone", () => {
  withKernels((kernels) => {
    const first = kernels.allocate(3).fill(1);
    const second = kernels.allocate(1_000_000);
    assert(second.every((value) => value === 0));
    second.fill(2);
    assertEquals([...first], [1, 1, 1]);
  });
});

Deno.test("createWasmKernels says when its memory is full", () => {
  withKernels((kernels) => {
    assertThrows(
      () => kernels.allocate(2 ** 28),
      RangeError,
      "Cannot allocate 268435456 numbers: 54 of 64 MiB of wasm memory are free; ",
    );
    assertThrows(() => kernels.allocate(NaN), RangeError);
  });
});

Deno.test("createWasmKernels refuses arrays from elsewhere and arrays that are too short", () => {
  withKernels((kernels) => {
    const x = kernels.allocate(8);
    assertThrows(
      () => kernels.relu(x, new Float32Array(8), 8),
      TypeError,
      "Cannot run relu: y lies outside the memory of these wasm kernels; make it with their allocate",
    );
    assertThrows(() => kernels.relu(new Float64Array(8), x, 8), TypeError, "relu: x lies outside");
    assertThrows(
      () => kernels.gemm(false, false, 2, 2, 4, x, x.subarray(1), kernels.allocate(4)),
      RangeError,
      "Cannot run gemm: b holds 7 numbers; wanted 8",
    );
  });
});

Deno.test("createWasmKernels refuses labels and indices out of range", () => {
  withKernels((kernels) => {
    const [x, y, losses] = [6, 6, 2].map((length) => kernels.allocate(length));
    assertThrows(
      () => kernels.hinge(x, Uint16Array.of(0, 3), losses, y, 2, 3),
      RangeError,
      "Cannot run hinge: labels[1] is 3, there are 3 classes",
    );
    assertThrows(
      () => kernels.softmaxCrossEntropy(x, Uint16Array.of(0), 0, losses, y, 2, 3),
      RangeError,
      "Cannot run softmaxCrossEntropy: 1 labels for 2 rows",
    );
    const pixels = new Uint8Array(9);
    assertThrows(
      () => kernels.gather(pixels, Uint32Array.of(2, 3), x, x, y, 2, 3),
      RangeError,
      "Cannot run gather: indices[1] is 3, source has 3 rows",
    );
  });
});

Deno.test("createWasmKernels refuses to run when closed, and may be closed twice", () => {
  const kernels = createWasmKernels(SMALL);
  const x = kernels.allocate(4);
  kernels.close();
  kernels.close();
  assertThrows(
    () => kernels.relu(x, x, 4),
    TypeError,
    "Cannot run relu: these wasm kernels are closed",
  );
});

Deno.test("createWasmKernels refuses numbers of threads and sizes of memory that make no sense", () => {
  for (const threads of [0, 1.5, 33, NaN]) {
    assertThrows(() => createWasmKernels({ threads }), RangeError, `Cannot use ${threads} threads`);
  }
  assertThrows(
    () => createWasmKernels({ mebibytes: 4096 }),
    RangeError,
    "an integer from 1 to 4095",
  );
});

Deno.test("a training step with wasm kernels keeps no memory", () => {
  withKernels((kernels) => {
    const [x, w, y, g, m, v] = [64, 64, 64, 64, 64, 64].map((length) => kernels.allocate(length));
    const pixels = new Uint8Array(640);
    const indices = Uint32Array.from({ length: 8 }, (_, i) => i);
    const labels = new Uint16Array(8);
    const step = (): void => {
      kernels.gather(pixels, indices, w, w, x, 8, 8);
      kernels.gemm(false, false, 8, 8, 8, x, w, y);
      kernels.softmaxCrossEntropy(y, labels, 0, v, g, 8, 8);
      kernels.gemm(true, false, 8, 8, 8, x, g, y);
      kernels.adam(w, y, m, v, 1e-3, 0.9, 0.999, 1, 1e-8, 0, 64);
    };
    for (let i = 0; i < 2000; i++) step();
    // Not the resident size: that is of the whole process, in which other test files run as well.
    const used = () => Deno.memoryUsage().heapUsed + Deno.memoryUsage().external;
    const before = used();
    for (let i = 0; i < 20_000; i++) step();
    const grown = used() - before;
    assert(grown < 8 * 1024 * 1024, `${grown} bytes`);
  });
});

Deno.test("digestOfKernels of wasm kernels is that of the reference", () => {
  withKernels((kernels) => {
    const operations = ["gemm", "dropout", "layerNorm"] as const;
    assertEquals(
      digestOfKernels(kernels, operations),
      digestOfKernels(createReferenceKernels(), operations),
    );
  });
});
