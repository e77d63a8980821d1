import { assertEquals, assertThrows } from "@std/assert";
import { BadInput } from "@samebit/input";
import { checkPlan } from "./check_plan.ts";
import { expand } from "./expand.ts";
import { resolve } from "./resolve.ts";
import { SMALL, SMALL_PLAN } from "./testing/experiments.ts";

const withModel = (changes: object) => ({
  ...SMALL_PLAN,
  model: { ...SMALL_PLAN.model, ...changes },
});

const throughJson = (value: unknown) => JSON.parse(JSON.stringify(value));

Deno.test("checkPlan gives back every plan that settings resolve to", () => {
  const models = [
    {},
    { weightScale: 0.1 },
    { initialization: "xavier" as const },
    { normalization: "batch" as const },
  ];
  for (const model of models) {
    const settings = { ...SMALL.base, model: { ...SMALL.base.model, ...model } };
    const plan = resolve(settings, 7);
    assertEquals(checkPlan(throughJson(plan), "a plan"), plan);
  }
  for (const { plan } of expand(SMALL)) assertEquals(checkPlan(throughJson(plan), "it"), plan);
});

Deno.test("checkPlan takes the trials of a search whose chosen runs keep predictions", () => {
  const base = { ...SMALL.base, evaluation: { predictions: true } };
  const trials = expand({ ...SMALL, base, tune: { l2: [0, 0.1] } });
  assertEquals(trials.some(({ plan }) => plan.evaluation.test), false);
  for (const { plan } of trials) assertEquals(checkPlan(throughJson(plan), "it"), plan);
});

Deno.test("checkPlan refuses what is not a plan of this version, and says where", () => {
  const cases: [unknown, string][] = [
    [undefined, "here: "],
    ["plan", "here: "],
    [{ ...SMALL_PLAN, batchSize: 0 }, "here: batchSize: cannot be 0"],
    [{ ...SMALL_PLAN, surprise: 1 }, "here: surprise: unknown field"],
    [{ ...SMALL_PLAN, seed: -1 }, "here: seed: "],
    [
      withModel({ initialization: { kind: "scaled", weightScale: -1 } }),
      "here: model.initialization.weightScale: cannot be -1; wanted a number from 0",
    ],
    [withModel({ weightScale: 0.1 }), 'here: model.weightScale: unknown field of network "fully'],
    [withModel({ initialization: "he" }), 'here: model.initialization: cannot be "he"'],
    [withModel({ normalization: "none" }), "was resolved by a different version"],
    [
      { ...SMALL_PLAN, dataset: { ...SMALL_PLAN.dataset, kind: "csv", file: "../../etc/passwd" } },
      "here: dataset.file: ",
    ],
    [{ ...SMALL_PLAN, loss: { kind: "softmax" } }, "was resolved by a different version"],
  ];
  for (const [plan, message] of cases) {
    assertThrows(() => checkPlan(plan, "here"), BadInput, message);
  }
});
