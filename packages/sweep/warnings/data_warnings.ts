/**
 * Warnings about data: classes that cannot be learned or measured, columns without information,
 * labels that may be one class, and the warnings of the data set itself.
 *
 * @module
 */
import type { Warning } from "@samebit/runlog";
import { count, type Warn, warnIf } from "./subject.ts";

/** The warnings of data sets themselves. */
const ownWarnings: Warn = ({ facts, spell }) =>
  facts.warnings.map((what) => ({ where: spell("dataset"), what }));

/** The kinds of data that a user brings. */
const OWN_DATA: readonly string[] = ["csv", "arrays", "images"];

/** Up to this many classes may plausibly be numbers, such as grades. */
const FEW_CLASSES = 10;

/** Classes without an example in a split, or with a single one to learn from among many. */
const missingClasses: Warn = ({ plan, facts, spell }) => {
  // Its three parts are the same examples, and exist only for computing.
  if (plan.dataset.kind === "numpy-legacy") return [];
  const { train, validation, test } = facts.classCounts;
  const total = facts.train.count;
  // Small parts of a balanced set that is included in Samebit are small on purpose.
  const isTold = (split: readonly number[]) =>
    OWN_DATA.includes(plan.dataset.kind) || Object.hasOwn(plan.kinds, plan.dataset.kind) ||
    sum(split) >= 3 * split.length;
  const told = [validation, ...(plan.evaluation.test ? [test] : [])].filter(isTold);
  return facts.classes.flatMap((name, i): Warning[] => {
    const isRare = train[i] === 1 && total >= 10 * facts.classes.length;
    const isUntrained = train[i] === 0;
    if (!isUntrained && !isRare && told.every((split) => split[i]! > 0)) return [];
    return [{
      where: `${spell("dataset")}, class ${JSON.stringify(name)}`,
      what: `${train[i]} of ${count(total)} training examples, ${validation[i]} of ` +
        `${count(sum(validation))} in validation, ${test[i]} of ${count(sum(test))} in test`,
      remedy: isUntrained || isRare
        ? "so few examples are not enough to learn it: give more examples or other splits, such as another splitSeed"
        : "figures of that split say nothing about it: give larger splits or another splitSeed",
    }];
  });
};

/** Labels, where there are several at once, that are the same in all training examples. */
const constantLabels: Warn = ({ plan: { task }, facts: { targets, train }, spell }) => {
  if (task !== "multi-label" || targets === undefined) return [];
  return targets.names.flatMap((name, at): Warning[] => {
    const share = targets.mean[at]!;
    return warnIf(
      share === 0 || share === 1,
      `${spell("dataset")}, label ${JSON.stringify(name)}`,
      `it holds in ${share === 0 ? "none" : "all"} of ${count(train.count)} training examples`,
      "it cannot be learned: leave it out, or give more examples or other splits, such as another " +
        "splitSeed",
    );
  });
};

/** A label that is a different number in nearly every row. */
const numbersAsClasses: Warn = ({ plan, facts: { classes, train }, spell }) =>
  warnIf(
    plan.dataset.kind === "csv" && classes.length > FEW_CLASSES &&
      train.count < 2 * classes.length &&
      classes.every((name) => name.trim() !== "" && Number.isFinite(Number(name))),
    spell("dataset", "label"),
    `the ${count(classes.length)} classes are numbers, and there are ${
      count(train.count)
    } training ` +
      "examples of them",
    'to predict them as numbers, name the column in targets, with task: "regression"',
  );

function sum(counts: readonly number[]): number {
  return counts.reduce((total, each) => total + each, 0);
}

/** Columns with one value, or whose values become equal in float32. */
const poorColumns: Warn = ({ facts: { doubts, train } }) =>
  (doubts?.columns ?? []).map(({ name, written, kept }) => ({
    where: `${doubts!.file}, column ${JSON.stringify(name)}`,
    what: written === 1
      ? `one value in all ${count(train.count)} training examples`
      : `${count(written)} different values in the training examples become ${
        count(kept)
      } in float32`,
    remedy: written === 1
      ? "nothing can be learned from it: leave it out"
      : "subtract a constant from the column in the file, so that its values are small",
  }));

