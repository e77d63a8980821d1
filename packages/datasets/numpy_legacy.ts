/**
 * Made-up numbers from NumPy's legacy stream, as the course's FullyConnectedNets notebook makes them
 * for its sanity check: `X = randn(examples, features)`, then `y = randint(classes, size=examples)`.
 * For parity with published numbers only: there is nothing in them to learn.
 *
 * @module
 */
import { type ConfigOf, FROM_0, FROM_1 } from "@samebit/input";
import { createNumpyLegacyRandom } from "@samebit/random";
import { type Content, type Dataset, type DatasetLoader, hashContent } from "@samebit/splits";

/** The fields of the data set. */
const FIELDS = {
  seed: { holds: FROM_0, example: 231, about: "The seed given to `numpy.random.seed`" },
  examples: { holds: FROM_1, example: 2, about: "The number of examples" },
  features: { holds: FROM_1, example: 15, about: "The number of features of an example" },
  classes: { holds: FROM_1, example: 10, about: "The number of classes" },
} as const;

/** Examples drawn from NumPy's legacy stream, for parity with numbers that the course prints. */
export type NumpyLegacyConfig = ConfigOf<"numpy-legacy", typeof FIELDS>;

/**
 * Draws the examples; training, validation and test part are all of them. The numbers are float64
 * and need a run in float64.
 *
 * @throws {RangeError} If a size or the seed is out of range.
 *
 * @example
 * ```ts
 * import { loadDataset } from "@samebit/datasets";
 * import { assertEquals } from "@std/assert";
 *
 * const config = { kind: "numpy-legacy", seed: 231, examples: 2, features: 15, classes: 10 } as const;
 * const { train } = await loadDataset(config, { readFile: (path) => Deno.readFile(path) });
 * assertEquals(train.values.length, 30);
 * ```
 */
export function loadNumpyLegacy(config: NumpyLegacyConfig): Promise<Dataset> {
  const { kind, seed, examples, features, classes } = config;
  checkSizes(config);
  const random = createNumpyLegacyRandom(seed);
  const values = Float64Array.from({ length: examples * features }, random.normal);
  const labels = Uint16Array.from({ length: examples }, () => random.integer(classes));
  const content: Content = {
    shape: [features],
    values,
    labels,
    classes: Array.from({ length: classes }, (_, i) => String(i)),
  };
  const all = { values, labels, count: examples };
  return Promise.resolve({
    kind,
    features,
    shape: content.shape,
    classes: content.classes,
    hash: hashContent(content),
    warnings: [],
    offset: new Float32Array(features),
    factor: new Float32Array(features).fill(1),
    train: all,
    validation: all,
    test: all,
  });
}

/** Examples drawn from NumPy's legacy stream, for parity with numbers that the course prints. */
export const numpyLegacy: DatasetLoader<"numpy-legacy", typeof FIELDS> = {
  fields: FIELDS,
  load: loadNumpyLegacy,
};

/** The most numbers that are drawn: 1 GiB. */
const MOST_NUMBERS = 134_217_728;

function checkSizes({ examples, features, classes }: NumpyLegacyConfig): void {
  for (const [name, size] of Object.entries({ examples, features, classes })) {
    const most = name === "classes" ? 256 : 1_000_000;
    if (Number.isInteger(size) && size >= 1 && size <= most) continue;
    throw new RangeError(
      `Cannot draw examples: ${name} is ${size}; wanted an integer from 1 to ${most}`,
    );
  }
  if (examples * features <= MOST_NUMBERS) return;
  throw new RangeError(
    `Cannot draw examples: ${examples} of ${features} features are ${
      examples * features
    } numbers; ` +
      `wanted at most ${MOST_NUMBERS}`,
  );
}
