/**
 * Reductions: column chains, lane sums, and the bias, whose loop is that of the columns.
 */
import { f32x4, i32 } from "../assembler/values.ts";
import { parametersOf } from "./parameters.ts";
import type { Toolbox } from "./toolbox.ts";
import { forEachColumnGroup, forEachRow, laneSum, zeroVector } from "./vectors.ts";

/** Writes columnSums, rowSums, sumOfSquares and addBias. */
export function writeSums(t: Toolbox): void {
  const { module } = t;

  module.export("columnSums", parametersOf("columnSums"), (f, { x, out, rows, columns }) => {
    const stride = f.local("i32", i32.shl(columns, 2));
    forEachColumnGroup(t, f, columns, [x, out], (group) => {
      const sums = group.vectors.map(() => zeroVector(f));
      forEachRow(f, rows, stride, [x], (row) => {
        for (const u of group.vectors) f.set(sums[u], f32x4.add(sums[u], group.load(row, u)));
      });
      for (const u of group.vectors) group.store(out, u, sums[u]);
    });
  });

  module.export("rowSums", parametersOf("rowSums"), (f, { x, out, rows, columns }) => {
    const n = f.local("i32");
    const element = f.local("i32");
    f.while(i32.ne(rows, 0), () => {
      f.set(n, columns);
      f.set(element, x);
      const sum = laneSum(t, f, n, [element], (at) => at.load(element));
      f.storeF32(out, f32x4.extractLane(sum, 0));
      f.increase(x, i32.shl(columns, 2));
      f.increase(out, 4);
      f.increase(rows, -1);
    });
  });

  module.functionOf("f32", parametersOf("sumOfSquares"), (f, { x, n }) => {
    const value = f.local("v128");
    const sum = laneSum(t, f, n, [x], (at) => {
      f.set(value, at.load(x));
      return f32x4.mul(value, value);
    });
    return f32x4.extractLane(sum, 0);
  }, "sumOfSquares");

  module.export("addBias", parametersOf("addBias"), (f, { x, bias, rows, columns }) => {
    const stride = f.local("i32", i32.shl(columns, 2));
    forEachColumnGroup(t, f, columns, [x, bias], (group) => {
      const biases = group.vectors.map((u) => f.local("v128", group.load(bias, u)));
      forEachRow(f, rows, stride, [x], (row) => {
        for (const u of group.vectors) {
          group.store(row, u, f32x4.add(group.load(row, u), biases[u]));
        }
      });
    });
  });
}
