/**
 * The rows of a minibatch as calls into the module.
 */
import type { Floats, Kernels } from "../kernels.ts";
import type { WasmContext } from "./context.ts";
import { STAGE } from "./program/layout.ts";

/**
 * A source outside the kernels' memory is copied through a staging buffer, as many rows at a time
 * as it holds, so that images can stay bytes in place.
 */
export function createGather({ call, memory }: WasmContext): Kernels["gather"] {
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
