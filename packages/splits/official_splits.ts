/**
 * Cuts the examples of a data set that comes with its own test part, in the order of its files. Not
 * for data without one: those are shuffled first, see `splits.ts`.
 *
 * The one idea: the training files are train, then validation; nothing moves and nothing is copied.
 *
 * @module
 */
import type { OfficialSplitConfig } from "./config.ts";
import { type Content, countFeatures } from "./content.ts";
import type { Split } from "./dataset.ts";
import { checkSizes, type Splits } from "./splits.ts";

/** The three splits, and what the input map is worked out from. */
export interface OfficialSplits extends Splits {
  /** All examples before the validation part: the train split is its beginning. */
  readonly fitted: Split;
}

/**
 * Cuts `content`, whose first `trainingExamples` examples come from the training files.
 *
 * Section 5.8 of the contract, `docs/contracts/5-data.md`: validation is the last
 * `validationExamples` of the training files, train the first `trainExamples` of those before it,
 * test the first `testExamples` of the test files.
 *
 * @throws {RangeError} If a size is out of range or the sizes do not fit.
 */
export function cutOfficialSplits(
  content: Content,
  trainingExamples: number,
  config: OfficialSplitConfig,
): OfficialSplits {
  checkSizes(config, ["trainExamples", "testExamples"]);
  const { validationExamples } = config;
  const left = trainingExamples - validationExamples;
  const inTest = content.labels.length - trainingExamples;
  const trainExamples = config.trainExamples === "all" ? Math.max(left, 1) : config.trainExamples;
  const testExamples = config.testExamples === "all" ? inTest : config.testExamples;
  if (trainExamples > left) {
    throw new RangeError(
      `Cannot split ${trainingExamples} training examples: validationExamples ` +
        `${validationExamples} leaves ${Math.max(left, 0)} to train on, trainExamples is ` +
        `${config.trainExamples === "all" ? '"all", at least 1' : trainExamples}`,
    );
  }
  if (testExamples > inTest) {
    throw new RangeError(
      `Cannot split ${inTest} test examples: testExamples is ${testExamples}; ` +
        `wanted at most ${inTest} or "all"`,
    );
  }
  return {
    fitted: viewRows(content, 0, left),
    train: viewRows(content, 0, trainExamples),
    validation: viewRows(content, left, validationExamples),
    test: viewRows(content, trainingExamples, testExamples),
  };
}

function viewRows({ shape, values, labels }: Content, from: number, count: number): Split {
  const features = countFeatures(shape);
  return {
    values: values.subarray(from * features, (from + count) * features),
    labels: labels.subarray(from, from + count),
    count,
  };
}
