/**
 * Cases for batch and layer normalization, forward and backward.
 */
import type { Sample, SamplesOf } from "./cases.ts";
import { type Kind, KINDS, SHAPES } from "./numbers.ts";

type Normalization =
  | ("batchNorm" | "batchNormInference" | "batchNormBackward")
  | ("layerNorm" | "layerNormBackward");

const EPSILON = 1e-5;

/** The samples of the normalizations. */
export const normalizationSamples: SamplesOf<Normalization> = {
  *batchNorm() {
    yield* shapes((rows, columns, kind) => (kernels, { numbers, room }) => {
      kernels.batchNorm(
        numbers(rows * columns, kind),
        numbers(columns, kind),
        numbers(columns, kind),
        EPSILON,
        room(rows * columns),
        room(rows * columns),
        room(columns),
        room(columns),
        room(columns),
        rows,
        columns,
      );
    });
  },

  *batchNormInference() {
    yield* shapes((rows, columns, kind) => (kernels, { numbers, magnitudes, room }) => {
      kernels.batchNormInference(
        numbers(rows * columns, kind),
        numbers(columns, kind),
        numbers(columns, kind),
        numbers(columns, kind),
        magnitudes(columns, kind),
        EPSILON,
        room(rows * columns),
        rows,
        columns,
      );
    });
  },

  *batchNormBackward() {
    yield* shapes((rows, columns, kind) => (kernels, { numbers, magnitudes, room }) => {
      kernels.batchNormBackward(
        numbers(rows * columns, kind),
        numbers(rows * columns, kind),
        numbers(columns, kind),
        magnitudes(columns, kind),
        room(rows * columns),
        room(columns),
        room(columns),
        rows,
        columns,
      );
    });
  },

  *layerNorm() {
    yield* shapes((rows, columns, kind) => (kernels, { numbers, room }) => {
      kernels.layerNorm(
        numbers(rows * columns, kind),
        numbers(columns, kind),
        numbers(columns, kind),
        EPSILON,
        room(rows * columns),
        room(rows * columns),
        room(rows),
        rows,
        columns,
      );
    });
  },

  *layerNormBackward() {
    yield* shapes((rows, columns, kind) => (kernels, { numbers, magnitudes, room }) => {
      kernels.layerNormBackward(
        numbers(rows * columns, kind),
        numbers(rows * columns, kind),
        numbers(columns, kind),
        magnitudes(rows, kind),
        room(rows * columns),
        room(columns),
        room(columns),
        rows,
        columns,
      );
    });
  },
};

function* shapes(
  bodyOf: (rows: number, columns: number, kind: Kind) => Sample["body"],
): Iterable<Sample> {
  for (const [rows, columns] of SHAPES) {
    for (const kind of KINDS) {
      yield { name: `[${rows}, ${columns}] ${kind}`, body: bodyOf(rows, columns, kind) };
    }
  }
}
