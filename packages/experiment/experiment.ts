/**
 * The declarative experiment file as a type: what `satisfies Experiment` checks while you write.
 * It is data only, without functions, and survives a JSON round trip; check.ts checks the same
 * things again when the file is run, since types do not survive.
 *
 * @module
 */
import type { DATASET_FIELDS } from "@samebit/datasets";
import type { FieldsIn, Flat, OptionalNames, TypeOf, WrittenOfKinds } from "@samebit/input";
import type { ACTIVATION_FIELDS, LAYERS } from "@samebit/layers";
import type { LOSS_FIELDS } from "@samebit/losses";
import type { AUGMENTATION_FIELDS, Sampling } from "@samebit/minibatches";
import type {
  BLOCK_FIELDS,
  INITIALIZATION_FIELDS,
  NETWORK_FIELDS,
  NetworkParts,
  NORMALIZATION_FIELDS,
  PartValues,
} from "@samebit/networks";
import type {
  AVERAGING_FIELDS,
  CLIPPING_FIELDS,
  GROUP_FIELDS,
  OPTIMIZER_FIELDS,
  SCHEDULE_FIELDS,
} from "@samebit/optimizers";
import type { Claim, Json, ReportItem, TaskName } from "@samebit/runlog";
import type { Range, Search } from "@samebit/search";
import type { EvaluationPlan, STOPPING_FIELDS } from "@samebit/solver";
import type { Precision } from "@samebit/tensors";
import type { OwnKinds } from "./own_kinds/own_kinds.ts";

/** A configuration, by its kind alone if everything else has a default, or in full. */
export type KindOr<Written extends { readonly kind: string }> =
  | (Written extends unknown
    ? { readonly kind: Written["kind"] } extends Written ? Written["kind"] : never
    : never)
  | Written;

/** How the weights of a network are initialized. */
export interface BeginningSettings {
  /** Weights are weightScale·N(0, 1); give this or `initialization`. */
  readonly weightScale?: number;
  /**
   * Weights scaled by the size of their layer; default `"he"` if no `weightScale` is given. `from`
   * starts from saved weights; the numbers of NumPy's legacy stream are for parity with published
   * ones only.
   */
  readonly initialization?: KindOr<WrittenOfKinds<typeof INITIALIZATION_FIELDS>>;
}

/**
 * A layer, by its kind alone if everything else has a default, or in full; or a block of layers.
 */
export type LayerSettings =
  | KindOr<WrittenOfKinds<FieldsIn<typeof LAYERS>>>
  | OwnKindSettings
  | (WrittenOfKinds<FieldsIn<typeof LAYERS>> & {
    /** Letters, digits, `_` and `-`: the axis `model.layers.NAME.FIELD` varies a field of this layer. */
    readonly name?: string;
  })
  | (WrittenOfKinds<typeof BLOCK_FIELDS> & {
    /** As for any layer. */
    readonly name?: string;
    /** The layers in the block. */
    readonly body: readonly LayerSettings[];
  });

/** What may be written for each part of a network. */
export interface PartSettings extends Readonly<Record<keyof NetworkParts, unknown>> {
  /** What stands between an affine layer and its activation. */
  readonly normalization: KindOr<WrittenOfKinds<typeof NORMALIZATION_FIELDS>>;
  /** What follows an affine layer and its normalization. */
  readonly activation: KindOr<WrittenOfKinds<typeof ACTIVATION_FIELDS>> | OwnKindSettings;
  /** The layers in their order; an affine layer to the outputs that the task needs follows them. */
  readonly layers: readonly LayerSettings[];
}

/** What may be written for a field of a network. */
export type NetworkFieldSettings<F> = F extends { readonly holds: PartValues<infer Part> }
  ? PartSettings[Part]
  : TypeOf<F>;

/** A network of one kind: what has a default may be left out. */
export type NetworkSettings<Kind, F> = Flat<
  & { readonly kind: Kind }
  & { readonly [Name in Exclude<keyof F, OptionalNames<F>>]: NetworkFieldSettings<F[Name]> }
  & { readonly [Name in OptionalNames<F>]?: NetworkFieldSettings<F[Name]> }
  & BeginningSettings
>;

