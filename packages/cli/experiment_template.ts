/**
 * The experiment file that a user starts with.
 *
 * @module
 */

/** A title made from a slug. */
export function titleOf(slug: string): string {
  return slug.replaceAll("-", " ").replace(/^./, (first) => first.toUpperCase());
}

/** The text of an experiment file that runs unchanged. */
export function template(slug: string): string {
  return `import type { Experiment } from "@samebit/experiment";

export default {
  title: ${JSON.stringify(titleOf(slug))},
  question: "Does a smaller learning rate classify the digits better?",
  expectation: "What you expect, written before you run it",
  base: {
    dataset: { kind: "digits" },
    model: { kind: "fully-connected", hidden: [100] },
    optimizer: { kind: "adam", learningRate: 1e-3 },
    batchSize: 100,
    epochs: 5,
  },
  compare: {
    "optimizer.learningRate": [1e-2, 1e-3],
  },
  seeds: [1, 2, 3],
  claims: [
    {
      says: "The smaller learning rate classifies better",
      metric: "bestValidationAccuracy",
      higher: "0.001",
      than: "0.01",
    },
  ],
  // What the page shows, in your order and with your words; without it a page has its own order.
  // report: [{ kind: "chart", name: "train-loss", caption: "What to see in it" }, { kind: "section", name: "summary" }],
} satisfies Experiment;
`;
}

/** The parts of a copied experiment that its author should change. */
export const TO_CHANGE = "title, question, expectation, claims and what is compared";

/** The text of an experiment file that starts as a copy of another. */
export function copyOf(file: string, text: string): string {
  return `// A copy of ${file}. Change ${TO_CHANGE}, then remove this line.\n${text}`;
}
