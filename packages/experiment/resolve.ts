/**
 * From settings to a plan: fills in every default, so that run.json shows what was done and a
 * changed default changes identities instead of meanings. The order of the fields is that of run.json,
 * and part of the contract: `docs/contracts/10-files.md`, section 10.6.
 *
 * @module
 */
import {
  type ConfigOfKinds,
  type Field,
  type Fields,
  fillDefaults,
  fillGroup,
} from "@samebit/input";
import type { LayerConfig } from "@samebit/layers";
import {
  BLOCK_FIELDS,
  type Initialization,
  type LayerOrBlock,
  NETWORK_FIELDS,
  partIn,
} from "@samebit/networks";
import { DEFAULT_TASK } from "@samebit/runlog";
import { EVALUATION_FIELDS, LATER_FIELDS, type ModelPlan, type Plan } from "@samebit/solver";
import { taskKindOf } from "@samebit/tasks";
import type { LayerSettings, ModelSettings, Settings } from "./experiment.ts";
import { LAYER_FIELDS } from "./layers_schema.ts";
import { NO_OWN_KINDS, type OwnKinds, usedKinds } from "./own_kinds/own_kinds.ts";
import { KINDS, PLAIN_FIELDS, PLANNED_INITIALIZATIONS } from "./settings_fields.ts";

/** The fields of what comes in kinds, as a plan has them. */
const PLANNED = { ...KINDS, initialization: PLANNED_INITIALIZATIONS } as const;

/**
 * The settings with every default filled in, for one seed. Settings that mean the same give the same
 * plan, also in the order of its fields, and so the same bytes in run.json; what a plan says gives that
 * plan again.
 *
 * @param own The kinds of the folder's own that the settings may name.
 */
export function resolve(settings: Settings, seed: number, own: OwnKinds = NO_OWN_KINDS): Plan {
  const plan: Omit<Plan, "kinds"> = {
    dataset: chooseFold(fill("dataset", settings.dataset, own), seed),
    task: settings.task ?? DEFAULT_TASK,
    augmentation: fill("augmentation", settings.augmentation ?? "none"),
    model: resolveModel(settings.model, own),
    loss: fill("loss", settings.loss ?? taskKindOf(settings).loss, own),
    l2: settings.l2 ?? PLAIN_FIELDS.l2.default,
    optimizer: fill("optimizer", settings.optimizer, own),
    groups: fill("groups", settings.groups ?? "none"),
    schedule: fill("schedule", settings.schedule ?? "constant"),
    clipping: fill("clipping", settings.clipping ?? "none"),
    averaging: fill("averaging", settings.averaging ?? "none"),
    batchSize: settings.batchSize ?? PLAIN_FIELDS.batchSize.default,
    epochs: settings.epochs,
    sampling: settings.sampling ?? PLAIN_FIELDS.sampling.default,
    stopping: fill("stopping", settings.stopping ?? "none"),
    evaluation: fillGroup(EVALUATION_FIELDS, settings.evaluation ?? {}),
    precision: settings.precision ?? PLAIN_FIELDS.precision.default,
    seed,
  };
  return { ...plan, kinds: hashesOf(plan, own) };
}

/**
 * The data with the fold that belongs to the seed: seed 1 takes fold 1, and after the last comes
 * the first.
 */
function chooseFold(dataset: Plan["dataset"], seed: number): Plan["dataset"] {
  if (!hasFolds(dataset) || dataset.fold > 0) return dataset;
  const { folds } = dataset;
  return { ...dataset, fold: (seed + folds - 1) % folds + 1 };
}

/** Whether data are cross-validated, so that a run's seed may say what it is validated on. */
export function hasFolds(
  dataset: Plan["dataset"],
): dataset is Extract<Plan["dataset"], { kind: "csv" }> {
  return dataset.kind === "csv" && dataset.folds > 1;
}

/** A network with how its weights begin, which later fields of its kind follow. */
function resolveModel(model: ModelSettings, own: OwnKinds): ModelPlan {
  const { kind } = model;
  const written = model as Readonly<Record<string, unknown>>;
  const fields = Object.entries<Field>(NETWORK_FIELDS[kind]).map(([name, field]) =>
    [name, resolveNetworkField(field, written[name] ?? field.default, own)] as const
  );
  const isLater = ([name]: (typeof fields)[number]) =>
    LATER_FIELDS.some(({ path, ofKind }) => path === `model.${name}` && ofKind === kind);
  return {
    kind,
    ...Object.fromEntries(fields.filter((field) => !isLater(field))),
    initialization: resolveInitialization(model),
    ...Object.fromEntries(fields.filter(isLater)),
  } as unknown as ModelPlan;
}

function resolveNetworkField({ holds }: Field, given: unknown, own: OwnKinds): unknown {
  const part = partIn(holds);
  if (part === undefined) return given;
  return part === "layers"
    ? (given as readonly LayerSettings[]).map((layer) => resolveLayer(layer, own))
    : fill(part, given as string, own);
}

/** A layer or block with every field of its kind, without its name, which changes nothing. */
function resolveLayer(given: LayerSettings, own: OwnKinds): LayerOrBlock {
  const { kind, ...written } = typeof given === "string" ? { kind: given } : given;
  const fields = own[kind]?.fields ?? LAYER_FIELDS[kind]!;
  const layer = fillDefaults(kind, fields, written) as unknown as LayerConfig;
  if (!Object.hasOwn(BLOCK_FIELDS, kind)) return layer;
  const { body } = written as { readonly body: readonly LayerSettings[] };
  const inside = body.map((layer) => resolveLayer(layer, own));
  return { ...layer, body: inside } as unknown as LayerOrBlock;
}

function resolveInitialization({ weightScale, initialization }: ModelSettings): Initialization {
  return weightScale === undefined
    ? fill("initialization", initialization ?? "he")
    : { kind: "scaled", weightScale };
}

/** The hashes of a plan's own kinds, sorted by name. */
function hashesOf(plan: Omit<Plan, "kinds">, own: OwnKinds): Plan["kinds"] {
  const used = usedKinds(plan).map(({ kind }) => kind).filter((kind) => Object.hasOwn(own, kind));
  return Object.fromEntries([...new Set(used)].sort().map((kind) => [kind, own[kind]!.hash]));
}

/**
 * A configuration with its kind first and then every field of that kind, in the order of its fields.
 *
 * @param own The folder's own kinds, if the setting may be one of them: no type knows their fields.
 */
function fill<Setting extends keyof typeof PLANNED>(
  setting: Setting,
  given: string | { readonly kind: string },
  own: OwnKinds = NO_OWN_KINDS,
): ConfigOfKinds<(typeof PLANNED)[Setting]> {
  const { kind, ...written } = typeof given === "string" ? { kind: given } : given;
  const fields = own[kind]?.fields ??
    (PLANNED[setting] as Readonly<Record<string, Fields>>)[kind]!;
  return fillDefaults(kind, fields, written) as ConfigOfKinds<(typeof PLANNED)[Setting]>;
}
