/** A run by an update rule that is not the project's, handed over with the data. */
import { assertEquals, assertThrows } from "@std/assert";
import { createReferenceKernels, createWasmKernels, type Kernels } from "@samebit/tensors";
import { LEARNING_RATE, type OptimizerKind } from "@samebit/optimizers";
import { execute } from "./execute.ts";
import type { Plan } from "./plan.ts";
import { finish, FULL, lineOf, loadDigitsOf, textOf } from "./testing_plans.ts";

const FIELDS = { learningRate: { ...LEARNING_RATE, example: 0.01 } };

/** A rule of plain loops with a state. */
const SIGNS: OptimizerKind<typeof FIELDS> = {
  fields: FIELDS,
  create(_config, kernels, length) {
    const m = kernels.allocate(length);
    return {
      state: { m },
      update({ values, gradients, rate, start, length }) {
        for (let i = 0; i < length; i++) {
          m[start + i] = 0.9 * m[start + i]! + 0.1 * gradients[i]!;
          values[i] = values[i]! - rate * Math.sign(m[start + i]!);
        }
      },
    };
  },
};

const PLAN: Plan = {
  ...FULL,
  // As a plan has it whose rule no type knows.
  optimizer: { kind: "own-signs", learningRate: 0.01 } as never,
  kinds: { "own-signs": "1".repeat(64) },
};

const dataset = await loadDigitsOf(PLAN);
const own = { optimizers: { "own-signs": SIGNS as never } };

function made(kernels: Kernels): string[] {
  const { events, outcome } = finish(execute(PLAN, { ...dataset, own }, kernels));
  return [...events.map(lineOf), textOf(outcome)];
}

Deno.test("execute gives the same bits with a rule of plain loops on each kernels", () => {
  const kernels = createWasmKernels();
  try {
    assertEquals(made(kernels), made(createReferenceKernels("float32")));
  } finally {
    kernels.close();
  }
});

Deno.test("execute goes on with such a rule from a checkpoint to the same bits", () => {
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

Deno.test("execute refuses a rule whose code was not handed over, by name", () => {
  const kernels = createReferenceKernels("float32");
  assertThrows(
    () => [...execute(PLAN, dataset, kernels)],
    RangeError,
    "Cannot train by own-signs: its code is not here",
  );
});
