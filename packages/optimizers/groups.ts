/**
 * Groups of parameters that learn at another rate, decay at each step, or are frozen: biases,
 * scales and shifts apart from weights, and single parameters by name.
 *
 * In a step with learning rate r a parameter whose group has the factor f and the decay d is first
 * w = w·(1 − (r·f)·d), never through the gradient (Loshchilov and Hutter 2019); then the rule moves it
 * at the rate r·f: `docs/contracts/8-training.md`, section 8.7. PyTorch writes the same as parameter
 * groups with an `lr` and a `weight_decay` each.
 */
import { type ConfigOfKinds, listOf, NOT_NEGATIVE, TEXT, type Values } from "@samebit/input";
import type { Parameter } from "@samebit/layers";
import { sizeOf } from "@samebit/tensors";

const NAMES: Values<readonly string[]> = listOf(TEXT, 'a list of parameters, such as ["W1"]');

/** The fields of each way to group parameters. */
export const GROUP_FIELDS = {
  none: {},
  roles: {
    weightDecay: {
      holds: NOT_NEGATIVE,
      default: 0,
      about:
        "The share of a weight that a step at learning rate 1 takes away, apart from the gradient",
    },
    biasRate: {
      holds: NOT_NEGATIVE,
      default: 1,
      about: "The factor of the learning rate of each `b`",
    },
    biasDecay: {
      holds: NOT_NEGATIVE,
      default: 0,
      about:
        "The share of a bias that a step at learning rate 1 takes away, apart from the gradient",
    },
    scaleRate: {
      holds: NOT_NEGATIVE,
      default: 1,
      about: "The factor of the learning rate of each `gamma`",
    },
    scaleDecay: {
      holds: NOT_NEGATIVE,
      default: 0,
      about:
        "The share of a scale that a step at learning rate 1 takes away, apart from the gradient",
    },
    shiftRate: {
      holds: NOT_NEGATIVE,
      default: 1,
      about: "The factor of the learning rate of each `beta`",
    },
    shiftDecay: {
      holds: NOT_NEGATIVE,
      default: 0,
      about:
        "The share of a shift that a step at learning rate 1 takes away, apart from the gradient",
    },
    frozen: {
      holds: NAMES,
      default: [],
      about: "Parameters that keep their initial values, by their names in the files of weights",
    },
  },
} as const;

/** Whether some parameters are treated differently; `none` treats all the same. */
export type GroupConfig = ConfigOfKinds<typeof GROUP_FIELDS>;

/** Neighbouring parameters that are treated the same. */
export interface ParameterRange {
  /** The index of the first among all parameters. */
  readonly start: number;
  /** How many they are. */
  readonly length: number;
  /** Whether they are weights. */
  readonly isWeights: boolean;
  /** What the learning rate is multiplied by. */
  readonly factor: number;
  /** The share that a step at learning rate 1 takes away. */
  readonly decay: number;
  /** Whether they are frozen. */
  readonly isFrozen: boolean;
}

/** All weights in one range, all others in another. */
export function plainRanges(weights: number, length: number): readonly ParameterRange[] {
  const plain = { factor: 1, decay: 0, isFrozen: false };
  return [
    { start: 0, length: weights, isWeights: true, ...plain },
    { start: weights, length: length - weights, isWeights: false, ...plain },
  ].filter((stretch) => stretch.length > 0);
}

/**
 * The ranges of a network's parameters in their order in memory, weights first; neighbours that are
 * treated the same are joined.
 *
 * @throws {RangeError} A frozen parameter does not exist in the network.
 *
 * @example
 * ```ts
 * import { parameterRangesOf } from "@samebit/optimizers";
 * import { assertEquals } from "@std/assert";
 *
 * const parameters = [
 *   { name: "W1", shape: [2, 3], role: "weight" },
 *   { name: "b1", shape: [3], role: "bias" },
 * ] as const;
 * const groups = {
 *   ...{ kind: "roles" as const, weightDecay: 0.1, biasRate: 64, biasDecay: 0 },
 *   ...{ scaleRate: 1, scaleDecay: 0, shiftRate: 1, shiftDecay: 0, frozen: [] },
 * };
 * const [weights, biases] = parameterRangesOf(groups, parameters);
 * assertEquals([weights!.length, weights!.decay], [6, 0.1]);
 * assertEquals([biases!.start, biases!.factor], [6, 64]);
 * ```
 */
export function parameterRangesOf(
  config: GroupConfig,
  parameters: readonly Pick<Parameter, "name" | "role" | "shape">[],
): readonly ParameterRange[] {
  const inMemory = [
    ...parameters.filter(({ role }) => role === "weight"),
    ...parameters.filter(({ role }) => role !== "weight"),
  ];
  if (config.kind === "roles") requireKnown(config.frozen, parameters.map(({ name }) => name));
  const ranges: ParameterRange[] = [];
  let start = 0;
  for (const { name, role, shape } of inMemory) {
    const length = sizeOf(shape);
    const treated = { isWeights: role === "weight", ...treatmentOf(config, name, role) };
    const last = ranges.at(-1);
    if (last !== undefined && isAlike(last, treated)) {
      ranges[ranges.length - 1] = { ...last, length: last.length + length };
    } else ranges.push({ start, length, ...treated });
    start += length;
  }
  return ranges;
}

type Treatment = Omit<ParameterRange, "start" | "length" | "isWeights">;

function treatmentOf(config: GroupConfig, name: string, role: Parameter["role"]): Treatment {
  if (config.kind === "none") return { factor: 1, decay: 0, isFrozen: false };
  const isFrozen = config.frozen.includes(name);
  switch (role) {
    case "weight":
      return { factor: 1, decay: config.weightDecay, isFrozen };
    case "bias":
      return { factor: config.biasRate, decay: config.biasDecay, isFrozen };
    case "scale":
      return { factor: config.scaleRate, decay: config.scaleDecay, isFrozen };
    case "shift":
      return { factor: config.shiftRate, decay: config.shiftDecay, isFrozen };
  }
}

function isAlike(
  a: Omit<ParameterRange, "start" | "length">,
  b: Omit<ParameterRange, "start" | "length">,
) {
  return a.isWeights === b.isWeights && a.factor === b.factor && a.decay === b.decay &&
    a.isFrozen === b.isFrozen;
}

function requireKnown(frozen: readonly string[], names: readonly string[]): void {
  const unknown = frozen.find((name) => !names.includes(name));
  if (unknown === undefined) return;
  throw new RangeError(
    `no parameter is called ${JSON.stringify(unknown)}; the network has ${
      names.slice(0, 20).join(", ")
    }${names.length > 20 ? ", ..." : ""}`,
  );
}
