/**
 * Made-up experiments for tests of pages and charts: what was compared and how fast each variant
 * learns. `sample_logs.ts` makes their logs.
 */
import type { Claim, JsonObject } from "@samebit/runlog";

/** One variant of a made-up experiment. */
export interface SampleVariant {
  /** The label of the variant. */
  readonly label: string;
  /** Its update rule, as a plan says it. */
  readonly optimizer: JsonObject;
  /** How fast the loss falls, for each step. */
  readonly rate: number;
  /** The loss it falls to. */
  readonly floor: number;
  /** Label by compared axis; that of the optimizer where absent. */
  readonly compared?: Readonly<Record<string, string>>;
  /** Chosen label by tuned axis. */
  readonly tuned?: Readonly<Record<string, string>>;
}

/** A made-up experiment. */
export interface SampleExperiment {
  /** The name of the experiment. */
  readonly slug: string;
  /** Its title. */
  readonly title: string;
  /** What it asks. */
  readonly question: string;
  /** What is expected. */
  readonly expectation: string;
  /** Its variants. */
  readonly variants: readonly SampleVariant[];
  /** The seeds of each. */
  readonly seeds: readonly number[];
  /** Epochs of a run. */
  readonly epochs: number;
  /** Updates of an epoch. */
  readonly stepsPerEpoch: number;
  /** What it claims. */
  readonly claims: readonly Claim[];
  /** What its data warn of. */
  readonly warnings: readonly string[];
  /** Whether the test split is measured. */
  readonly test: boolean;
  /** Whether the learning rate falls from step to step. */
  readonly decay?: boolean;
  /** Whether layers are measured and predictions kept. */
  readonly looked?: boolean;
}

/** Five update rules, three seeds: the shape of the default experiment. */
export const UPDATE_RULES: SampleExperiment = {
  slug: "update-rules",
  title: "Update rules compared",
  question: "Which update rule trains a five-hidden-layer network fastest?",
  expectation: "Adam and RMSProp first, then momentum, plain SGD last",
  variants: [
    sample("sgd", 0.0012, 0.3, 1e-2),
    sample("momentum", 0.008, 0.05, 1e-2),
    sample("rmsprop", 0.02, 0.02, 1e-4),
    sample("adam", 0.03, 0.012, 1e-3),
    sample("adagrad", 0.012, 0.08, 1e-2),
  ],
  seeds: [1, 2, 3],
  epochs: 10,
  stepsPerEpoch: 40,
  claims: [
    {
      says: "Momentum ends with a lower training loss than SGD",
      metric: "trainLoss",
      lower: "momentum",
      than: "sgd",
    },
    {
      says: "Adam reaches 95 % on the test split",
      metric: "testAccuracy",
      higher: "adam",
      than: 0.95,
      must: true,
    },
    {
      says: "RMSProp beats Adam on the test split",
      metric: "testAccuracy",
      higher: "rmsprop",
      than: "adam",
    },
    {
      says: "SGD ends lower than AdaGrad",
      metric: "trainLoss",
      lower: "sgd",
      than: "adagrad",
    },
  ],
  warnings: [],
  test: true,
};

/** Two variants, two seeds, few rows: small enough to be read in golden files. */
export const SMALL: SampleExperiment = {
  ...UPDATE_RULES,
  slug: "small",
  variants: UPDATE_RULES.variants.slice(2, 4),
  seeds: [1, 2],
  epochs: 2,
  stepsPerEpoch: 3,
  claims: UPDATE_RULES.claims.slice(1, 3),
  warnings: ["These numbers are made up"],
};

/** The small one with layers measured and predictions kept. */
export const LOOKED: SampleExperiment = { ...SMALL, slug: "looked", looked: true };

/** Two rules, each tuned over two axes: what a sweep leaves. */
export const TUNED: SampleExperiment = {
  ...SMALL,
  slug: "tuned",
  variants: ["momentum", "adam"].flatMap((label, which) =>
    ["0.001", "0.01", "0.1"].flatMap((rate, at) =>
      ["25", "100"].map((batchSize, size) => ({
        ...sample(label, 0.01 * (1 + at * (2 - at) + 0.3 * which + 0.1 * size), 0.01, Number(rate)),
        tuned: { "optimizer.learningRate": rate, batchSize },
      }))
    )
  ),
  claims: [],
};

/** Two depths, each with four scales of the first weights: a compared axis of numbers. */
export const SCALES: SampleExperiment = {
  ...SMALL,
  slug: "scales",
  variants: ["three", "five"].flatMap((depth, which) =>
    ["0.01", "0.03", "0.1", "0.3"].map((scale, at) => ({
      ...sample(`${depth}, ${scale}`, 0.002 * (1 + at) * (2 - which), 0.05, 1e-2),
      compared: { "variant": depth, "model.weightScale": scale },
    }))
  ),
  claims: [],
};

/** Text that breaks pages that do not escape it. */
export const HOSTILE: string = [
  `</script><script>globalThis.broken = 1</script><img src=x onerror="globalThis.broken=2">`,
  `"'><svg onload=globalThis.broken=3>&amp;<!-- ]]> {{7*7}} \${7*7} =HYPERLINK("x") @x \u0000`,
  `\u202eright to left\u2066\u2028\u2029\u200f ${"long".repeat(2500)}`,
].join(" ");

/** The same without double braces, which refer to numbers of runs where prose may stand. */
const HOSTILE_PROSE = HOSTILE.replaceAll("{{7*7}}", "{ {7*7} }");

/** A sample with hostile text in every field that takes text. */
export function hostileSample(): SampleExperiment {
  const [a, b] = UPDATE_RULES.variants;
  return {
    ...SMALL,
    slug: "hostile",
    looked: true,
    title: HOSTILE,
    question: HOSTILE_PROSE,
    expectation: HOSTILE_PROSE,
    variants: [
      { ...a!, label: HOSTILE, optimizer: { kind: HOSTILE }, tuned: { [HOSTILE]: HOSTILE } },
      { ...a!, label: HOSTILE, optimizer: { [HOSTILE]: HOSTILE }, tuned: { [HOSTILE]: "=1+1" } },
      { ...b!, label: "<b>momentum</b>" },
    ],
    claims: [
      { says: HOSTILE_PROSE, metric: "trainLoss", lower: HOSTILE, than: "<b>momentum</b>" },
      { says: HOSTILE_PROSE, metric: "trainLoss", lower: "<i>", than: HOSTILE },
    ],
    warnings: [HOSTILE],
  };
}

/** A variant by its speed. */
export function sample(
  label: string,
  rate: number,
  floor: number,
  learningRate: number,
): SampleVariant {
  return { label, rate, floor, optimizer: { kind: label, learningRate } };
}
