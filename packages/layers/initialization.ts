/**
 * How parameters begin: weights normally distributed with mean 0, biases and shifts 0, scales 1.
 *
 * The one idea: every weight matrix has a stream of its own (`init/W1`), so adding a layer moves no
 * other layer's numbers. Each number is z·deviation in float64, z standard normal, and is rounded to
 * the network's precision once. Draws are in row-major order on page 0; deviations are float64:
 * `docs/contracts/6-network.md`, section 6.5.
 */
import {
  type ConfigOf,
  type ConfigOfKinds,
  FROM_0,
  FROM_1,
  NOT_NEGATIVE,
  requireFields,
} from "@samebit/input";
import { createNumpyLegacyRandom, fillNormal, type Stream } from "@samebit/random";
import type { Fans, Parameter } from "./layer.ts";

const SCALE = {
  holds: NOT_NEGATIVE,
  example: 0.05,
  about: "The standard deviation of the weights",
} as const;

/**
 * The fields of each way to draw the first weights; all but the deviation is the same.
 *
 * - `he`: sqrt(2 / fan-in) (He et al. 2015, section 2.2), keeps the size of numbers through rectifiers;
 * - `xavier`: sqrt(2 / (fan-in + fan-out)) (Glorot and Bengio 2010, equation 12), normal, not uniform;
 * - `numpy-legacy`: the numbers of NumPy's legacy stream, for parity with what the course prints and
 *   for nothing else: weightScale·randn(inputs, outputs) for one weight matrix after the other, all
 *   from the one stream of `numpy.random.seed(seed)`, which has been drawn from before. The run's own
 *   seed does not count.
 */
export const INITIALIZATION_FIELDS = {
  "he": {},
  "xavier": {},
  "numpy-legacy": {
    seed: { holds: FROM_0, example: 231, about: "What `numpy.random.seed` was given" },
    weightScale: SCALE,
    normalsBefore: { holds: FROM_0, example: 30, about: "Numbers drawn before by `randn`" },
    integersBefore: {
      holds: FROM_0,
      example: 2,
      about: "Numbers drawn after those by `randint(integerBound)`",
    },
    integerBound: { holds: FROM_1, example: 10, about: "The bound of those" },
    networksBefore: {
      holds: FROM_0,
      example: 0,
      about: "Networks of the same shape whose weights were drawn after those",
    },
  },
} as const;

/** The fields of the course's way: one deviation for all weights. */
export const SCALED_FIELDS = { weightScale: SCALE } as const;

/** How weights begin. */
export type Initialization =
  | ConfigOf<"scaled", typeof SCALED_FIELDS>
  | ConfigOfKinds<typeof INITIALIZATION_FIELDS>;

/** Overwrites the values of all parameters. */
export function initialize(
  config: Initialization,
  parameters: readonly Parameter[],
  stream: (name: string) => Stream,
): void {
  const { kind } = config;
  const fields = kind === "scaled" ? SCALED_FIELDS : INITIALIZATION_FIELDS[kind];
  requireFields("initial weights", fields, config);
  for (const { name, role, fans, first, value } of parameters) {
    if (fans === undefined) {
      value.data.fill(first ?? (role === "scale" ? 1 : 0));
      continue;
    }
    if (config.kind === "numpy-legacy") continue;
    const deviation = standardDeviation(config, fans);
    const numbers = new Float64Array(value.data.length);
    fillNormal(stream(`init/${name}`), 0, numbers);
    numbers.forEach((z, i) => value.data[i] = z * deviation);
  }
  if (config.kind === "numpy-legacy") {
    drawLegacy(config, parameters.filter(({ role }) => role === "weight"));
  }
}

/** Draws all weights from one stream, after what was drawn before them. */
function drawLegacy(config: LegacyInitialization, weights: readonly Parameter[]): void {
  const { seed, weightScale, normalsBefore, integersBefore, integerBound, networksBefore } = config;
  const random = createNumpyLegacyRandom(seed);
  for (let i = 0; i < normalsBefore; i++) random.normal();
  for (let i = 0; i < integersBefore; i++) random.integer(integerBound);
  // A network made before draws the same numbers into the same places, and is then overwritten.
  for (let network = 0; network <= networksBefore; network++) {
    for (const { value: { data } } of weights) {
      for (let i = 0; i < data.length; i++) data[i] = weightScale * random.normal();
    }
  }
}

type LegacyInitialization = Extract<Initialization, { readonly kind: "numpy-legacy" }>;

function standardDeviation(
  config: Exclude<Initialization, LegacyInitialization>,
  fans: Fans,
): number {
  switch (config.kind) {
    case "scaled":
      return config.weightScale;
    case "he":
      return Math.sqrt(2 / fans.in);
    case "xavier":
      return Math.sqrt(2 / (fans.in + fans.out));
  }
}
