/**
 * Cases for the matrix product in its four transpose forms, and for the bias.
 */
import type { Sample, SamplesOf } from "./cases.ts";
import { type Kind, KINDS, SHAPES } from "./numbers.ts";

const FORMS = [[false, false], [true, false], [false, true], [true, true]] as const;

const LARGER: ReadonlyArray<readonly [number, number, number]> = [
  [6, 16, 64],
  [12, 32, 129],
  [13, 17, 300],
  [1, 100, 1030],
  [100, 1, 515],
  [64, 10, 100],
  [7, 515, 5],
  [33, 128, 100],
  [128, 512, 40],
  [100, 100, 257],
];

/** The samples of the matrix operations. */
export const gemmSamples: SamplesOf<"gemm" | "addBias"> = {
  *gemm() {
    for (const m of [0, 1, 2, 3, 4, 6, 7, 13]) {
      for (const n of [0, 1, 3, 4, 5, 8, 16, 17, 33]) {
        for (const k of [0, 1, 2, 3, 8, 9, 17]) yield* allForms(m, n, k, "ordinary");
      }
    }
    for (const [m, n, k] of LARGER) yield* allForms(m, n, k, "ordinary");
    for (const kind of KINDS) {
      yield* allForms(5, 19, 9, kind);
      yield* allForms(13, 35, 21, kind);
    }
  },

  *addBias() {
    for (const [rows, columns] of SHAPES) {
      for (const kind of KINDS) {
        yield {
          name: `[${rows}, ${columns}] ${kind}`,
          body(kernels, { numbers }) {
            kernels.addBias(numbers(rows * columns, kind), numbers(columns, kind), rows, columns);
          },
        };
      }
    }
  },
};

function* allForms(m: number, n: number, k: number, kind: Kind): Iterable<Sample> {
  for (const [transposeA, transposeB] of FORMS) {
    const a = transposeA ? `[${k}, ${m}]ᵀ` : `[${m}, ${k}]`;
    const b = transposeB ? `[${n}, ${k}]ᵀ` : `[${k}, ${n}]`;
    yield {
      name: `${a}·${b} ${kind}`,
      body(kernels, { numbers, room }) {
        const left = numbers(m * k, kind);
        const right = numbers(k * n, kind);
        kernels.gemm(transposeA, transposeB, m, n, k, left, right, room(m * n));
      },
    };
  }
}
