/**
 * From settings to a plan: fills in every default, so that run.json shows what was done and a
 * changed default changes identities instead of meanings. The order of the fields is that of run.json,
 * and part of the contract: docs/contracts/10-files.md, section 10.6.
 *
 * @module
 */
import {
  AUGMENTATION_DEFAULTS,
  type AugmentationConfig,
  DATASET_DEFAULTS,
  type DatasetConfig,
} from "@samebit/datasets";
import type { Initialization, LossConfig, Normalization } from "@samebit/layers";
import {
  AVERAGING_FIELDS,
  type AveragingConfig,
  type ClippingConfig,
  OPTIMIZER_DEFAULTS,
  type OptimizerConfig,
  SCHEDULE_DEFAULTS,
  type ScheduleConfig,
} from "@samebit/optimizers";
import type { Plan, Stopping } from "@samebit/solver";
import type { ModelSettings, Settings } from "./experiment.ts";
import { exampleConfigs, type Shapes } from "@samebit/input";
import { SHAPES } from "./settings_schema.ts";

const NORMALIZATION_DEFAULTS: { [K in Normalization["kind"]]: Normalization & { kind: K } } = {
  none: { kind: "none" },
  batch: { kind: "batch", epsilon: 1e-5, momentum: 0.9 },
  layer: { kind: "layer", epsilon: 1e-5 },
};

const LOSS_DEFAULTS: { [K in LossConfig["kind"]]: LossConfig & { kind: K } } = {
  softmax: { kind: "softmax", labelSmoothing: 0 },
  hinge: { kind: "hinge" },
};

const DEFAULTS = {
  dataset: DATASET_DEFAULTS,
  augmentation: AUGMENTATION_DEFAULTS,
  normalization: NORMALIZATION_DEFAULTS,
  initialization: {},
  loss: LOSS_DEFAULTS,
  optimizer: OPTIMIZER_DEFAULTS,
  schedule: SCHEDULE_DEFAULTS,
  clipping: {},
  averaging: exampleConfigs(AVERAGING_FIELDS),
  stopping: {},
} satisfies Record<keyof typeof SHAPES, object>;

/**
 * The settings with every default filled in, for one seed. Settings that mean the same give the same
 * plan, also in the order of its fields, and so the same bytes in run.json.
 */
export function resolve(settings: Settings, seed: number): Plan {
  const { model, evaluation } = settings;
  return {
    dataset: fill<DatasetConfig>("dataset", settings.dataset),
    augmentation: fill<AugmentationConfig>("augmentation", settings.augmentation ?? "none"),
    model: {
      kind: model.kind,
      hidden: model.hidden,
      normalization: fill<Normalization>("normalization", model.normalization ?? "none"),
      keepRatio: model.keepRatio ?? 1,
      initialization: resolveInitialization(model),
    },
    loss: fill<LossConfig>("loss", settings.loss ?? "softmax"),
    l2: settings.l2 ?? 0,
    optimizer: fill<OptimizerConfig>("optimizer", settings.optimizer),
    schedule: fill<ScheduleConfig>("schedule", settings.schedule ?? "constant"),
    clipping: fill<ClippingConfig>("clipping", settings.clipping ?? "none"),
    averaging: fill<AveragingConfig>("averaging", settings.averaging ?? "none"),
    batchSize: settings.batchSize ?? 100,
    epochs: settings.epochs,
    sampling: settings.sampling ?? "shuffled",
    stopping: fill<Stopping>("stopping", settings.stopping ?? "none"),
    evaluation: {
      trainExamples: evaluation?.trainExamples ?? 1000,
      test: evaluation?.test ?? true,
      layers: { every: evaluation?.layers?.every ?? 0 },
      predictions: evaluation?.predictions ?? false,
    },
    precision: settings.precision ?? "float32",
    seed,
  };
}

function resolveInitialization({ weightScale, initialization }: ModelSettings): Initialization {
  return weightScale === undefined
    ? fill<Initialization>("initialization", initialization ?? "he")
    : { kind: "scaled", weightScale };
}

/** A configuration with its kind first and then every field of that kind, in the schema's order. */
function fill<Config extends { readonly kind: string }>(
  field: keyof typeof SHAPES,
  given: string | { readonly kind: string },
): Config {
  const { kind, ...fields } = typeof given === "string" ? { kind: given } : given;
  const shapes: Shapes = SHAPES[field];
  const defaults: Readonly<Record<string, object>> = DEFAULTS[field];
  const filled: Record<string, unknown> = { ...defaults[kind], ...fields };
  const names = Object.keys(shapes[kind]!);
  return { kind, ...Object.fromEntries(names.map((name) => [name, filled[name]])) } as Config;
}
