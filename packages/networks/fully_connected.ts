/**
 * The course's fully connected network: {affine, [norm], activation, [dropout]} × (L − 1), affine.
 *
 * The affine before a batch norm has no bias: docs/decisions/no-bias-before-batch-norm.md.
 */
import {
  type ConfigOf,
  FROM_1,
  listOf,
  RATIO,
  requireField,
  requireFields,
  type Values,
} from "@samebit/input";
import { designLayer, FIRST_GAMMA, type LayerConfig } from "@samebit/layers";
import { sizeOf } from "@samebit/tensors";
import type { NetworkKind } from "./network_kind.ts";
import { ACTIVATION, NORMALIZATION } from "./network_parts.ts";

/** More layers than anybody trains, since a list of any length could be written. */
const MOST_LAYERS = 1000;

const SIZES: Values<readonly number[]> = listOf(
  FROM_1,
  "a list of layer sizes, such as [100, 100]",
  MOST_LAYERS,
);

const FIELDS = {
  hidden: {
    holds: SIZES,
    example: [100, 100],
    about: "Units of each hidden layer; `[]` is a linear classifier",
  },
  normalization: {
    holds: NORMALIZATION,
    default: "none",
    about: "What stands between an affine layer and its activation",
  },
  keepRatio: {
    holds: RATIO,
    default: 1,
    about: "The share of units that dropout keeps; 1 means no dropout",
  },
  activation: {
    holds: ACTIVATION,
    default: "relu",
    about: "What follows each hidden affine layer and its normalization",
  },
} as const;

/** A fully connected network as plain data. */
export type FullyConnectedConfig = ConfigOf<"fully-connected", typeof FIELDS>;

/**
 * The fully connected network.
 *
 * Examples of any shape go in as plain lists of numbers. Parameters have the course's names:
 * `W1: [inputs, hidden[0]]`, `b1`, `gamma1`, `beta1`, `W2`, ...; the running statistics of a batch
 * norm are `runningMean1` and `runningVariance1`. There is no b before a batch norm.
 */
export const fullyConnected: NetworkKind<typeof FIELDS> = {
  fields: FIELDS,
  about:
    "{affine, normalization, activation, dropout} for each hidden layer, then an affine layer.",
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

type Config = ConfigOf<string, typeof FIELDS>;

function checkConfig(config: Config): void {
  const where = "a fully connected network";
  config.hidden.forEach((units, i) => requireField(where, `hidden[${i}]`, FROM_1, units));
  requireFields(where, FIELDS, config);
}

function afterAffine({ normalization, keepRatio, activation }: Config) {
  const firstGamma = FIRST_GAMMA.default;
  const layers: LayerConfig[] = [activation];
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