/** Labels that differ only in case, spaces or compatible characters. */
const alikeLabels: Warn = ({ facts: { doubts } }) =>
  (doubts?.alike ?? []).map((labels) => ({
    where: `${doubts!.file}, labels ${labels.map((label) => JSON.stringify(label)).join(" and ")}`,
    what:
      `${labels.length} classes whose names differ only in case, spaces or compatible characters`,
    remedy: "if they are one class, spell the label in one way",
  }));

/** A first line that is read as an example and seems to be a header. */
const numberedFirstLine: Warn = ({ facts: { doubts }, spell }) =>
  warnIf(
    doubts?.isNumbered === true,
    spell("dataset", "header"),
    `"none" reads line 1 of ${doubts?.file} as an example, but it seems to number the columns: ` +
      "its label occurs in 1 row",
    'use header "names" if it names them',
  );

/** Numbers that are treated as classes by default. */
const unsaidClasses: Warn = ({ plan, settings, facts: { classes, train }, spell }) =>
  warnIf(
    plan.dataset.kind === "csv" && plan.dataset.header !== "counts" &&
      plan.task === "classification" && settings.task === undefined && classes.length > 2 &&
      (classes.length <= FEW_CLASSES || train.count >= 2 * classes.length) &&
      classes.every((name) => Number.isFinite(Number(name))),
    spell("dataset"),
    `its labels are numbers, ${classes[0]} to ${classes.at(-1)}, and are taken as ${
      count(classes.length)
    } classes, whose order counts for nothing`,
    'if that is intended, set task "classification"; task "regression" with targets predicts numbers',
  );

/** What was detected, filled or left out while a table was read. */
const readAs: Warn = ({ facts: { doubts } }) => {
  if (doubts === undefined) return [];
  const { file, delimiter, leftOut, filled, rows } = doubts;
  return [
    ...(delimiter === undefined ? [] : [{
      where: file,
      what: `its fields are separated by a ${delimiter}, which was detected, not declared`,
    }]),
    ...leftOut.map(({ column, rows: missing }) => ({
      where: `${file}, column ${JSON.stringify(column)}`,
      what: `${count(missing)} of ${count(rows)} rows are left out, since its cell is missing`,
    })),
    ...(filled === 0 ? [] : [{
      where: file,
      what: `${count(filled)} missing ${filled === 1 ? "number is" : "numbers are"} filled`,
    }]),
  ];
};

/** Words that occur only in the splits that measure a network. */
const strangeLevels: Warn = ({ facts: { doubts } }) =>
  (doubts?.strange ?? []).map(({ column, level, rows: [validation, test] }) => ({
    where: `${doubts!.file}, column ${JSON.stringify(column)}`,
    what: `${level === "" ? "a missing word" : JSON.stringify(level)} is in no training example, ` +
      `and in ${count(validation)} of validation and ${count(test)} of test: its inputs are all 0`,
    remedy:
      "a network cannot learn it: give larger training data, another split, or drop the column",
  }));

/** Examples that every epoch leaves out, since they are too few for another minibatch. */
const leftOver: Warn = ({ plan: { batchSize, sampling }, facts: { train }, perEpoch, spell }) => {
  const left = train.count - perEpoch * batchSize;
  return warnIf(
    sampling === "shuffled" && left * 4 >= train.count,
    spell("batchSize"),
    `minibatches of ${count(batchSize)} leave ${count(left)} of ${count(train.count)} training ` +
      "examples out of each epoch",
    "choose a size that divides the number of examples more evenly",
  );
};

/** Every kind of warning about data. */
export const DATA_WARNINGS: readonly Warn[] = [
  ownWarnings,
  missingClasses,
  constantLabels,
  numbersAsClasses,
  poorColumns,
  alikeLabels,
  numberedFirstLine,
  unsaidClasses,
  readAs,
  strangeLevels,
  leftOver,
];
