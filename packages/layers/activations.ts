/**
 * The activations that a network can be told to use, by kind. A new one is a file beside `relu.ts`
 * and a line here; as every layer, it is then asked for its samples in gradient_samples.ts.
 */
import type { LayerKind } from "./layer.ts";
import { relu, type ReluConfig } from "./relu.ts";

/** Any activation, told apart by `kind`. */
export type ActivationConfig = ReluConfig;

/** Every kind of activation. */
export const ACTIVATIONS: {
  readonly [K in ActivationConfig["kind"]]: LayerKind<Extract<ActivationConfig, { kind: K }>>;
} = {
  "relu": relu,
};

/** What a network uses where it is told nothing. */
export const DEFAULT_ACTIVATION: ActivationConfig = { kind: "relu" };
