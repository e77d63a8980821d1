/**
 * Cases for the minibatch gather: bytes and floats, repeated rows, empty batches.
 */
import type { Sample, SamplesOf } from "./cases.ts";
import { type Kind, KINDS, SHAPES } from "./numbers.ts";

const SOURCE_ROWS = 11;

/** The samples of the gather. */
export const gatherSamples: SamplesOf<"gather"> = {
  *gather() {
    for (const [rows, columns] of SHAPES) {
      for (const kind of KINDS) {
        yield floats(rows, columns, kind, false);
        yield floats(rows, columns, kind, true);
        yield {
          name: `[${rows}, ${columns}] of bytes, ${kind}`,
          body(kernels, { numbers, integers, room }) {
            const indices = integers(rows + 1, SOURCE_ROWS).subarray(1).fill(SOURCE_ROWS - 1, 0, 2);
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

/** A gather from floats in JavaScript's own memory, or in that of the kernels. */
function floats(rows: number, columns: number, kind: Kind, near: boolean): Sample {
  return {
    name: `[${rows}, ${columns}] of floats${near ? " near by" : ""}, ${kind}`,
    body(kernels, { numbers, integers, room }) {
      const indices = integers(rows, SOURCE_ROWS);
      const source = numbers(SOURCE_ROWS * columns, kind);
      const offset = numbers(columns, kind);
      const factor = numbers(columns, kind);
      const out = room(rows * columns);
      const from = near ? source : source.slice();
      kernels.gather(from, indices, offset, factor, out, rows, columns);
    },
  };
}
