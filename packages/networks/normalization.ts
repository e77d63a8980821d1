/** What may stand between an affine layer and its activation, in networks that name it in a word. */
import type { ConfigOfKinds } from "@samebit/input";
import { EPSILON, MOMENTUM } from "@samebit/layers";

/** The fields of each normalization. */
export const NORMALIZATION_FIELDS = {
  none: {},
  batch: { epsilon: EPSILON, momentum: MOMENTUM },
  layer: { epsilon: EPSILON },
} as const;

/** What stands between the affine and the activation of a hidden layer. */
export type Normalization = ConfigOfKinds<typeof NORMALIZATION_FIELDS>;
