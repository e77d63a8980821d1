/**
 * The activations that a network can use, by kind. A new one is a file beside `relu.ts` and a line
 * here; as for every layer, the types then require its samples in gradient_samples.ts.
 */
import { type ConfigOfKinds, type FieldsIn, fieldsIn } from "@samebit/input";
import { elu } from "./elu.ts";
import { gelu } from "./gelu.ts";
import { geluTanh } from "./gelu_tanh.ts";
import { leakyRelu } from "./leaky_relu.ts";
import { relu } from "./relu.ts";
import { sigmoid } from "./sigmoid.ts";
import { silu } from "./silu.ts";
import { tanh } from "./tanh.ts";

/** Every kind of activation. */
export const ACTIVATIONS = {
  "relu": relu,
  "leaky-relu": leakyRelu,
  "elu": elu,
  "gelu": gelu,
  "gelu-tanh": geluTanh,
  "silu": silu,
  "tanh": tanh,
  "sigmoid": sigmoid,
} as const;

/** Their fields. */
export const ACTIVATION_FIELDS: FieldsIn<typeof ACTIVATIONS> = fieldsIn(ACTIVATIONS);

/** Any activation, distinguished by `kind`. */
export type ActivationConfig = ConfigOfKinds<typeof ACTIVATION_FIELDS>;
