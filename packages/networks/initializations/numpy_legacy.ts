/**
 * The numbers of NumPy's legacy stream, only for parity with what the course prints:
 * weightScale·randn(inputs, outputs) for one weight matrix after the other, all from the one stream
 * of `numpy.random.seed(seed)`, from which numbers may have been drawn before. The run's own seed
 * does not count.
 */
import { FROM_0, FROM_1 } from "@samebit/input";
import { createNumpyLegacyRandom } from "@samebit/random";
import type { InitializationKind } from "./initialization_kind.ts";
import { WEIGHT_SCALE } from "./scaled.ts";

const FIELDS = {
  seed: { holds: FROM_0, example: 231, about: "The argument of `numpy.random.seed`" },
  weightScale: WEIGHT_SCALE,
  normalsBefore: { holds: FROM_0, example: 30, about: "Numbers drawn before by `randn`" },
  integersBefore: {
    holds: FROM_0,
    example: 2,
    about: "Numbers drawn after those by `randint(integerBound)`",
  },
  integerBound: { holds: FROM_1, example: 10, about: "The bound of these integers" },
  networksBefore: {
    holds: FROM_0,
    example: 0,
    about: "Networks of the same shape whose weights were drawn after those",
  },
} as const;

/** weightScale·randn, all weights from one stream, after what was drawn before them. */
export const numpyLegacy: InitializationKind<typeof FIELDS> = {
  fields: FIELDS,
  draw(config, weights) {
    const { seed, weightScale, normalsBefore, integersBefore, integerBound, networksBefore } =
      config;
    const random = createNumpyLegacyRandom(seed);
    for (let i = 0; i < normalsBefore; i++) random.normal();
    for (let i = 0; i < integersBefore; i++) random.integer(integerBound);
    // An earlier network draws its numbers into the same places, which are then overwritten.
    for (let network = 0; network <= networksBefore; network++) {
      for (const { value: { data } } of weights) {
        for (let i = 0; i < data.length; i++) data[i] = weightScale * random.normal();
      }
    }
  },
};
