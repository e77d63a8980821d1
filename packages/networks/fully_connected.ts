/**
 * The course's fully connected network: {affine, [norm], activation, [dropout]} × (L − 1), affine.
 *
 * The affine before a batch norm has no bias: docs/decisions/no-bias-before-batch-norm.md.
 */
import { type ConfigOfKinds, FROM_1, RATIO, requireField } from "@samebit/input";
import {
  type ActivationConfig,
  DEFAULT_ACTIVATION,
  designLayer,
  EPSILON,
  FIRST_GAMMA,
  type LayerConfig,
  MOMENTUM,
} from "@samebit/layers";
import { sizeOf } from "@samebit/tensors";
import type { NetworkKind } from "./network_kind.ts";

/** The fields of each normalization. */
export const NORMALIZATION_FIELDS = {
  none: {},
  batch: { epsilon: EPSILON, momentum: MOMENTUM },
  layer: { epsilon: EPSILON },
} as const;

/** What stands between the affine and the activation of a hidden layer. */
export type Normalization = ConfigOfKinds<typeof NORMALIZATION_FIELDS>;

/** A fully connected network as plain data. */
export interface FullyConnectedConfig {
  /** The discriminator. */
  readonly kind: "fully-connected";
  /** Units of each hidden layer; `[]` is a linear classifier. */
  readonly hidden: readonly number[];
  /** What stands between the affine and the activation of each hidden layer. */
  readonly normalization: Normalization;
  /** The share of units that dropout keeps, above 0; 1 is no dropout. */
  readonly keepRatio: number;
  /** What makes hidden layers more than one affine map; absent for the rectifier. */
  readonly activation?: ActivationConfig;
}

/**
 * The fully connected network.
 *
 * Examples of any shape go in as plain lists of numbers. Parameters bear the course's names:
 * `W1: [inputs, hidden[0]]`, `b1`, `gamma1`, `beta1`, `W2`, ...; the running statistics of a batch
 * norm are `runningMean1` and `runningVariance1`. There is no b before a batch norm.
 */
export const fullyConnected: NetworkKind<FullyConnectedConfig> = {
  sizedBy: "hidden",
  arrange(config, inputShape, outputs, own) {
    checkConfig(config);
    const { hidden, normalization } = config;
    const layers = [...hidden, outputs].flatMap((units, i) => {
      const isLast = i === hidden.length;
      const bias = isLast || normalization.kind !== "batch";
      const rest = isLast ? [] : afterAffine(config);
      const all: readonly LayerConfig[] = [{ kind: "affine", outputs: units, bias }, ...rest];
      return all.map((layer) => ({ number: i + 1, design: designLayer(layer, own) }));
    });
    return { inputShape: [sizeOf(inputShape)], layers };
  },
};

function checkConfig({ hidden, keepRatio }: FullyConnectedConfig): void {
  const where = "a fully connected network";
  hidden.forEach((units, i) => requireField(where, `hidden[${i}]`, FROM_1, units));
  requireField(where, "keepRatio", RATIO, keepRatio);
}

function afterAffine({ normalization, keepRatio, activation }: FullyConnectedConfig) {
  const firstGamma = FIRST_GAMMA.default;
  const layers: LayerConfig[] = [activation ?? DEFAULT_ACTIVATION];
  if (normalization.kind === "batch") {
    const { epsilon, momentum } = normalization;
    layers.unshift({ kind: "batch-norm", epsilon, momentum, firstGamma });
  }
  if (normalization.kind === "layer") {
    layers.unshift({ kind: "layer-norm", epsilon: normalization.epsilon, firstGamma });
  }
  if (keepRatio < 1) layers.push({ kind: "dropout", keepRatio });
  return layers;
}
