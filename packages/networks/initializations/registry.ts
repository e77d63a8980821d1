/**
 * The ways to draw initial weights, by kind. A new one is a file beside the others and a line here.
 */
import {
  type ConfigOf,
  type ConfigOfKinds,
  type FieldsIn,
  fieldsIn,
  fillDefaults,
} from "@samebit/input";
import { dirac } from "./dirac.ts";
import { FROM_FIELDS } from "./from.ts";
import { he } from "./he.ts";
import { numpyLegacy } from "./numpy_legacy.ts";
import { orthogonal } from "./orthogonal.ts";
import type { SCALED_FIELDS } from "./scaled.ts";
import { whitened } from "./whitened.ts";
import { xavier } from "./xavier.ts";

/** Every kind that draws weights and is selected by its name. */
export const INITIALIZATIONS = {
  "he": he,
  "xavier": xavier,
  "orthogonal": orthogonal,
  "dirac": dirac,
  "whitened": whitened,
  "numpy-legacy": numpyLegacy,
} as const;

/** Their fields, and those of a start from weights that are there. */
export const INITIALIZATION_FIELDS:
  & FieldsIn<typeof INITIALIZATIONS>
  & { readonly from: typeof FROM_FIELDS } = { ...fieldsIn(INITIALIZATIONS), from: FROM_FIELDS };

/** Weights that are drawn. */
export type DrawnInitialization =
  | ConfigOf<"scaled", typeof SCALED_FIELDS>
  | ConfigOfKinds<FieldsIn<typeof INITIALIZATIONS>>;

/** A start from weights that are there. */
export type StartConfig = ConfigOf<"from", typeof FROM_FIELDS>;

/** How weights begin. */
export type Initialization = DrawnInitialization | StartConfig;

/** How weights are drawn; if they start from other weights, those that are not taken. */
export function drawnBy(config: Initialization): DrawnInitialization {
  if (config.kind !== "from") return config;
  const { rest } = config;
  return fillDefaults(rest, INITIALIZATIONS[rest].fields, {}) as DrawnInitialization;
}
