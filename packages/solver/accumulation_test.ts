/** Runs whose minibatches are processed in pieces. */
import { assertEquals, assertThrows } from "@std/assert";
import { createReferenceKernels } from "@samebit/tensors";
import { requireAccumulation } from "./accumulation.ts";
import { execute } from "./execute.ts";
import type { Plan } from "./plan.ts";
import { finish, FULL, LAYERED, lineOf, loadDigitsOf, textOf, TINY } from "./testing_plans.ts";

/** As {@link FULL}, with layer normalization, and without the log of layers. */
const ROWWISE: Plan = {
  ...FULL,
  model: { ...FULL.model, normalization: { kind: "layer", epsilon: 1e-5 } },
  evaluation: { ...FULL.evaluation, layers: { every: 0 } },
};
const SIZES = { shape: [8, 8], outputs: 10 };

Deno.test("execute makes the same run in pieces, also if it resumes with another number of them", async () => {
  const dataset = await loadDigitsOf(ROWWISE);
  const kernels = createReferenceKernels("float32");
  const whole = finish(execute(ROWWISE, dataset, kernels));
  const inPieces = execute(ROWWISE, dataset, kernels, undefined, 3);
  const lines: string[] = [];
  for (let i = 0; i < 9; i++) lines.push(lineOf(inPieces.next().value as never));
  const asked = inPieces.next("checkpoint").value;
  if (asked === undefined || !("kind" in asked) || asked.kind !== "checkpoint") {
    throw new TypeError("No checkpoint came");
  }
  const rest = finish(execute(ROWWISE, dataset, kernels, asked.checkpoint, 10));
  assertEquals([...lines, ...rest.events.map(lineOf)], whole.events.map(lineOf));
  assertEquals(textOf(rest.outcome), textOf(whole.outcome));
});

Deno.test("requireAccumulation names the layer that needs the whole minibatch, also in a block", () => {
  const plan = { ...LAYERED, evaluation: TINY.evaluation };
  assertThrows(
    () => requireAccumulation(plan, SIZES, 2),
    RangeError,
    "residual1/batchNorm1: cannot take a minibatch in pieces, since its statistics are",
  );
  requireAccumulation(plan, SIZES, 1);
});

Deno.test("requireAccumulation refuses more pieces than examples, and the log of layers", () => {
  requireAccumulation(TINY, SIZES, 10);
  assertThrows(
    () => requireAccumulation(TINY, SIZES, 11),
    RangeError,
    "a batchSize of 10 cannot be processed in 11 pieces; wanted 1 to 10",
  );
  const measured = { ...TINY, evaluation: { ...TINY.evaluation, layers: { every: 2 } } };
  assertThrows(() => requireAccumulation(measured, SIZES, 2), RangeError, "layers.csv");
});
