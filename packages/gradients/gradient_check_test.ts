import { assert, assertEquals } from "@std/assert";
import type { LayerConfig } from "@samebit/layers";
import { checkGradients } from "./gradient_check.ts";
import { LAYER_SAMPLES, LOSS_SAMPLES, sampleShapes } from "./gradient_samples.ts";
import { compareGradients } from "./numeric_gradient.ts";

const CHECKS = checkGradients();

Deno.test("checkGradients finds every analytic gradient within 1e-7 of the numeric one", () => {
  for (const { subject, gradient, relativeError, bound, compared } of CHECKS) {
    assertEquals(bound, 1e-7);
    assert(compared > 0, `${subject}: ${gradient} was not compared`);
    assert(relativeError <= bound, `${subject}: ${gradient} is off by ${relativeError}`);
  }
});

Deno.test("checkGradients covers each sample and each combination of networks", () => {
  const subjects = new Set(CHECKS.map(({ subject }) => subject));
  const samples: readonly LayerConfig[] = Object.values(LAYER_SAMPLES).flat();
  const layers = samples.flatMap(({ kind }) => sampleShapes(kind)).length;
  const losses = Object.values(LOSS_SAMPLES).flat().length;
  const normalizations = 3;
  const keepRatios = 2;
  const penalties = 2;
  const fullyConnected = normalizations * keepRatios * penalties * losses;
  const shortcuts = 3;
  assertEquals(subjects.size, layers + losses + fullyConnected + shortcuts);
});

Deno.test("checkGradients skips few elements for kinks", () => {
  const skipped = CHECKS.reduce((sum, check) => sum + check.skipped, 0);
  const compared = CHECKS.reduce((sum, check) => sum + check.compared, 0);
  assert(skipped <= compared / 100, `${skipped} of ${skipped + compared} were skipped`);
});

Deno.test("compareGradients notices a gradient that is off by a millionth", () => {
  const x = Float64Array.of(2, 3);
  const probe = { value: () => x[0]! ** 3 * x[1]!, sides: () => "" };
  const right = compareGradients(probe, x, Float64Array.of(36, 8));
  assert(right.relativeError < 1e-11);
  const wrong = compareGradients(probe, x, Float64Array.of(36, 8 * (1 + 1e-6)));
  assert(wrong.relativeError > 4e-7);
  assertEquals(x, Float64Array.of(2, 3));
});

Deno.test("compareGradients skips what lies within reach of a kink, and only that", () => {
  const x = Float64Array.of(1e-3, 1);
  const probe = {
    value: () => Math.abs(x[0]!) + Math.abs(x[1]!),
    sides: () => x.map(Math.sign).join(),
  };
  const { compared, skipped, relativeError } = compareGradients(probe, x, Float64Array.of(0, 1));
  assertEquals([compared, skipped], [1, 1]);
  assert(relativeError < 1e-12);
});