/** The network of an experiment. */
export type ModelSettings = {
  [Kind in keyof typeof NETWORK_FIELDS]: NetworkSettings<Kind, (typeof NETWORK_FIELDS)[Kind]>;
}[keyof typeof NETWORK_FIELDS];

/** The data of an experiment: what its kind cannot know, and any field that has a default. */
export type DatasetSettings = WrittenOfKinds<typeof DATASET_FIELDS>;

/** An update rule of the project's. */
export type OptimizerSettings = WrittenOfKinds<typeof OPTIMIZER_FIELDS>;

/** Everything about a run except its seed. */
export interface Settings {
  /** The data: kind, preprocessing, split. */
  readonly dataset: DatasetSettings | OwnDatasetSettings;
  /** What is to be predicted for an example; default `"classification"`. */
  readonly task?: TaskName;
  /** What is done to training images before each step; default `"none"`. */
  readonly augmentation?: KindOr<WrittenOfKinds<typeof AUGMENTATION_FIELDS>>;
  /** The network. */
  readonly model: ModelSettings;
  /** What is minimised; the default is the task's: `"softmax"` of classification. */
  readonly loss?: KindOr<WrittenOfKinds<typeof LOSS_FIELDS>> | OwnKindSettings;
  /** The strength of the penalty 0.5·l2·ΣW²; default 0. */
  readonly l2?: number;
  /** The update rule and its learning rate. */
  readonly optimizer: OptimizerSettings | OwnOptimizerSettings;
  /**
   * Whether some parameters have another learning rate or decay, or are frozen; default `"none"`.
   */
  readonly groups?: KindOr<WrittenOfKinds<typeof GROUP_FIELDS>>;
  /** How the learning rate changes; default `"constant"`. */
  readonly schedule?: KindOr<WrittenOfKinds<typeof SCHEDULE_FIELDS>>;
  /** What is done to gradients before the update; default `"none"`. */
  readonly clipping?: KindOr<WrittenOfKinds<typeof CLIPPING_FIELDS>>;
  /** Whether the weights that are evaluated and saved are a moving average; default `"none"`. */
  readonly averaging?: KindOr<WrittenOfKinds<typeof AVERAGING_FIELDS>>;
  /** Examples in a minibatch; default 100. */
  readonly batchSize?: number;
  /** Passes, each of max(⌊training examples / batchSize⌋, 1) steps. */
  readonly epochs: number;
  /** How minibatches are drawn; default `"shuffled"`. */
  readonly sampling?: Sampling;
  /** When to stop early; default `"none"`. */
  readonly stopping?: KindOr<WrittenOfKinds<typeof STOPPING_FIELDS>>;
  /** What is measured; default 1,000 training examples and the test split once at the end. */
  readonly evaluation?: Partial<EvaluationPlan>;
  /** The precision of all arithmetic; default `"float32"`. `"float64"` is slow, and for checks. */
  readonly precision?: Precision;
}

/** The fields of any member of a union. */
export type KeysOfUnion<T> = T extends unknown ? keyof T : never;

/** What a field of any member of a union may be. */
export type FieldOfUnion<T, Key extends PropertyKey> = T extends unknown
  ? Key extends keyof T ? T[Key] : never
  : never;

/** The settings that may differ between runs: all except the task and what is measured. */
export type VariedSettings = Omit<Settings, "task" | "evaluation">;

/** The same with what is known about the fields of each. */
export type KnownSettings = Omit<Settings, "optimizer"> & {
  /** The rules whose fields are known beforehand. */
  readonly optimizer: OptimizerSettings;
};

/** The settings whose own fields may be varied one by one. */
export type NestedField =
  | "dataset"
  | "augmentation"
  | "model"
  | "loss"
  | "optimizer"
  | "groups"
  | "schedule"
  | "clipping"
  | "averaging";

/** The form of a setting that has fields, if it may also be given by name alone. */
export type ObjectOf<T> = Extract<T, object>;

/** A field of a layer that has a name. */
export type LayerAxisPath = `model.layers.${string}.${string}`;

/** A place in `base` that an axis may vary: a field, or a field of a field by a dot. */
export type AxisPath =
  | keyof VariedSettings
  | {
    [Field in NestedField]: `${Field}.${KeysOfUnion<ObjectOf<KnownSettings[Field]>> & string}`;
  }[NestedField];

