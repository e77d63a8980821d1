/**
 * Cases for the minibatch gather: bytes and floats, repeated rows, empty batches.
 */
import type { SamplesOf } from "./cases.ts";
import { KINDS, SHAPES } from "./numbers.ts";

const SOURCE_ROWS = 11;

/** The samples of the gather. */
export const gatherSamples: SamplesOf<"gather"> = {
  *gather() {
    for (const [rows, columns] of SHAPES) {
      for (const kind of KINDS) {
        yield {
          name: `[${rows}, ${columns}] of floats, ${kind}`,
          body(kernels, { numbers, integers, room }) {
            const indices = integers(rows, SOURCE_ROWS);
            const source = numbers(SOURCE_ROWS * columns, kind).slice();
            const offset = numbers(columns, kind);
            const factor = numbers(columns, kind);
            const out = room(rows * columns);
            kernels.gather(source, indices, offset, factor, out, rows, columns);
          },
        };
        yield {
          name: `[${rows}, ${columns}] of bytes, ${kind}`,
          body(kernels, { numbers, integers, room }) {
            const indices = integers(rows, SOURCE_ROWS).fill(SOURCE_ROWS - 1, 0, 2);
            const bytes = Uint8Array.from(integers(SOURCE_ROWS * columns + 3, 256)).subarray(3);
            const offset = numbers(columns, kind);
            const factor = numbers(columns, kind);
            const out = room(rows * columns);
            kernels.gather(bytes, indices, offset, factor, out, rows, columns);
          },
        };
      }
    }
    yield {
      name: "every byte",
      body(kernels, { hold, numbers, room }) {
        const bytes = Uint8Array.from({ length: 256 }, (_, i) => i);
        const factor = hold(new Float64Array(256).fill(1 / 255));
        const indices = Uint32Array.of(0, 0);
        kernels.gather(bytes, indices, numbers(256, "ordinary"), factor, room(512), 2, 256);
      },
    };
  },
};
