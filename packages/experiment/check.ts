/**
 * Checks an experiment as it came out of its file, and names every fault with its exact place:
 * `experiments/x.ts: compare.optimizer.adam.kind: unknown update rule "adamm", did you mean "adam"?`
 *
 * @module
 */
import { z } from "zod";
import { BadInput } from "./bad_input.ts";
import type { Experiment } from "./experiment.ts";
import { type Choice, type Combination, combine, depthOf, labelled, variantOf } from "./expand.ts";
import { folderLabel, isLabel } from "./identifiers.ts";
import {
  fraction,
  kinds,
  meant,
  nameOr,
  notNegative,
  number,
  object,
  positive,
  quote,
  ratio,
  type Schema,
  whole,
  words,
} from "./schema.ts";

const text = z.string({ error: "wants a text" }).min(1, { error: "must not be empty" });
const epsilon = positive.optional();
const learningRate = number("a number from 0, such as 1e-3", (value) => value >= 0);
const warmupSteps = whole(0).optional();

const split = {
  trainExamples: z.union([z.literal("all"), z.int().min(1)], {
    error: 'wants "all" or a whole number from 1',
  }).optional(),
  splitSeed: whole(0).optional(),
  preprocess: words("preprocessing", "none", "subtract-mean", "standardize").optional(),
};

const SETTINGS = {
  dataset: kinds("data set", {
    digits: {
      ...split,
      validationExamples: whole(1).optional(),
      testExamples: whole(1).optional(),
    },
    csv: {
      ...split,
      validationExamples: whole(1),
      testExamples: whole(1),
      file: text,
      header: words("header", "names", "none", "counts").optional(),
      label: z.union([z.string(), z.int()], { error: "wants a column's name or index" }).optional(),
    },
  }),
  model: object({
    kind: words("network", "fully-connected"),
    hidden: z.array(whole(1), { error: "wants a list of layer sizes, such as [100, 100]" }),
    normalization: nameOr("normalization", {
      none: {},
      batch: { epsilon, momentum: fraction.optional() },
      layer: { epsilon },
    }).optional(),
    keepRatio: ratio.optional(),
    weightScale: notNegative.optional(),
    initialization: words("initialization", "he", "xavier").optional(),
  }).refine(
    ({ weightScale, initialization }) => weightScale === undefined || initialization === undefined,
    { error: "has both weightScale and initialization; give one of them" },
  ),
  loss: nameOr("loss", { softmax: { labelSmoothing: fraction.optional() }, hinge: {} }).optional(),
  l2: notNegative.optional(),
  optimizer: kinds("update rule", {
    sgd: { learningRate },
    momentum: { learningRate, momentum: fraction.optional() },
    nesterov: { learningRate, momentum: fraction.optional() },
    rmsprop: { learningRate, decay: fraction.optional(), epsilon },
    adagrad: { learningRate, epsilon },
    adam: { learningRate, beta1: fraction.optional(), beta2: fraction.optional(), epsilon },
    adamw: {
      learningRate,
      beta1: fraction.optional(),
      beta2: fraction.optional(),
      epsilon,
      weightDecay: notNegative.optional(),
    },
  }),
  schedule: nameOr("schedule", {
    "constant": { warmupSteps },
    "step-decay": { warmupSteps, every: whole(1).optional(), factor: ratio.optional() },
    "epoch-decay": { warmupSteps, factor: ratio.optional() },
    "cosine": {
      warmupSteps,
      finalFactor: number("a number from 0 to 1", (v) => v >= 0 && v <= 1).optional(),
    },
  }).optional(),
  clipping: nameOr("clipping", {
    "none": {},
    "value": { limit: positive },
    "global-norm": { limit: positive },
  }).optional(),
  batchSize: whole(1).optional(),
  epochs: whole(1),
  sampling: words("sampling", "shuffled", "with-replacement").optional(),
  stopping: nameOr("stopping rule", {
    none: {},
    plateau: {
      metric: words("metric", "validationAccuracy", "validationLoss"),
      patience: whole(1),
    },
  }).optional(),
  evaluation: object({
    trainExamples: whole(1).optional(),
    test: z.boolean({ error: "wants true or false" }).optional(),
  }).optional(),
} satisfies Record<keyof Experiment["base"], Schema>;

const NESTED = {
  dataset: ["validationExamples", "testExamples", ...Object.keys(split), "file", "header", "label"],
  model: ["hidden", "normalization", "keepRatio", "weightScale", "initialization"],
  loss: ["labelSmoothing"],
  optimizer: [
    "learningRate",
    "momentum",
    "decay",
    "epsilon",
    "beta1",
    "beta2",
    "weightDecay",
  ],
  schedule: ["warmupSteps", "every", "factor", "finalFactor"],
  clipping: ["limit"],
  evaluation: ["trainExamples"],
} as const;

const AXES: readonly string[] = [
  "variant",
  ...Object.keys(SETTINGS),
  ...Object.entries(NESTED).flatMap(([field, keys]) => keys.map((key) => `${field}.${key}`)),
];

const METRICS = [
  "trainLoss",
  "trainAccuracy",
  "validationLoss",
  "validationAccuracy",
  "bestValidationAccuracy",
  "testAccuracy",
  "testLoss",
] as const;

const variantName = text.optional();

