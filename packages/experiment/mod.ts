/**
 * The declaration of an experiment: its types, its checking and its expansion to plans. Not for
 * evaluating its file, nor for running it: @samebit/sandbox and @samebit/sweep do.
 *
 * Which plan it gives, with which defaults: `docs/contracts/10-files.md`, section 10.6, and
 * `docs/contracts/5-data.md`, section 5.1.
 *
 * @module
 */
export { checkExperiment } from "./check.ts";
export { checkPlan } from "./check_plan.ts";
export {
  type Combination,
  combine,
  combineCompared,
  expand,
  type ExpandedRun,
  expandRun,
  planRun,
  variantOf,
} from "./expand.ts";
export type {
  Axes,
  Axis,
  AxisPath,
  BeginningSettings,
  DatasetSettings,
  DeclaredExperiment,
  Experiment,
  FieldOfUnion,
  KeysOfUnion,
  KindOr,
  KnownSettings,
  LayerAxisPath,
  LayerSettings,
  ModelSettings,
  NestedField,
  NetworkFieldSettings,
  NetworkSettings,
  ObjectOf,
  OptimizerSettings,
  OwnDatasetSettings,
  OwnKindSettings,
  OwnOptimizerSettings,
  PartSettings,
  Settings,
  TunedAxes,
  TunedAxis,
  ValueAt,
  Variants,
  VariedSettings,
} from "./experiment.ts";
export { faultOfSlug, folderLabel, isDeviceName, isSlug } from "./identifiers.ts";
export { checkOwnKinds } from "./own_kinds/check.ts";
export { describeOwnKinds } from "./own_kinds/describe.ts";
export { partsOf } from "./own_kinds/families.ts";
export { loadOwnKinds, ownFilesOf } from "./own_kinds/load.ts";
export type { OwnFile } from "./own_kinds/manifest.ts";
export {
  type Family,
  isOwnName,
  NO_OWN_KINDS,
  type OwnKind,
  type OwnKinds,
} from "./own_kinds/own_kinds.ts";
export { hashOfSources, readSources, type SourceFile } from "./own_kinds/sources.ts";
export { placeOfSetting } from "./place_of_setting.ts";
export { planOf, type PlanSettings, type TrainingSettings } from "./plan_of.ts";
export { hasFolds, resolve } from "./resolve.ts";
export { chosenSeeds, planSearch, roundsOf } from "./search_settings.ts";
