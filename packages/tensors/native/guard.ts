/**
 * The guard between JavaScript and memory: native code writes where it is told to, so sizes and
 * lengths are compared here before every call. The kernels of the other backends need none of this.
 */
import type { Floats } from "../kernels.ts";
import type { Labels } from "../labels.ts";

/** Checks the arguments of operations; throws what the caller did wrong. */
export interface Guard {
  /** Sizes must be integers from 0 to 2^32 − 1. */
  sizes(operation: string, first: number, second?: number, third?: number): void;
  /** `array` must be of float32 and hold `length` numbers; returns it. */
  floats(operation: string, name: string, array: Floats, length: number): Float32Array;
  /** Every one of the first `rows` labels must be below `classes`. */
  labels(operation: string, labels: Labels, rows: number, classes: number): void;
  /** The last window of `size` pixels, one of `places`, must end within `length`, and hold a pixel. */
  windows(operation: string, length: number, size: number, stride: number, places: number): void;
  /** The first `rows` indices must each name one of `sourceRows` rows. */
  indices(indices: Uint32Array, rows: number, sourceRows: number): void;
}

/** A guard that also refuses everything once `isOpen` returns false. */
export function createGuard(isOpen: () => boolean): Guard {
  return {
    sizes(operation, first, second = 0, third = 0) {
      if (!isOpen()) {
        throw new TypeError(`Cannot run ${operation}: these native kernels are closed`);
      }
      if (first >>> 0 !== first || second >>> 0 !== second || third >>> 0 !== third) {
        throw new RangeError(
          `Cannot run ${operation} with sizes ${first}, ${second}, ${third}: ` +
            "wanted integers from 0 to 4294967295",
        );
      }
    },

    windows(operation, length, size, stride, places) {
      if (places > 0 && (size < 1 || (places - 1) * stride + size > length)) {
        throw new RangeError(
          `Cannot run ${operation}: ${places} windows of ${size} pixels, ${stride} apart, ` +
            `do not lie within ${length}`,
        );
      }
    },

    floats(operation, name, array, length) {
      if (!(array instanceof Float32Array)) {
        throw new TypeError(
          `Cannot run ${operation}: ${name} is not a Float32Array, and native kernels handle float32 only`,
        );
      }
      if (array.length < length) refuseLength(operation, name, array.length, length);
      return array;
    },

    labels(operation, labels, rows, classes) {
      if (labels.length < rows) refuseLength(operation, "labels", labels.length, rows);
      for (let r = 0; r < rows; r++) {
        if (labels[r] >= classes) {
          throw new RangeError(
            `Cannot run ${operation}: labels[${r}] is ${labels[r]}, there are ${classes} classes`,
          );
        }
      }
    },

    indices(indices, rows, sourceRows) {
      if (indices.length < rows) refuseLength("gather", "indices", indices.length, rows);
      for (let r = 0; r < rows; r++) {
        if (indices[r] >= sourceRows) {
          throw new RangeError(
            `Cannot run gather: indices[${r}] is ${indices[r]}, source has ${sourceRows} rows`,
          );
        }
      }
    },
  };
}

function refuseLength(operation: string, name: string, length: number, wanted: number): never {
  throw new RangeError(
    `Cannot run ${operation}: ${name} holds ${length} numbers; wanted ${wanted}`,
  );
}
