import { assertEquals, assertStringIncludes } from "@std/assert";
import { compileChart } from "@samebit/plotting";
import { stepsApartChart, ulpsChart } from "./divergence.ts";

/** The rows of a chart's data set. */
function rowsOf(spec: object, name: string): readonly Record<string, unknown>[] {
  return (spec as { datasets: Record<string, Record<string, unknown>[]> }).datasets[name]!;
}

Deno.test("stepsApartChart has a line each for parameters and loss, without values that have no logarithm", () => {
  const spec = stepsApartChart([
    { step: 3, losses: [0.5, 0.5], distance: 0.25 },
    { step: 4, losses: [0.5, 0.75], distance: NaN },
    { step: 5, losses: [0.5, 0.25], distance: 0.5 },
  ], 2);
  assertEquals(rowsOf(spec, "apart"), [
    { variant: "parameters", step: 3, apart: 0.25 },
    { variant: "parameters", step: 5, apart: 0.5 },
    { variant: "training loss", step: 4, apart: 0.25 },
    { variant: "training loss", step: 5, apart: 0.25 },
  ]);
  assertStringIncludes(spec.description!, "0.5 of their norm apart after step 5 of 5");
  compileChart(spec);
});

Deno.test("ulpsChart counts the representable numbers between the elements of a tensor", () => {
  const a = Float32Array.of(1, 1, 1, 1, 1, 1);
  const b = a.slice();
  b[4] = 1 + 2 ** -22;
  const spec = ulpsChart({ name: "W1", shape: [2, 3], a, b });
  assertEquals(rowsOf(spec, "cells"), [{ y: 1, x: 1, ulps: 2, a: 1, b: 1 + 2 ** -22 }]);
  assertStringIncludes(spec.description!, "1 of 6 cells differ, by at most 2 ulps");
  compileChart(spec);
});

Deno.test("ulpsChart shows the largest of a block if a tensor has more elements than cells", () => {
  const a = new Float64Array(100 * 50).fill(1);
  const b = a.slice();
  b[0] = 1 + 2 ** -52;
  b[51] = 1 + 2 ** -50;
  b[99 * 50 + 49] = 2;
  const spec = ulpsChart({ name: "affine1", shape: [100, 5, 10], a, b });
  const cells = rowsOf(spec, "cells").map(({ y, x, ulps }) => [y, x, ulps]);
  assertEquals(cells, [[0, 0, 4], [99, 48, 2 ** 52]]);
  assertStringIncludes(spec.description!, "of 850 cells differ");
});
