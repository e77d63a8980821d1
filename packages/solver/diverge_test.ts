import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { createReferenceKernels, type Floats, type Kernels } from "@samebit/tensors";
import type { Checkpoint } from "./checkpoint.ts";
import { type DivergingRun, findDivergence } from "./diverge.ts";
import { execute } from "./execute.ts";
import type { Plan } from "./plan.ts";
import { FULL, loadDigitsOf, TINY } from "./testing_plans.ts";

async function sideOf(plan: Plan, change: Partial<DivergingRun> = {}): Promise<DivergingRun> {
  const dataset = await loadDigitsOf(plan);
  return { plan, dataset, kernels: createReferenceKernels("float32"), ...change };
}

/** The checkpoint of a plan after some steps. */
async function checkpointAfter(plan: Plan, step: number): Promise<Checkpoint> {
  const { dataset, kernels } = await sideOf(plan);
  const run = execute(plan, dataset, kernels);
  let next = run.next();
  while (!next.done) {
    const event = next.value;
    if (event.kind === "checkpoint") return event.checkpoint;
    const isThere = event.kind === "step" && event.row.step === step;
    next = run.next(isThere ? "checkpoint" : undefined);
  }
  throw new Error(`The run ended before step ${step}`);
}

/** The same kernels, but sums of a batch start from its last row. */
function summingBackwards(): Kernels {
  const kernels = createReferenceKernels("float32");
  return {
    ...kernels,
    columnSums(x: Floats, out: Floats, rows: number, columns: number) {
      out.fill(0, 0, columns);
      for (let r = rows - 1; r >= 0; r--) {
        for (let c = 0; c < columns; c++) out[c] = out[c]! + x[r * columns + c]!;
      }
    },
  };
}

Deno.test("findDivergence finds nothing between a plan and itself", async () => {
  assertEquals(findDivergence(await sideOf(FULL), await sideOf(FULL)), undefined);
});

Deno.test("findDivergence names one flipped bit of one weight before any step", async () => {
  const from = await checkpointAfter(TINY, 7);
  const parameters = from.arrays["parameters"]!.slice();
  new Uint32Array(parameters.buffer)[5 * 12 + 3]! ^= 1;
  const changed = { ...from, arrays: { ...from.arrays, parameters } };
  const found = findDivergence(await sideOf(TINY, { from }), await sideOf(TINY, { from: changed }));
  const { step, phase, tensor, index, ulps } = found!;
  assertEquals({ step, phase, tensor, index, ulps }, {
    step: 7,
    phase: "start",
    tensor: "W1",
    index: [5, 3],
    ulps: 1,
  });
});

Deno.test("findDivergence finds another order of summation in the gradient of a bias", async () => {
  const other = await sideOf(TINY, { kernels: summingBackwards() });
  const { step, phase, tensor } = findDivergence(await sideOf(TINY), other)!;
  assertEquals({ step, phase, tensor }, { step: 1, phase: "backward", tensor: "b2 gradient" });
});

Deno.test("findDivergence finds another epsilon in the first output of a batch norm", async () => {
  const plan: Plan = {
    ...FULL,
    model: { ...FULL.model, normalization: { kind: "batch", epsilon: 1e-4, momentum: 0.9 } },
  };
  const { step, phase, tensor, index } = findDivergence(await sideOf(FULL), await sideOf(plan))!;
  assertEquals({ step, phase, tensor }, { step: 1, phase: "forward", tensor: "batchNorm1" });
  assertEquals(index.length, 2);
});

Deno.test("findDivergence finds a change that only begins late, inside its block", async () => {
  // The two schedules agree for the ten steps of the first two epochs.
  const schedule = { kind: "step-decay", every: 2, factor: 0.5, warmupSteps: 0 } as const;
  const found = findDivergence(await sideOf(TINY), await sideOf({ ...TINY, schedule }))!;
  assertEquals([found.step, found.phase, found.tensor], [11, "update", "W1"]);
});

Deno.test("findDivergence says that networks of different shapes cannot be compared", async () => {
  const wider: Plan = { ...TINY, model: { ...TINY.model, hidden: [16] } };
  const found = findDivergence(await sideOf(TINY), await sideOf(wider))!;
  assertEquals(found.note, "A has W1 [64, 12], B has W1 [64, 16]");
});

Deno.test("findDivergence compares what two update rules have in common", async () => {
  const momentum = { kind: "momentum", learningRate: 0.01, momentum: 0.9 } as const;
  const found = findDivergence(await sideOf(TINY), await sideOf({ ...TINY, optimizer: momentum }))!;
  // The first step of momentum is that of SGD, since the velocity begins at zero.
  assertEquals([found.step, found.phase, found.tensor], [2, "update", "W1"]);
});

Deno.test("findDivergence compares pieces of a minibatch with a whole one, and not the outputs of a piece", async () => {
  const pieces = await sideOf(TINY, { accumulate: 3 });
  assertEquals(findDivergence(await sideOf(TINY), pieces), undefined);
  const other = await sideOf(TINY, { kernels: summingBackwards(), accumulate: 3 });
  const { step, phase, tensor } = findDivergence(pieces, other)!;
  assertEquals({ step, phase, tensor }, { step: 1, phase: "backward", tensor: "b2 gradient" });
});

Deno.test("findDivergence refuses sides that start at different steps", async () => {
  const [a, b] = [await sideOf(TINY), await sideOf(TINY, { from: await checkpointAfter(TINY, 2) })];
  const error = assertThrows(() => findDivergence(a, b), RangeError);
  assertStringIncludes(error.message, "after step 0, the other after 2");
});
