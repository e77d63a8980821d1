import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import type { Dataset } from "@samebit/splits";
import { createReferenceKernels } from "@samebit/tensors";
import type { Checkpoint } from "./checkpoint.ts";
import { execute, type RunRequest } from "./execute.ts";
import type { Plan } from "./plan.ts";
import {
  finish,
  FULL,
  LAYERED,
  lineOf,
  loadDigitsOf,
  textOf,
  TINY,
  train,
} from "./testing_plans.ts";

const kernels = () => createReferenceKernels("float32");

/** A run asked for a checkpoint after every event; `seen` is how many lines came before each. */
function checkpointsOf(plan: Plan, dataset: Dataset) {
  const run = execute(plan, dataset, kernels());
  const lines: string[] = [];
  const taken: { seen: number; checkpoint: Checkpoint }[] = [];
  let request: RunRequest;
  let next = run.next(request);
  while (!next.done) {
    const event = next.value;
    request = event.kind === "checkpoint" ? undefined : "checkpoint";
    if (event.kind === "checkpoint") {
      taken.push({ seen: lines.length, checkpoint: event.checkpoint });
    } else lines.push(lineOf(event));
    next = run.next(request);
  }
  return { lines, taken, outcome: textOf(next.value) };
}

/** What a checkpoint is after it was written to a file and read in another process. */
function throughFile({ progress, arrays }: Checkpoint): Checkpoint {
  return { progress: JSON.parse(JSON.stringify(progress)), arrays: structuredClone(arrays) };
}

const PLANS: Record<string, Plan> = {
  "plain SGD": TINY,
  "batch norm, dropout, Adam, cosine, clipping, averages, augmentation, replacement": FULL,
  "convolutions, residual blocks, batch norm of images": {
    ...LAYERED,
    epochs: 1,
    dataset: { ...LAYERED.dataset, validationExamples: 10 } as Plan["dataset"],
  },
  "layer norm, Nesterov, step decay": {
    ...TINY,
    model: { ...TINY.model, normalization: { kind: "layer", epsilon: 1e-5 } },
    optimizer: { kind: "nesterov", learningRate: 0.02, momentum: 0.9 },
    schedule: { kind: "step-decay", every: 1, factor: 0.5, warmupSteps: 0 },
  },
  "RMSProp stopped early": {
    ...FULL,
    epochs: 8,
    optimizer: { kind: "rmsprop", learningRate: 0.05, decay: 0.9, epsilon: 1e-8 },
    stopping: { kind: "plateau", metric: "validationLoss", patience: 2 },
  },
  "AdamW on a plateau of the accuracy": {
    ...TINY,
    epochs: 6,
    optimizer: {
      kind: "adamw",
      learningRate: 0.03,
      beta1: 0.9,
      beta2: 0.99,
      epsilon: 1e-8,
      weightDecay: 0.1,
    },
    stopping: { kind: "plateau", metric: "validationAccuracy", patience: 1 },
  },
  "a run that diverges": { ...TINY, optimizer: { kind: "sgd", learningRate: 1e18 } },
};

for (const [name, plan] of Object.entries(PLANS)) {
  Deno.test(`execute resumes ${name} from after any event to the same bits`, async () => {
    const dataset = await loadDigitsOf(plan);
    const whole = train(plan, dataset);
    const { lines, taken, outcome } = checkpointsOf(plan, dataset);
    assertEquals(lines, whole.events.map(lineOf), "taking checkpoints changed the run");
    assertEquals(outcome, textOf(whole.outcome));

    const diverged = whole.outcome.ended === "diverged";
    assertEquals(taken.length, diverged ? lines.length - 1 : lines.length);
    for (const { seen, checkpoint } of taken) {
      const resumed = finish(execute(plan, dataset, kernels(), throughFile(checkpoint)));
      assertEquals(resumed.events.map(lineOf), lines.slice(seen), `after ${seen} events`);
      assertEquals(textOf(resumed.outcome), outcome, `after ${seen} events`);
    }
  });
}

Deno.test("execute ends the plans of these tests in every possible way", async () => {
  const dataset = await loadDigitsOf(TINY);
  const endings = new Set(Object.values(PLANS).map((plan) => train(plan, dataset).outcome.ended));
  assertEquals([...endings].sort(), ["completed", "diverged", "stopped early"]);
});

Deno.test("execute gives checkpoints that later steps and their reader do not change", async () => {
  const dataset = await loadDigitsOf(FULL);
  const run = execute(FULL, dataset, kernels());
  run.next();
  const reply = run.next("checkpoint").value;
  if (!("kind" in reply) || reply.kind !== "checkpoint") throw new Error("wanted a checkpoint");
  const before = lineOf(reply);
  const rest = finish(run);
  assertEquals(lineOf(reply), before);

  const resumed = execute(FULL, dataset, kernels(), reply.checkpoint);
  const first = resumed.next();
  for (const array of Object.values(reply.checkpoint.arrays)) array.fill(NaN);
  assertEquals(first.value, rest.events[0]);
  assertEquals(textOf(finish(resumed).outcome), textOf(rest.outcome));
});

Deno.test("execute refuses checkpoints of another plan or place, saying what does not fit", async () => {
  const dataset = await loadDigitsOf(TINY);
  const { checkpoint } = checkpointsOf(TINY, dataset).taken[3]!;
  const resumed = (plan: Plan, from: Checkpoint) => () =>
    execute(plan, dataset, kernels(), from).next();
  const progress = (change: object) => ({
    ...checkpoint,
    progress: { ...checkpoint.progress, ...change },
  });

  const wide = { ...TINY, model: { ...TINY.model, hidden: [13] } };
  const wrong: [() => unknown, ErrorConstructor, string][] = [
    [
      resumed(wide, checkpoint),
      RangeError,
      "Cannot restore parameters: it holds 910 numbers; the plan needs 985",
    ],
    [resumed(FULL, checkpoint), RangeError, "Cannot restore parameters"],
    [
      resumed({ ...TINY, optimizer: { kind: "momentum", learningRate: 0.1, momentum: 0.9 } }, {
        ...checkpoint,
      }),
      RangeError,
      "Cannot restore optimizer/velocity: it is missing",
    ],
    [
      resumed(TINY, {
        ...checkpoint,
        arrays: { ...checkpoint.arrays, "optimizer/m": new Float32Array(910) },
      }),
      RangeError,
      'Cannot restore "optimizer/m": the plan has only parameters',
    ],
    [
      resumed(TINY, {
        ...checkpoint,
        arrays: { ...checkpoint.arrays, "parameters": new Float64Array(910) },
      }),
      TypeError,
      "Cannot restore parameters from a Float64Array: the kernels use a Float32Array",
    ],
    [
      resumed(TINY, { ...checkpoint, arrays: { parameters: new Float32Array(910) } }),
      RangeError,
      "Cannot restore parameters: it is missing",
    ],
    ...[{ step: -1 }, { step: 1.5 }, { step: NaN }, { step: 16 }, { step: 5, evaluations: 0 }].map((
      change,
    ): [() => unknown, ErrorConstructor, string] => [
      resumed(TINY, progress(change)),
      RangeError,
      "a run of 15 steps, 5 in an epoch, does not reach it",
    ]),
  ];
  for (const [attempt, kind, message] of wrong) {
    assertStringIncludes(assertThrows(attempt, kind).message, message);
  }
});
