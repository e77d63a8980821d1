import { assertEquals } from "@std/assert";
import { planOf } from "@samebit/experiment";
import { createReferenceKernels } from "@samebit/tensors";
import { estimateSeconds, type TimedRun } from "./estimate.ts";

/** A run of 10 steps of 4 examples, and of 3 evaluations of 12: as much as 13 steps in all. */
function createRun(hidden: readonly number[]): TimedRun {
  const plan = planOf({
    dataset: { kind: "digits" },
    model: { kind: "fully-connected", hidden },
    optimizer: { kind: "sgd", learningRate: 0.1 },
    batchSize: 4,
    epochs: 2,
    evaluation: { trainExamples: 6, test: false },
  });
  const sizes = { shape: [3], outputs: 2, train: 20, validation: 6 };
  return { plan, totalSteps: 10, sizes };
}

/** A clock by which the trial steps take one second each. */
function createClock(): () => number {
  const readings = [100, 103];
  return () => readings.shift()!;
}

Deno.test("estimateSeconds counts steps, and evaluations as a third of them", () => {
  const kernels = createReferenceKernels("float32");
  assertEquals(estimateSeconds([createRun([])], kernels, { workers: 2, clock: createClock() }), 13);
});

Deno.test("estimateSeconds divides by the number of busy workers", () => {
  const kernels = createReferenceKernels("float32");
  const runs = [createRun([]), createRun([]), createRun([]), createRun([])];
  assertEquals(estimateSeconds(runs, kernels, { workers: 1, clock: createClock() }), 52);
  assertEquals(estimateSeconds(runs, kernels, { workers: 2, clock: createClock() }), 26);
  assertEquals(estimateSeconds(runs, kernels, { workers: 8, clock: createClock() }), 13);
});

Deno.test("estimateSeconds scales by the weights of the network", () => {
  const kernels = createReferenceKernels("float32");
  // 3·2 = 6 weights in the first, 3·12 + 12·2 = 60 in the second.
  const runs = [createRun([]), createRun([12])];
  assertEquals(
    Math.round(estimateSeconds(runs, kernels, { workers: 1, clock: createClock() })),
    13 + 130,
  );
});

Deno.test("estimateSeconds of nothing is nothing", () => {
  assertEquals(
    estimateSeconds([], createReferenceKernels("float32"), { workers: 2, clock: createClock() }),
    0,
  );
});
