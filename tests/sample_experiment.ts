/**
 * Experiment files for tests, small enough to be run in a moment. Not for anything but tests.
 */

/** A declaration as plain data, to be changed and written. */
export type Declaration = Record<string, unknown>;

/** Two rules on 40 digits: two runs of eight steps with each seed. */
export const SMALL: Declaration = {
  title: "Small",
  question: "Does a small experiment run?",
  expectation: "Yes",
  base: {
    dataset: { kind: "digits", trainExamples: 40, validationExamples: 20, testExamples: 20 },
    model: { kind: "fully-connected", hidden: [8] },
    optimizer: { kind: "sgd", learningRate: 0.01 },
    batchSize: 20,
    epochs: 4,
  },
  compare: {
    optimizer: {
      sgd: { kind: "sgd", learningRate: 0.01 },
      adam: { kind: "adam", learningRate: 0.001 },
    },
  },
  seeds: [1, 2],
};

/** `SMALL` with other fields, as the text of a file. */
export function declare(changed: Declaration = {}): string {
  return `export default ${JSON.stringify({ ...SMALL, ...changed }, null, 2)};\n`;
}

/** `SMALL` with other fields in its base, as the text of a file. */
export function declareBase(changed: Declaration, rest: Declaration = {}): string {
  return declare({ ...rest, base: { ...SMALL.base as Declaration, ...changed } });
}
