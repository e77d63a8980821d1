/**
 * The minibatch, the matrix product and the sums, as calls into the module.
 */
import type { Floats, Kernels } from "../kernels.ts";
import type { WasmContext } from "./context.ts";
import { STAGE } from "./program/layout.ts";

type MatrixOperation = "gather" | "gemm" | "addBias" | "columnSums" | "rowSums" | "sumOfSquares";

/** Parts of a product between threads begin at multiples of so many rows or columns of c. */
const PART_UNIT = 4;

/** The matrix operations. */
export function createMatrixOperations(context: WasmContext): Pick<Kernels, MatrixOperation> {
  const { call, memory: { at } } = context;
  return {
    gather: createGather(context),
    gemm: createGemm(context),

    addBias(x, bias, rows, columns) {
      const to = at("addBias", "x", x, rows * columns);
      call.addBias(to, at("addBias", "bias", bias, columns), rows, columns);
    },

    columnSums(x, out, rows, columns) {
      const from = at("columnSums", "x", x, rows * columns);
      call.columnSums(from, at("columnSums", "out", out, columns), rows, columns);
    },

    rowSums(x, out, rows, columns) {
      const from = at("rowSums", "x", x, rows * columns);
      call.rowSums(from, at("rowSums", "out", out, rows), rows, columns);
    },

    sumOfSquares(x, n) {
      return call.sumOfSquares(at("sumOfSquares", "x", x, n), n);
    },
  };
}

/**
 * A source outside of the kernels' memory comes in through a stage, as many rows at a time as it
 * holds: so images can stay bytes, where they are.
 */
function createGather({ call, memory }: WasmContext): Kernels["gather"] {
  const byteStage = new Uint8Array(memory.buffer, STAGE.address, STAGE.bytes);
  const floatStage = new Float32Array(memory.buffer, STAGE.address, STAGE.bytes / 4);
  const { at } = memory;

  return (source, indices, offset, factor, out, rows, columns) => {
    const offsets = at("gather", "offset", offset, columns);
    const factors = at("gather", "factor", factor, columns);
    const to = at("gather", "out", out, rows * columns);
    checkSource(source, indices, rows, columns);
    if (source instanceof Float32Array && source.buffer === memory.buffer) {
      for (let r = 0; r < rows; r++) {
        const from = source.byteOffset + 4 * indices[r] * columns;
        call.gatherFloats(from, offsets, factors, to + 4 * r * columns, 1, columns);
      }
      return;
    }
    const isBytes = source instanceof Uint8Array;
    const stage = isBytes ? byteStage : floatStage;
    const convert = isBytes ? call.gatherBytes : call.gatherFloats;
    const width = Math.min(columns, stage.length);
    const height = Math.floor(stage.length / width);
    for (let c = 0; c < columns; c += width) {
      const count = Math.min(width, columns - c);
      for (let r = 0; r < rows; r += height) {
        const staged = Math.min(height, rows - r);
        for (let i = 0; i < staged; i++) {
          const from = indices[r + i] * columns + c;
          stage.set(source.subarray(from, from + count), i * count);
        }
        const target = to + 4 * (r * columns + c);
        convert(STAGE.address, offsets + 4 * c, factors + 4 * c, target, staged, count);
      }
    }
  };
}

function checkSource(
  source: Uint8Array | Floats,
  indices: Uint32Array,
  rows: number,
  columns: number,
): void {
  if (source instanceof Float64Array) {
    throw new TypeError("Cannot run gather: source is a Float64Array, wasm kernels are float32");
  }
  if (indices.length < rows) {
    throw new RangeError(`Cannot run gather: indices holds ${indices.length} numbers of ${rows}`);
  }
  for (let r = 0; r < rows; r++) {
    if ((indices[r] + 1) * columns > source.length) {
      throw new RangeError(
        `Cannot run gather: indices[${r}] is ${indices[r]}, ` +
          `source has ${Math.floor(source.length / columns)} rows`,
      );
    }
  }
}

/**
 * Threads share a product by rows of c where a is transposed, which is work for each row, and else
 * by columns, unless there are few.
 */
function createGemm({ call, memory: { at }, team }: WasmContext): Kernels["gemm"] {
  return (transposeA, transposeB, m, n, k, a, b, c) => {
    const left = at("gemm", "a", a, m * k);
    const right = at("gemm", "b", b, k * n);
    const to = at("gemm", "c", c, m * n);
    const [ta, tb] = [transposeA ? 1 : 0, transposeB ? 1 : 0];
    const aStride = 4 * (transposeA ? m : k);
    const bStride = 4 * (transposeB ? k : n);
    const cStride = 4 * n;
    const work = m * n * k;
    if (!team.shares(work)) {
      call.gemm(ta, tb, m, n, k, left, aStride, right, bStride, to, cStride);
    } else if (transposeA || m >= n) {
      const step = transposeA ? 4 : aStride;
      team.share("gemm", {
        work,
        size: m,
        unit: PART_UNIT,
        part(from, count) {
          const [x, z] = [left + from * step, to + from * cStride];
          return [ta, tb, count, n, k, x, aStride, right, bStride, z, cStride];
        },
      });
    } else {
      const step = transposeB ? bStride : 4;
      team.share("gemm", {
        work,
        size: n,
        unit: PART_UNIT,
        part(from, count) {
          const [y, z] = [right + from * step, to + 4 * from];
          return [ta, tb, m, count, k, left, aStride, y, bStride, z, cStride];
        },
      });
    }
  };
}
