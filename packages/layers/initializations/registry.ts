/**
 * The ways to draw first weights, by kind. A new one is a file beside the others and a line here.
 */
import { type ConfigOf, type ConfigOfKinds, type FieldsIn, fieldsIn } from "@samebit/input";
import { he } from "./he.ts";
import { numpyLegacy } from "./numpy_legacy.ts";
import { orthogonal } from "./orthogonal.ts";
import { scaled } from "./scaled.ts";
import { xavier } from "./xavier.ts";

/** Every kind that is asked for by its name. */
const NAMED = {
  "he": he,
  "xavier": xavier,
  "orthogonal": orthogonal,
  "numpy-legacy": numpyLegacy,
} as const;

/** Every kind; `scaled` is asked for by its weightScale. */
export const INITIALIZATIONS = { scaled, ...NAMED } as const;

/** The fields of those that are asked for by name. */
export const INITIALIZATION_FIELDS: FieldsIn<typeof NAMED> = fieldsIn(NAMED);

/** The fields of the course's way: one deviation for all weights. */
export const SCALED_FIELDS: typeof scaled.fields = scaled.fields;

/** How weights begin. */
export type Initialization =
  | ConfigOf<"scaled", typeof SCALED_FIELDS>
  | ConfigOfKinds<typeof INITIALIZATION_FIELDS>;
