/**
 * Warnings about networks: normalization of a single number, settings of hidden layers where there
 * are none, and augmentation that does nothing.
 *
 * @module
 */
import { mixesRows } from "@samebit/minibatches";
import { type Warn, warnIf } from "./subject.ts";

/** Batch normalization over one example: it subtracts the example's own value. */
const batchOfOne: Warn = ({ plan: { model, batchSize }, facts: { train }, spell }) => {
  if (model.kind !== "fully-connected") return [];
  if (model.normalization.kind !== "batch" || model.hidden.length === 0) return [];
  const remedy = 'choose at least 2, or normalization "layer"';
  const what = "batch normalization of 1 example gives the same numbers for every example";
  return [
    ...warnIf(batchSize === 1, spell("batchSize"), `minibatches of 1: ${what}`, remedy),
    ...warnIf(
      batchSize > 1 && train.count === 1,
      spell("dataset", "trainExamples"),
      `minibatches of ${batchSize} times the 1 training example: ${what}`,
      remedy,
    ),
  ];
};

/** Layer normalization over one unit. */
const layerOfOne: Warn = ({ plan: { model }, spell }) =>
  model.kind !== "fully-connected" ? [] : warnIf(
    model.normalization.kind === "layer" && model.hidden.includes(1),
    spell("model", "hidden"),
    `layer normalization of a layer of 1 unit, layer ${model.hidden.indexOf(1) + 1} of ` +
      `${model.hidden.length}, gives the same number for every example`,
    'choose at least 2 units, or normalization "batch"',
  );

/** Normalization, activation and dropout of hidden layers, if there are none. */
const noHiddenLayers: Warn = ({ plan: { model }, spell }) => {
  if (model.kind !== "fully-connected" || model.hidden.length > 0) return [];
  const without = "acts on hidden layers, but there are none";
  const activation = model.activation.kind;
  return [
    ...warnIf(
      model.normalization.kind !== "none",
      spell("model", "normalization"),
      `"${model.normalization.kind}" ${without}`,
      "name hidden layers, or leave it out",
    ),
    ...warnIf(
      activation !== "relu",
      spell("model", "activation"),
      `"${activation}" ${without}`,
      "name hidden layers, or leave it out",
    ),
    ...warnIf(
      model.keepRatio < 1,
      spell("model", "keepRatio"),
      `dropout that keeps ${model.keepRatio} ${without}`,
      "name hidden layers, or leave it out",
    ),
  ];
};

/** Dropout that keeps every unit, if it was declared and is not compared with others. */
const idleDropout: Warn = ({ settings: { model }, spell }) => {
  const where = spell("model", "keepRatio");
  return warnIf(
    model.kind === "fully-connected" && model.keepRatio === 1 && where.startsWith("base."),
    where,
    "dropout with keepRatio 1 drops no unit",
    "choose less than 1, or leave it out",
  );
};

/** Augmentation that leaves every image unchanged. */
const idleAugmentation: Warn = ({ plan: { augmentation }, spell }) =>
  augmentation.kind === "none" ? [] : warnIf(
    augmentation.flip === false && augmentation.shift === 0 && augmentation.erase === 0 &&
      !mixesRows(augmentation),
    spell("augmentation"),
    `"${augmentation.kind}" without flip, with a shift of 0 pixels and nothing erased or mixed ` +
      "changes no image",
    'set flip: true or a shift, or augmentation "none"',
  );

/** Every kind of warning about networks. */
export const NETWORK_WARNINGS: readonly Warn[] = [
  batchOfOne,
  layerOfOne,
  noHiddenLayers,
  idleDropout,
  idleAugmentation,
];
