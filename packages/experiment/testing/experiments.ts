/**
 * A small experiment for tests, as its file would export it, and ways to spoil it. Not part of the
 * package.
 */
import { assert, assertEquals, assertThrows } from "@std/assert";
import { BadInput } from "@samebit/input";
import { checkExperiment } from "../check.ts";
import type { Experiment } from "../experiment.ts";
import { resolve } from "../resolve.ts";
import type { Plan } from "@samebit/solver";

/** A declaration that can be changed at will. */
// deno-lint-ignore no-explicit-any -- what is wrong about an experiment has no type
export type Draft = any;

/** Four runs of two epochs of two steps. */
export const SMALL = {
  title: "Two rates",
  question: "Which learning rate is better?",
  expectation: "The larger one",
  base: {
    dataset: { kind: "digits", trainExamples: 40, validationExamples: 20, testExamples: 20 },
    model: { kind: "fully-connected", hidden: [8], weightScale: 0.1 },
    optimizer: { kind: "sgd", learningRate: 0.01 },
    batchSize: 20,
    epochs: 2,
  },
  compare: {
    optimizer: {
      slow: { kind: "sgd", learningRate: 0.01 },
      fast: { kind: "momentum", learningRate: 0.1 },
    },
  },
  seeds: [1, 2],
  claims: [{ says: "Fast is better", metric: "trainLoss", lower: "fast", than: "slow" }],
} as const satisfies Experiment;

/** The first plan of the small experiment: two epochs of two steps. */
export const SMALL_PLAN = resolve({ ...SMALL.base, loss: "softmax" }, 1) as Plan & {
  readonly model: Extract<Plan["model"], { readonly kind: "fully-connected" }>;
};

/** The small experiment with something changed. */
export function spoiled(change: (draft: Draft) => void): unknown {
  const draft: Draft = structuredClone(SMALL);
  change(draft);
  return draft;
}

/** Checks that the small experiment, changed so, is refused with exactly these lines. */
export function assertRefused(change: (draft: Draft) => void, ...lines: string[]): void {
  const value = spoiled(change);
  const error = assertThrows(() => checkExperiment(value, "experiments/x.ts"), BadInput);
  assertEquals(error.message.split("\n"), lines.map((line) => `experiments/x.ts: ${line}`));
  assertEquals(error.place, "experiments/x.ts");
}

/** Checks that the small experiment, changed so, is accepted; returns it. */
export function assertAccepted(change: (draft: Draft) => void): Experiment {
  const value = spoiled(change);
  const checked = checkExperiment(value, "experiments/x.ts");
  assert(checked === value);
  return checked;
}

/** What is done to the small experiment, and every line of the refusal after the file's name. */
export type Refusal = readonly [change: (draft: Draft) => void, ...lines: string[]];

/** A test for each kind of fault: that every case of it is refused. */
export function refusals(name: string, cases: readonly Refusal[]): void {
  Deno.test(`checkExperiment refuses ${name}, with the place of each`, () => {
    for (const [change, ...lines] of cases) assertRefused(change, ...lines);
  });
}

/** The small experiment on a table instead of digits. */
export function onTable(fields: object): (draft: Draft) => void {
  return (draft) => {
    draft.base.dataset = { kind: "csv", validationExamples: 5, testExamples: 5, ...fields };
  };
}
