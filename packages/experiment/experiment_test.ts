/** What the compiler says of experiments while they are written; `@ts-expect-error` is the test. */
import { assertThrows } from "@std/assert";
import { BadInput } from "@samebit/input";
import { checkExperiment } from "./check.ts";
import type { Experiment } from "./experiment.ts";
import { SMALL } from "./testing/experiments.ts";

const { base, claims: [claim] } = SMALL;
const { model } = base;
const sgd = base.optimizer;

/** Each is wrong in one place, which both the compiler and the checker see. */
const WRONG: readonly unknown[] = [
  // @ts-expect-error a misspelt field
  { ...SMALL, titel: "x" } satisfies Experiment,
  // @ts-expect-error a misspelt field of a field
  { ...SMALL, base: { ...base, model: { ...model, weigthScale: 1 } } } satisfies Experiment,
  // @ts-expect-error an unknown update rule
  { ...SMALL, base: { ...base, optimizer: { ...sgd, kind: "adamm" } } } satisfies Experiment,
  // @ts-expect-error a field of another update rule
  { ...SMALL, base: { ...base, optimizer: { ...sgd, momentum: 0.9 } } } satisfies Experiment,
  // @ts-expect-error no learning rate
  { ...SMALL, base: { ...base, optimizer: { kind: "adam" } } } satisfies Experiment,
  // @ts-expect-error a table without its file
  { ...SMALL, base: { ...base, dataset: { kind: "csv" } } } satisfies Experiment,
  // @ts-expect-error a number as a text
  { ...SMALL, base: { ...base, epochs: "2" } } satisfies Experiment,
  // @ts-expect-error clipping that needs a limit, by name alone
  { ...SMALL, base: { ...base, clipping: "value" } } satisfies Experiment,
  // @ts-expect-error an unknown axis
  { ...SMALL, compare: { "optimizer.learningrate": [1] }, claims: [] } satisfies Experiment,
  // @ts-expect-error a value that cannot stand on an axis
  { ...SMALL, compare: { sampling: ["shufled"] }, claims: [] } satisfies Experiment,
  // @ts-expect-error an unknown rule on an axis
  { ...SMALL, tune: { optimizer: { a: { kind: "adamm", learningRate: 1 } } } } satisfies Experiment,
  // @ts-expect-error what is measured cannot vary
  { ...SMALL, tune: { variant: { a: { evaluation: {} } } } } satisfies Experiment,
  // @ts-expect-error an unknown range
  { ...SMALL, tune: { l2: { range: "logg", from: 1, to: 2 } } } satisfies Experiment,
  // @ts-expect-error a range of what is not a number
  { ...SMALL, tune: { sampling: { range: "log", from: 1, to: 2 } } } satisfies Experiment,
  // @ts-expect-error a range of what is compared
  { ...SMALL, compare: { l2: { range: "log", from: 1, to: 2 } }, claims: [] } satisfies Experiment,
  // @ts-expect-error a search without its number of trials
  { ...SMALL, tune: { l2: [1, 2] }, search: { kind: "random" } } satisfies Experiment,
  // @ts-expect-error a field of another search
  { ...SMALL, tune: { l2: [1, 2] }, search: { kind: "grid", eta: 3 } } satisfies Experiment,
  // @ts-expect-error an unknown metric
  { ...SMALL, claims: [{ ...claim, metric: "loss" }] } satisfies Experiment,
];

Deno.test("Experiment and checkExperiment refuse the same mistakes", () => {
  for (const [i, wrong] of WRONG.entries()) {
    assertThrows(() => checkExperiment(wrong, "x.ts"), BadInput, "x.ts: ", `mistake ${i}`);
  }
});
