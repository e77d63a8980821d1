/**
 * How parameters begin: weights normally distributed with mean 0, biases and shifts 0, scales 1.
 *
 * The one idea: every weight matrix has a stream of its own (`init/W1`), so adding a layer moves no
 * other layer's numbers. Each number is z·deviation in float64, z standard normal, and is rounded to
 * the network's precision once. Draws are in row-major order on page 0; deviations are float64:
 * `docs/contracts/6-network.md`, section 6.5.
 */
import { createNumpyLegacyRandom, fillNormal, type Stream } from "@samebit/random";
import { requireNumber } from "./checks.ts";
import type { Fans, Parameter } from "./layer.ts";

/** How weights begin; all but the deviation is the same. */
export type Initialization =
  | {
    /** The course's way: one deviation for all weights. */
    readonly kind: "scaled";
    /** The standard deviation, at least 0. */
    readonly weightScale: number;
  }
  | {
    /** sqrt(2 / fan-in) (He et al. 2015, section 2.2): keeps the size of numbers through rectifiers. */
    readonly kind: "he";
  }
  | {
    /** sqrt(2 / (fan-in + fan-out)) (Glorot and Bengio 2010, equation 12), normal, not uniform. */
    readonly kind: "xavier";
  }
  | {
    /**
     * The numbers of NumPy's legacy stream, for parity with what the course prints and for nothing
     * else: weightScale·randn(inputs, outputs) for one weight matrix after the other, all from the
     * one stream of `numpy.random.seed(seed)`, which has been drawn from before. The run's own seed
     * does not count.
     */
    readonly kind: "numpy-legacy";
    /** What `numpy.random.seed` was given. */
    readonly seed: number;
    /** The standard deviation, at least 0. */
    readonly weightScale: number;
    /** Numbers drawn before by `randn`. */
    readonly normalsBefore: number;
    /** Numbers drawn after those by `randint(integerBound)`. */
    readonly integersBefore: number;
    /** The bound of those. */
    readonly integerBound: number;
    /** Networks of the same shape whose weights were drawn after those. */
    readonly networksBefore: number;
  };

/** Overwrites the values of all parameters. */
export function initialize(
  config: Initialization,
  parameters: readonly Parameter[],
  stream: (name: string) => Stream,
): void {
  for (const { name, role, fans, value } of parameters) {
    if (fans === undefined) {
      value.data.fill(role === "scale" ? 1 : 0);
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
  requireScale(weightScale);
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
      requireScale(config.weightScale);
      return config.weightScale;
    case "he":
      return Math.sqrt(2 / fans.in);
    case "xavier":
      return Math.sqrt(2 / (fans.in + fans.out));
  }
}

function requireScale(weightScale: number): void {
  requireNumber("initial weights", "weightScale", weightScale, weightScale >= 0, "at least 0");
}
