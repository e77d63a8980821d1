/** Runs with a rule, a layer and a loss that are not the project's: those of the docs. */
import { assertEquals, assertThrows } from "@std/assert";
import { createReferenceKernels, createWasmKernels, type Kernels } from "@samebit/tensors";
import type { Fields } from "@samebit/input";
import { ownLayerKind } from "@samebit/layers";
import type { LossKind } from "@samebit/losses";
import type { OptimizerKind } from "@samebit/optimizers";
import { execute, type Plan } from "@samebit/solver";
import { finish, FULL, lineOf, loadDigitsOf, textOf } from "../packages/solver/testing_plans.ts";
import focalLoss from "../examples/kinds/focal_loss.ts";
import mish from "../examples/kinds/mish.ts";
import prelu from "../examples/kinds/prelu.ts";
import signedMomentum from "../examples/kinds/signed_momentum.ts";

const PLAN: Plan = {
  ...FULL,
  // As a plan has it whose kinds no type knows.
  optimizer: { kind: "own-signs", learningRate: 0.01, momentum: 0.9 } as never,
  loss: { kind: "own-focal-loss", focus: 2 } as never,
  model: {
    kind: "layers",
    layers: [
      { kind: "flatten" },
      { kind: "affine", outputs: 6, bias: true },
      { kind: "own-prelu" } as never,
      {
        kind: "residual",
        shortcut: "identity",
        keepRatio: 1,
        body: [{ kind: "own-mish" } as never],
      },
    ],
    initialization: { kind: "he" },
  },
  kinds: {
    "own-focal-loss": "1".repeat(64),
    "own-mish": "4".repeat(64),
    "own-prelu": "2".repeat(64),
    "own-signs": "3".repeat(64),
  },
};

const dataset = await loadDigitsOf(PLAN);
const own = {
  optimizers: { "own-signs": signedMomentum as OptimizerKind<Fields> },
  layers: {
    "own-mish": ownLayerKind("own-mish", mish as never),
    "own-prelu": ownLayerKind("own-prelu", prelu as never),
  },
  losses: { "own-focal-loss": focalLoss as LossKind<Fields> },
  datasets: {},
};

function made(kernels: Kernels): string[] {
  const { events, outcome } = finish(execute(PLAN, { ...dataset, own }, kernels));
  return [...events.map(lineOf), textOf(outcome)];
}

Deno.test("execute gives the same bits with kinds of plain loops on each kernels", () => {
  const kernels = createWasmKernels();
  try {
    assertEquals(made(kernels), made(createReferenceKernels("float32")));
  } finally {
    kernels.close();
  }
});

Deno.test("execute trains the parameters of a layer that is not the project's", () => {
  const { outcome } = finish(
    execute(PLAN, { ...dataset, own }, createReferenceKernels("float32")),
  );
  const slopes = outcome.finalWeights.find(({ name }) => name === "ownPrelu1.slope");
  assertEquals(slopes?.shape, [6]);
  assertEquals(slopes?.data.every((slope) => slope !== 0.25), true);
});

Deno.test("execute resumes with such kinds from a checkpoint to the same bits", () => {
  const kernels = createReferenceKernels("float32");
  const data = { ...dataset, own };
  const whole = finish(execute(PLAN, data, kernels));
  const run = execute(PLAN, data, kernels);
  let next = run.next();
  for (let i = 0; i < 6; i++) next = run.next();
  next = run.next("checkpoint");
  if (next.done || next.value.kind !== "checkpoint") throw new Error("wanted a checkpoint");
  const rest = finish(execute(PLAN, data, kernels, next.value.checkpoint));
  assertEquals(textOf(rest.outcome), textOf(whole.outcome));
});

Deno.test("execute refuses a kind whose code was not handed over, by name", () => {
  const missing: readonly [family: Exclude<keyof typeof own, "datasets">, says: string][] = [
    ["optimizers", "Cannot train by own-signs: its code is not here"],
    ["layers", "ownPrelu1: its code is not here"],
    ["losses", "Cannot minimise own-focal-loss: its code is not here"],
  ];
  for (const [family, says] of missing) {
    const data = { ...dataset, own: { ...own, [family]: {} } };
    const kernels = createReferenceKernels("float32");
    assertThrows(() => [...execute(PLAN, data, kernels)], RangeError, says);
  }
});
