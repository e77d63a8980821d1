/**
 * The ways to draw first weights, by kind. A new one is a file beside the others and a line here.
 */
import { type ConfigOf, type ConfigOfKinds, type FieldsIn, fieldsIn } from "@samebit/input";
import { dirac } from "./dirac.ts";
import { he } from "./he.ts";
import { numpyLegacy } from "./numpy_legacy.ts";
import { orthogonal } from "./orthogonal.ts";
import type { SCALED_FIELDS } from "./scaled.ts";
import { whitened } from "./whitened.ts";
import { xavier } from "./xavier.ts";

/** Every kind that is asked for by its name. */
export const INITIALIZATIONS = {
  "he": he,
  "xavier": xavier,
  "orthogonal": orthogonal,
  "dirac": dirac,
  "whitened": whitened,
  "numpy-legacy": numpyLegacy,
} as const;

/** Their fields. */
export const INITIALIZATION_FIELDS: FieldsIn<typeof INITIALIZATIONS> = fieldsIn(INITIALIZATIONS);

/** How weights begin. */
export type Initialization =
  | ConfigOf<"scaled", typeof SCALED_FIELDS>
  | ConfigOfKinds<typeof INITIALIZATION_FIELDS>;