const EXPERIMENT: Schema = object({
  title: text,
  question: text,
  expectation: text,
  base: object(SETTINGS),
  compare: z.unknown().superRefine(checkAxes).optional(),
  tune: z.unknown().superRefine(checkAxes).optional(),
  seeds: z.array(whole(0), { error: "wants a list of whole numbers, such as [1, 2, 3]" })
    .min(1, { error: "is empty; wanted at least one seed, such as [1, 2, 3]" })
    .superRefine((seeds, context) => {
      const twice = seeds.find((seed, i) => seeds.indexOf(seed) !== i);
      if (twice !== undefined) {
        context.addIssue({ code: "custom", message: `names seed ${quote(twice)} twice` });
      }
    }),
  claims: z.array(
    object({
      says: text,
      metric: words("metric", ...METRICS),
      lower: variantName,
      higher: variantName,
      than: z.union([z.string(), z.number()], { error: "wants a variant or a number" }),
      must: z.boolean({ error: "wants true or false" }).optional(),
    }).refine(({ lower, higher }) => (lower === undefined) !== (higher === undefined), {
      error: "wants either lower or higher, naming a variant",
    }),
    { error: "wants a list of claims" },
  ).optional(),
});

/**
 * The experiment, checked.
 *
 * @param value What the file exports.
 * @param file The file's name, for the message.
 * @throws {BadInput} Every fault with its place, a line each.
 */
export function checkExperiment(value: unknown, file: string): Experiment {
  const parsed = EXPERIMENT.safeParse(value);
  if (!parsed.success) {
    throw new BadInput(file, faults(parsed.error).join(`\n${file}: `));
  }
  const experiment = value as Experiment;
  checkCombinations(experiment, file);
  checkClaims(experiment, file);
  return experiment;
}

function faults(error: z.ZodError): string[] {
  return error.issues.map(({ path, message }) => {
    const place = path.map(String).join(".");
    return place === "" ? `the default export ${message}` : `${place}: ${message}`;
  });
}

function checkAxes(axes: unknown, context: z.RefinementCtx): void {
  const complain = (path: string[], message: string) =>
    context.addIssue({ code: "custom", path, message });
  if (axes === undefined) return;
  if (typeof axes !== "object" || axes === null || Array.isArray(axes)) {
    return complain([], "wants an object of axes, such as { batchSize: [50, 100] }");
  }
  for (const [axis, values] of Object.entries(axes)) {
    if (!AXES.includes(axis)) {
      complain([axis], `unknown axis${meant(axis, AXES)}`);
    } else if (typeof values !== "object" || values === null) {
      complain([axis], "wants values by label, or a list of numbers, words or truth values");
    } else {
      const pairs = labelled(values);
      if (pairs.length === 0) complain([axis], "is empty; wanted at least one value");
      const seen = new Set<string>();
      for (const [label, value] of pairs) {
        if (!isLabel(label)) {
          complain([axis, quote(label)], "is no label; wanted letters, digits, blanks and . _ + -");
        }
        if (seen.has(label)) complain([axis], `names ${quote(label)} twice`);
        seen.add(label);
        if (Array.isArray(values) && typeof value === "object") {
          complain([axis], "lists an object; give it a label: { label: value }");
        }
      }
    }
  }
}

/** Checks what every combination of values makes of the base, naming the axis at fault. */
function checkCombinations(experiment: Experiment, file: string): void {
  const settings = object(SETTINGS);
  const seen = new Set<string>();
  for (const combination of combine(experiment)) {
    const parsed = settings.safeParse(combination.settings);
    if (!parsed.success) {
      const lines = parsed.error.issues.map(({ path, message }) =>
        `${placeOf(combination, path.map(String))}: ${message}`
      );
      throw new BadInput(file, lines.join(`\n${file}: `));
    }
    const { compared, tuned } = combination;
    const name = folderLabel([...compared, ...tuned].map(({ label }) => label));
    const twin = JSON.stringify([variantOf(combination), tuned.map(({ label }) => label)]);
    if (seen.has(twin)) throw new BadInput(file, `compare: two variants are both called ${name}`);
    seen.add(twin);
  }
}

/** Where the value at a path of a combination's settings was written. */
function placeOf({ compared, tuned }: Combination, path: readonly string[]): string {
  const [field = "", key] = path;
  const wrote = ({ axis, value }: Choice) =>
    axis === "variant"
      ? Object.hasOwn(value as object, field)
      : axis === field || axis === `${field}.${key}`;
  const sources = [
    ...compared.map((choice) => ({ from: "compare", choice })),
    ...tuned.map((choice) => ({ from: "tune", choice })),
  ].filter(({ choice }) => wrote(choice));
  const last = sources.toSorted((a, b) => depthOf(b.choice.axis) - depthOf(a.choice.axis))[0];
  if (last === undefined) return ["base", ...path].join(".");
  const { from, choice: { axis, label } } = last;
  return [from, axis, label, ...path.slice(depthOf(axis))].join(".");
}

function checkClaims(experiment: Experiment, file: string): void {
  const variants = [...new Set(combine(experiment).map(variantOf))];
  for (const [i, claim] of (experiment.claims ?? []).entries()) {
    for (const field of ["lower", "higher", "than"] as const) {
      const name = claim[field];
      if (typeof name !== "string" || variants.includes(name)) continue;
      const place = `claims.${i}.${field}`;
      throw new BadInput(file, `${place}: unknown variant ${quote(name)}${meant(name, variants)}`);
    }
  }
}
