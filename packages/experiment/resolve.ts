/**
 * From settings to a plan: fills in every default, so that run.json shows what was done and a
 * changed default changes identities instead of meanings.
 *
 * @module
 */
import { DATASET_DEFAULTS, type DatasetConfig } from "@samebit/datasets";
import type { Initialization, LossConfig, Normalization } from "@samebit/layers";
import {
  type ClippingConfig,
  OPTIMIZER_DEFAULTS,
  type OptimizerConfig,
  SCHEDULE_DEFAULTS,
  type ScheduleConfig,
} from "@samebit/optimizers";
import type { Plan, Stopping } from "@samebit/solver";
import type { ModelSettings, Settings } from "./experiment.ts";

const NORMALIZATION_DEFAULTS: { [K in Normalization["kind"]]: Normalization & { kind: K } } = {
  none: { kind: "none" },
  batch: { kind: "batch", epsilon: 1e-5, momentum: 0.9 },
  layer: { kind: "layer", epsilon: 1e-5 },
};

const LOSS_DEFAULTS: { [K in LossConfig["kind"]]: LossConfig & { kind: K } } = {
  softmax: { kind: "softmax", labelSmoothing: 0 },
  hinge: { kind: "hinge" },
};

/** The settings with every default filled in, for one seed. */
export function resolve(settings: Settings, seed: number): Plan {
  const { model } = settings;
  return {
    dataset: fill<DatasetConfig>(DATASET_DEFAULTS, settings.dataset),
    model: {
      kind: model.kind,
      hidden: model.hidden,
      normalization: fill<Normalization>(NORMALIZATION_DEFAULTS, model.normalization ?? "none"),
      keepRatio: model.keepRatio ?? 1,
      initialization: resolveInitialization(model),
    },
    loss: fill<LossConfig>(LOSS_DEFAULTS, settings.loss ?? "softmax"),
    l2: settings.l2 ?? 0,
    optimizer: fill<OptimizerConfig>(OPTIMIZER_DEFAULTS, settings.optimizer),
    schedule: fill<ScheduleConfig>(SCHEDULE_DEFAULTS, settings.schedule ?? "constant"),
    clipping: spelled<ClippingConfig>(settings.clipping ?? "none"),
    batchSize: settings.batchSize ?? 100,
    epochs: settings.epochs,
    sampling: settings.sampling ?? "shuffled",
    stopping: spelled<Stopping>(settings.stopping ?? "none"),
    evaluation: { trainExamples: 1000, test: true, ...settings.evaluation },
    seed,
  };
}

function resolveInitialization({ weightScale, initialization }: ModelSettings): Initialization {
  return weightScale === undefined
    ? { kind: initialization ?? "he" }
    : { kind: "scaled", weightScale };
}

function fill<Config extends { readonly kind: string }>(
  defaults: { readonly [kind: string]: object },
  given: string | { readonly kind: string },
): Config {
  const config = typeof given === "string" ? { kind: given } : given;
  return Object.assign({ kind: config.kind }, defaults[config.kind], config) as Config;
}

/** A configuration whose short form is the name of a kind without fields. */
function spelled<Config extends { readonly kind: string }>(
  given: Config | Config["kind"],
): Config {
  return typeof given === "string" ? { kind: given } as Config : given;
}