/** The value at a place. */
export type ValueAt<Path extends AxisPath> = Path extends keyof Settings
  ? NonNullable<Settings[Path]>
  : Path extends `${infer Field extends NestedField}.${infer Key}`
    ? NonNullable<FieldOfUnion<ObjectOf<KnownSettings[Field]>, Key>>
  : never;

/** The values of an axis by label; numbers, words and booleans may be given as a plain list. */
export type Axis<Value> =
  | { readonly [label: string]: Value }
  | readonly Extract<Value, number | string | boolean>[];

/** Several places varied at once: each given field replaces that of `base`. */
export type Variants = { readonly [label: string]: Partial<VariedSettings> };

/**
 * Axes by place; their product is run, in the order in which axes and values are written.
 * JavaScript moves labels that are integers to the front, in increasing order; a plain list keeps
 * its order.
 */
export type Axes = { readonly [Path in AxisPath]?: Axis<ValueAt<Path>> } & {
  /** Fields of a layer that has a name. */
  readonly [field: LayerAxisPath]: Axis<number | string | boolean>;
} & {
  /** Whole variants, where one question changes several fields at once. */
  readonly variant?: Variants;
};

/** An axis whose best value is chosen: values by label or in a list, or a range of numbers. */
export type TunedAxis<Value> =
  | Axis<Value>
  | (Extract<Value, number> extends never ? never : Range);

/** Axes by place, as {@link Axes}; a number may be searched for in a range. */
export type TunedAxes = { readonly [Path in AxisPath]?: TunedAxis<ValueAt<Path>> } & {
  /** Fields of a layer that has a name. */
  readonly [field: LayerAxisPath]: TunedAxis<number | string | boolean>;
} & {
  /** Whole variants, where one choice changes several fields at once. */
  readonly variant?: Variants;
};

/** A layer or a loss of a folder's own (`docs/own-kinds.md`): its name in `deno.json`, or in full. */
export type OwnKindSettings =
  | `own-${string}`
  | {
    /** Its name in the folder's `deno.json`. */
    readonly kind: `own-${string}`;
    /** The fields of its file; of a layer also `name`. They are checked when the experiment is run. */
    readonly [field: string]: Json;
  };

/** An update rule of a folder's own (`docs/own-kinds.md`); its fields are checked when it is run. */
export interface OwnOptimizerSettings {
  /** Its name in the folder's `deno.json`. */
  readonly kind: `own-${string}`;
  /** The size of a step, before the schedule. */
  readonly learningRate: number;
  /** The other fields of its file. */
  readonly [field: string]: Json;
}

/** A data set of a folder's own (`docs/own-kinds.md`); its fields are checked when it is run. */
export interface OwnDatasetSettings {
  /** Its name in the folder's `deno.json`. */
  readonly kind: `own-${string}`;
  /** The fields of its file. */
  readonly [field: string]: Json;
}

/** An experiment: a question, what is compared to answer it, and what is claimed to be found. */
export interface Experiment {
  /** The page's heading. */
  readonly title: string;
  /** What the experiment asks. */
  readonly question: string;
  /** What its author expects, written before it is run. */
  readonly expectation: string;
  /** What its author found, in words that refer to the runs' numbers: `{{testAccuracy of adam}}`. */
  readonly answer?: string;
  /** The settings that all runs share, unless an axis replaces them. */
  readonly base: Settings;
  /** What the question is about: every combination is a variant on the page. */
  readonly compare?: Axes;
  /**
   * What is chosen for each variant by the mean over seeds of the validation accuracy, in regression
   * of the validation RMSE, of several labels of the validation label accuracy; never by the test
   * split.
   */
  readonly tune?: TunedAxes;
  /** How the best values are found; by default, every combination is run with every seed. */
  readonly search?: Search;
  /** Root seeds, each an integer from 0; every variant is run with every seed. */
  readonly seeds: readonly number[];
  /** Findings that the page evaluates. */
  readonly claims?: readonly Claim[];
  /**
   * What the page shows, in which order and with which words in between; in its own order if left
   * out.
   */
  readonly report?: readonly ReportItem[];
}

/** An experiment that has been checked, with its folder's own kinds. */
export interface DeclaredExperiment extends Experiment {
  /** The kinds of the folder's own that it names; none if left out. */
  readonly own?: OwnKinds;
}
