/**
 * The two JSON files that make logs readable without the code that wrote them: `run.json`, one for
 * each run and the same bytes everywhere, and `experiment.json`, one for each experiment, which
 * says what was asked and which run answers which part of it. Here are their types; their text is
 * written and read in `record_text.ts`.
 */
import type { EpochRow } from "./columns.ts";
import type { ReportItem } from "./report_item.ts";
import { readStepsTo, type StepsTo } from "./steps_to.ts";
import {
  type ChoosingMetric,
  recordsOf,
  type TestMetric,
  testMetric,
  type ViewsMetric,
  viewsMetric,
} from "./tasks/records.ts";
import {
  type EpochFigure,
  type OwnFigure,
  ownFiguresOf,
  TASK_NAMES,
  type TaskName,
} from "./tasks/registry.ts";

/** Anything that survives a JSON round trip. */
export type Json = null | boolean | number | string | readonly Json[] | {
  readonly [key: string]: Json;
};

/** A JSON object. */
export type JsonObject = { readonly [key: string]: Json };

/** How a run ended: all its epochs, early by its plan's rule, or because a number was not finite. */
export type Ended = "completed" | "stopped early" | "diverged";

/**
 * A split's result, measured once: the figures of its task (for classification the accuracy, the
 * share of examples whose highest score is that of their label), and the mean loss without penalty,
 * in nats for softmax.
 */
export type SplitResult = { readonly [Name in OwnFigure]?: number } & {
  /** The mean loss. */
  readonly loss: number;
  /** The number of examples. */
  readonly examples: number;
};

/** What a run found, in the order in which `run.json` holds it. */
export interface RunResult {
  /** Updates made. */
  readonly steps: number;
  /** Epochs finished. */
  readonly epochs: number;
  /** The last row of `epochs.csv`. */
  readonly final: EpochRow;
  /**
   * The row of `epochs.csv` with the best value of the figure by which its task chooses, the
   * earliest of equals.
   */
  readonly best: EpochRow;
  /** The test split under the best weights, only where the plan asks for it. */
  readonly test?: SplitResult;
  /** The task's own figures of the same split by the mean of several views, where a plan asks for them. */
  readonly testViews?: { readonly [Name in OwnFigure]?: number };
  /** The loss of the first step, including the penalty; absent if no step was begun. */
  readonly firstLoss?: number;
  /** For a diverged run: where the first number that is not finite appeared. */
  readonly divergedAt?: { readonly step: number; readonly place: string };
}

/** `run.json`. */
export interface RunRecord {
  /** SHA-256 of (plan, data hash, contract), hexadecimal. */
  readonly identity: string;
  /** The number of the bit contract under which the run was made. */
  readonly contract: number;
  /** The data set's content hash. */
  readonly dataHash: string;
  /** The plan, every default filled in. */
  readonly plan: JsonObject;
  /** Warnings of the data set, such as "not the official files". */
  readonly warnings: readonly string[];
  /**
   * The weight of an example of each class in training, where the plan asks for balanced weights.
   */
  readonly classWeights?: readonly number[];
  /** The names of the table's columns, where the plan asks for their importance. */
  readonly columns?: readonly string[];
  /** Absent until the run is complete. */
  readonly ended?: Ended;
  /** Absent until the run is whole. */
  readonly result?: RunResult;
}

/** The metrics computed from `layers.csv`, if the plan measures layers. */
export const LAYER_METRICS = [
  // The last tenth of the measured steps divided by the first step, over all layers.
  "effectiveLearningRateLeft",
  // The output of the last relu divided by that of the first, in the first step.
  "activationSpreadKept",
  // The mean share over the layers that end in a relu, in the last measured step.
  "deadUnits",
] as const;

/** A metric that has a name of one word. */
export type NamedMetric =
  | EpochFigure
  | ChoosingMetric
  | TestMetric
  | ViewsMetric
  | "firstLoss"
  | typeof LAYER_METRICS[number];

/** A metric that claims, prose and tables may name: a single word, or steps to a target. */
export type MetricName = NamedMetric | StepsTo;

/**
 * The single-word metrics that claims and tables may name for runs of a task: those of the last,
 * the best or the first row, of the test split, or of the layers.
 */
export function metricNamesOf(task: TaskName): readonly NamedMetric[] {
  const { epochs, choosing } = recordsOf(task);
  return [
    ...epochs.flatMap(({ name }) => name === "epoch" ? [] : [name]),
    choosing,
    ...ownFiguresOf(task).map(testMetric),
    testMetric("loss"),
    ...ownFiguresOf(task).map(viewsMetric),
    "firstLoss",
    ...LAYER_METRICS,
  ];
}

/** Whether runs of a task can have a metric of this name, including steps to a target. */
export function isMetricOf(task: TaskName, name: string): name is MetricName {
  return metricNamesOf(task).some((each) => each === name) || readStepsTo(name, task) !== undefined;
}

/** The metrics of every task, each once. */
export const METRIC_NAMES: readonly NamedMetric[] = [...new Set(TASK_NAMES.flatMap(metricNamesOf))];

/** A finding that can be tested: one variant against another, or against a number. */
export interface Claim {
  /** The sentence that is true if the numbers bear it out. */
  readonly says: string;
  /** The number that decides. */
  readonly metric: MetricName;
  /** The variant that is claimed to be lower; give this, `higher`, `near` or `equivalent`. */
  readonly lower?: string;
  /** The variant that is claimed to be higher. */
  readonly higher?: string;
  /** The variant of which every run is claimed to be as near to a number as `within` says. */
  readonly near?: string;
  /** For `near`: the largest difference, as a share of the number. */
  readonly within?: number;
  /** The variant that is claimed to differ from another by less than `margin`. */
  readonly equivalent?: string;
  /** For `equivalent`: what the means may differ by, in the metric's unit. */
  readonly margin?: number;
  /** The variant, or the number, it is compared with. */
  readonly than: string | number;
  /** Whether a refuted claim makes the command end with status 1. */
  readonly must?: boolean;
}

