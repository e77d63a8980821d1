import { assertStringIncludes, assertThrows } from "@std/assert";
import { BadInput } from "@samebit/input";
import { planExperiment } from "@samebit/sweep";
import { checkAccumulation } from "./accumulation.ts";

const FILE = "experiments/update-rules.ts";
const planned = await planExperiment(FILE, { dataDir: "data" });
/** A run of a minibatch that no memory holds, but a third of it. */
const run = planned.runs.map((run) => {
  const model = { ...run.plan.model, hidden: Array(100).fill(250) } as typeof run.plan.model;
  const evaluation = { ...run.plan.evaluation, layers: { every: 0 } };
  return { ...run, plan: { ...run.plan, model, evaluation, batchSize: 15_000 } };
})[0]!;

Deno.test("checkAccumulation says before anything runs that a minibatch needs pieces, and how many are too few", () => {
  const refusalOf = (accumulate?: number) =>
    assertThrows(
      () =>
        checkAccumulation(FILE, [run], {
          name: "reference",
          ...(accumulate !== undefined && { accumulate }),
        }),
      BadInput,
    ).message;
  assertStringIncludes(refusalOf(), "several pieces (--accumulate)");
  assertStringIncludes(refusalOf(2), "for each of 2 pieces; wanted at most 268435456");
  checkAccumulation(FILE, [run], { name: "reference", accumulate: 3 });
});
