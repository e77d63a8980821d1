import { assert, assertEquals } from "@std/assert";
import { ulps32 } from "@samebit/arithmetic";
import { createReferenceKernels } from "@samebit/tensors";
import { type DivergingRun, findDivergence } from "./diverge.ts";
import { followDivergence } from "./follow_divergence.ts";
import type { Plan } from "./plan.ts";
import { loadDigitsOf, TINY } from "./testing_plans.ts";
import { Trainer } from "./trainer.ts";

async function sideOf(plan: Plan): Promise<DivergingRun> {
  return { plan, dataset: await loadDigitsOf(plan), kernels: createReferenceKernels("float32") };
}

/** The losses of a plan, trained alone. */
async function lossesOf(plan: Plan): Promise<number[]> {
  const { dataset, kernels } = await sideOf(plan);
  const trainer = new Trainer(plan, dataset, kernels);
  const steps = trainer.stepsPerEpoch * plan.epochs;
  return Array.from({ length: steps }, (_, at) => trainer.step(at + 1).trainLoss);
}

Deno.test("followDivergence finds nothing between a plan and itself", async () => {
  assertEquals(followDivergence(await sideOf(TINY), await sideOf(TINY)), undefined);
});

Deno.test("followDivergence continues after the point where runs differ, with the losses of both", async () => {
  // The two schedules agree for the ten steps of the first two epochs.
  const schedule = { kind: "step-decay", every: 2, factor: 0.5, warmupSteps: 0 } as const;
  const other: Plan = { ...TINY, schedule };
  const { divergence, tensors, steps, stepsPerEpoch } = followDivergence(
    await sideOf(TINY),
    await sideOf(other),
  )!;
  assertEquals(divergence, findDivergence(await sideOf(TINY), await sideOf(other))!);
  assertEquals([divergence.step, divergence.tensor, stepsPerEpoch], [11, "W1", 5]);

  const [a, b] = [await lossesOf(TINY), await lossesOf(other)];
  assertEquals(steps.map(({ step }) => step), a.map((_, at) => at + 1).slice(10));
  assertEquals(steps.map(({ losses: [loss] }) => loss), a.slice(10));
  assertEquals(steps.map(({ losses: [, loss] }) => loss), b.slice(10));
  assert(steps.every(({ distance }) => distance > 0 && distance < 1));

  assertEquals(tensors!.shape, [64, 12]);
  const [row, column] = divergence.index;
  const at = row! * 12 + column!;
  assertEquals([tensors!.a[at], tensors!.b[at]], [...divergence.values]);
  assertEquals(ulps32(tensors!.a[at]!, tensors!.b[at]!), divergence.ulps);
  assertEquals(tensors!.a.slice(0, at), tensors!.b.slice(0, at));
});

Deno.test("followDivergence gives no distance between networks of different shapes", async () => {
  const wider: Plan = { ...TINY, model: { ...TINY.model, hidden: [16] } };
  const { tensors, steps } = followDivergence(await sideOf(TINY), await sideOf(wider))!;
  assertEquals(tensors, undefined);
  assert(steps.length > 0 && steps.every(({ distance }) => Number.isNaN(distance)));
});