/** One planned run in an experiment. */
export interface PlannedRun {
  /** The compared variant's label, such as `adam` or `batch-scale-0.1`. */
  readonly variant: string;
  /** Chosen label by compared axis. */
  readonly compared: Readonly<Record<string, string>>;
  /** Chosen label by tuned axis; empty where nothing is tuned. */
  readonly tuned: Readonly<Record<string, string>>;
  /** The root seed. */
  readonly seed: number;
  /** The run's identity. */
  readonly identity: string;
  /** The run's folder below the experiment's, such as `runs/adam-seed1-0a1b2c3d`. */
  readonly folder: string;
  /** The epoch after which a search stopped the run; absent for a run that is to be completed. */
  readonly untilEpoch?: number;
}

/** One trial in one round of a search. */
export interface TrailRow {
  /** The label of the variant for which it was tried. */
  readonly variant: string;
  /** The round in which it was requested, from 1. */
  readonly round: number;
  /** Its number in the search of this variant, from 1, in the order of proposals. */
  readonly trial: number;
  /** The label of its value by tuned axis. */
  readonly tuned: Readonly<Record<string, string>>;
  /** Up to which epoch it was run. */
  readonly epochs: number;
  /**
   * The mean over the seeds of the best value so far in the column that decides, whose name it has
   * in `experiment.json`; NaN if one diverged.
   */
  readonly score: number;
  /**
   * What became of it: promoted to the next round, stopped, completed, or, among the completed
   * ones, the best of its variant.
   */
  readonly decision: "promoted" | "stopped" | "made" | "chosen";
}

/** How the tuned values were found. */
export interface SearchTrail {
  /** The kind of search, such as `random`. */
  readonly kind: string;
  /** Its settings, every default filled in. */
  readonly settings: JsonObject;
  /** The seeds with which trials were run. */
  readonly seeds: readonly number[];
  /** Every trial of every round that is over, by variant and round. */
  readonly trials: readonly TrailRow[];
}

/** Something that a reader should know before believing numbers, known before anything is run. */
export interface Warning {
  /** Where it is: a field of the experiment file, or a data file and a part of it. */
  readonly where: string;
  /** What was found, with the numbers that show it. */
  readonly what: string;
  /** What to do about it, where there is one likely remedy. */
  readonly remedy?: string;
}

/** A warning as one sentence. */
export function describeWarning({ where, what, remedy }: Warning): string {
  return `${where}: ${what}${remedy === undefined ? "" : `; ${remedy}`}`;
}

/** A layer in the table of a network. */
export interface LayerRecord {
  /** What it is called, such as `convolution1`, or `residual2/relu1` in a block. */
  readonly title: string;
  /** The axes of one example of the output. */
  readonly outputShape: readonly number[];
  /** Numbers that are learned; of a block those in it. */
  readonly parameters: number;
  /** Multiplications by weights for one example; for a block, those inside it. */
  readonly multiplications: number;
}

/** A network of an experiment. */
export interface NetworkRecord {
  /** The variants that have it, by label. */
  readonly variants: readonly string[];
  /** Numbers that are learned, of all layers. */
  readonly parameters: number;
  /** Multiplications by weights for one example in the forward pass. */
  readonly multiplications: number;
  /** Its layers in the order of the forward pass; those in a block come before the block. */
  readonly layers: readonly LayerRecord[];
}

/** A baseline: what can be reached on an experiment's table without a network. */
export interface BaselineRecord {
  /** What it is, such as `least squares`. */
  readonly name: string;
  /** The variants on whose data it was computed; absent if it is the same for all. */
  readonly variants?: readonly string[];
  /**
   * The number of splits of the data over which its figures are means: 1 unless there are folds.
   */
  readonly splits: number;
  /** Its figures on the validation split, by name. */
  readonly validation: { readonly [Name in OwnFigure]?: number };
  /** Its figures on the test split; absent where no run measures that. */
  readonly test?: { readonly [Name in OwnFigure]?: number };
}

/** `experiment.json`: what was asked, and the runs that answer it. */
export interface ExperimentRecord {
  /** The file's name without `.ts`. */
  readonly slug: string;
  /** The file that was run, as its command named it; absent where it is `experiments/<slug>.ts`. */
  readonly file?: string;
  /** The page's heading. */
  readonly title: string;
  /** What the experiment asks. */
  readonly question: string;
  /** What its author expected. */
  readonly expectation: string;
  /** What its author found, in words; absent where nothing is written. */
  readonly answer?: string;
  /** Findings to evaluate. */
  readonly claims: readonly Claim[];
  /** The parts of its page in the author's order; absent if there is none. */
  readonly report?: readonly ReportItem[];
  /** The declaration as it was, for the page's "what was fixed". */
  readonly declaration: JsonObject;
  /** What planning warned of; absent where that is nothing. */
  readonly warnings?: readonly Warning[];
  /** What networks on its tables have to beat; absent where there are no tables. */
  readonly baselines?: readonly BaselineRecord[];
  /** The networks of its runs, each once; absent in records from before they existed. */
  readonly networks?: readonly NetworkRecord[];
  /** How many more networks there are than `networks` has; absent if none. */
  readonly moreNetworks?: number;
  /** How the tuned values were found; absent where nothing is tuned. */
  readonly search?: SearchTrail;
  /** Every planned run, in the order of the declaration. */
  readonly runs: readonly PlannedRun[];
}
