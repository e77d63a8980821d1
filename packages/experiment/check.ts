/**
 * Checks an experiment as it came out of its file, and names every fault with its exact place:
 * `experiments/x.ts: compare.optimizer.adam.kind: unknown update rule "adamm", did you mean "adam"?`
 *
 * @module
 */
import { z } from "zod";
import { axesWith } from "./axes.ts";
import { faultsOfAxes, faultsOfCombinations, faultsOfSweep } from "./check_axes.ts";
import type { DeclaredExperiment, Experiment } from "./experiment.ts";
import { faultsOfClaims } from "./check_claims.ts";
import { faultsOfEvaluation } from "./check_evaluation.ts";
import {
  type Fault,
  faultsOf,
  findTwice,
  FROM_0,
  list,
  object,
  quote,
  refuseFaults,
  type Schema,
  schemaFieldsOf,
  schemaOf,
  TEXT,
} from "@samebit/input";
import { CLAIM_FIELDS, REPORT } from "@samebit/statements";
import { faultsOfSearch, SEARCH } from "./search_schema.ts";
import { NO_OWN_KINDS, type OwnKinds } from "./own_kinds/own_kinds.ts";
import { settingsWith } from "./settings_schema.ts";

const seeds = list(schemaOf(FROM_0), "a list of whole numbers, such as [1, 2, 3]")
  .min(1, { error: "is empty; wanted at least one seed, such as [1, 2, 3]" })
  .superRefine((seeds, context) => {
    const twice = findTwice(seeds);
    if (twice !== undefined) {
      context.addIssue({ code: "custom", message: `names seed ${quote(twice)} twice` });
    }
  });

const claim = object(schemaFieldsOf(CLAIM_FIELDS)).refine(
  ({ lower, higher, near, equivalent }) =>
    [lower, higher, near, equivalent].filter((side) => side !== undefined).length === 1,
  { error: "needs one of lower, higher, near and equivalent, naming a variant" },
).refine(
  ({ near, within, than }) =>
    near === undefined
      ? within === undefined
      : within !== undefined && typeof than === "number" && than !== 0,
  {
    error: "needs near together with within, such as 1e-12, and a number other than 0 in than",
  },
).refine(
  ({ equivalent, margin, than }) =>
    equivalent === undefined
      ? margin === undefined
      : margin !== undefined && typeof than === "string",
  { error: "needs equivalent together with margin, such as 0.01, and a variant in than" },
);

const axes = (isTuned: boolean, known: readonly string[]) =>
  z.unknown().superRefine((axes, context) => {
    for (const { path, message } of faultsOfAxes(axes, isTuned, known)) {
      context.addIssue({ code: "custom", path: [...path], message });
    }
  });

/** The schema of an experiment, given its folder's own kinds. */
function experimentWith(own: OwnKinds): Schema {
  const known = axesWith(own);
  return object({
    title: schemaOf(TEXT),
    question: schemaOf(TEXT),
    expectation: schemaOf(TEXT),
    answer: schemaOf(TEXT).optional(),
    base: settingsWith(own),
    compare: axes(false, known).optional(),
    tune: axes(true, known).optional(),
    search: SEARCH.optional(),
    seeds,
    claims: list(claim, "a list of claims").optional(),
    report: REPORT.optional(),
  });
}

const EXPERIMENT = experimentWith(NO_OWN_KINDS);

/**
 * The experiment, checked.
 *
 * @param value What the file exports.
 * @param file The file's name, for the message.
 * @param own The kinds of its folder's own that it names.
 * @throws {BadInput} Every fault with its place, a line each.
 *
 * @example
 * ```ts
 * import { BadInput } from "@samebit/input";
 * import { checkExperiment } from "@samebit/experiment";
 * import { assertEquals, assertThrows } from "@std/assert";
 *
 * const declared = {
 *   title: "Two rates",
 *   question: "Which learning rate is better?",
 *   expectation: "The larger one",
 *   base: {
 *     dataset: { kind: "digits" },
 *     model: { kind: "fully-connected", hidden: [10] },
 *     optimizer: { kind: "sgd", learningRate: 0.01 },
 *     epochs: 1,
 *   },
 *   compare: { "optimizer.learningRate": [0.01, 0.1] },
 *   seeds: [1],
 * };
 * assertEquals(checkExperiment(declared, "rates.ts").title, "Two rates");
 * assertThrows(
 *   () => checkExperiment({ ...declared, seeds: [] }, "rates.ts"),
 *   BadInput,
 *   "rates.ts: seeds: is empty; wanted at least one seed, such as [1, 2, 3]",
 * );
 * ```
 */
export function checkExperiment(
  value: unknown,
  file: string,
  own: OwnKinds = NO_OWN_KINDS,
): DeclaredExperiment {
  const refuse = (faults: readonly Fault[]) =>
    refuseFaults(file, faults.map(withPlaceOfKinds), "the default export ");
  const hasOwn = Object.keys(own).length > 0;
  refuse(faultsOf(hasOwn ? experimentWith(own) : EXPERIMENT, value));
  const experiment: DeclaredExperiment = hasOwn
    ? { ...value as Experiment, own }
    : value as Experiment;
  refuse(below("base", faultsOfEvaluation(experiment.base)));
  refuse(faultsOfSearch(experiment));
  refuse(faultsOfSweep(experiment));
  refuse(faultsOfCombinations(experiment));
  refuse(faultsOfClaims(experiment));
  return experiment;
}

/** A name of a kind of one's own is unknown where the folder does not list it. */
function withPlaceOfKinds(fault: Fault): Fault {
  return /^unknown [a-z ]+ "own-/.test(fault.message)
    ? {
      ...fault,
      message: `${fault.message}; list kinds of your own in deno.json, see docs/own-kinds.md`,
    }
    : fault;
}

function below(place: string, faults: readonly Fault[]): Fault[] {
  return faults.map(({ path, message }) => ({ path: [place, ...path], message }));
}
