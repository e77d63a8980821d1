/**
 * The models on which exported files are tried: one for each form of each kind of layer, and whole
 * networks. Not for anything but tests.
 */
import type { Model } from "@samebit/exports";
import { createModel, SAMPLES } from "../../packages/exports/testing_models.ts";

/** A model with a name for messages. */
export interface NamedModel {
  readonly name: string;
  readonly model: Model;
}

/** All of them. */
export function* models(): Generator<NamedModel> {
  for (const [kind, samples] of Object.entries(SAMPLES)) {
    for (const [at, { shape, layers }] of samples.entries()) {
      yield {
        name: `${kind} ${at + 1}`,
        model: createModel({ shape, model: { kind: "layers", layers } }),
      };
    }
  }
  const hidden = { kind: "fully-connected", hidden: [9, 8] } as const;
  yield {
    name: "fully connected, on images without channels",
    model: createModel({
      shape: [4, 4],
      model: { ...hidden, normalization: "batch", activation: "gelu", keepRatio: 0.5 },
    }),
  };
  yield {
    name: "layers, on images without channels",
    model: createModel({
      shape: [4, 4],
      model: {
        kind: "layers",
        layers: [{ kind: "convolution", filters: 2, kernel: 3 }, "relu", "flatten"],
      },
    }),
  };
  yield {
    name: "in float64",
    model: createModel({ shape: [5], model: hidden, settings: { precision: "float64" } }),
  };
  yield { name: "of numbers", model: regression() };
  yield { name: "of several labels", model: multiLabel() };
}

/** A network that predicts two numbers. */
export function regression(): Model {
  return createModel({
    shape: [5],
    model: { kind: "fully-connected", hidden: [6], normalization: "layer" },
    settings: {
      dataset: {
        kind: "csv",
        file: "prices.csv",
        targets: ["price", "age"],
        validationExamples: 1,
        testExamples: 1,
      },
      task: "regression",
    },
    data: {
      classes: [],
      targets: {
        names: ["price", "age"],
        mean: Float64Array.of(300, 40),
        deviation: Float64Array.of(50, 12),
      },
    },
  });
}

/** A network that says which of three labels hold. */
export function multiLabel(): Model {
  const names = ["red", "round", "heavy"];
  return createModel({
    shape: [5],
    model: { kind: "fully-connected", hidden: [6] },
    settings: {
      dataset: {
        kind: "csv",
        file: "fruit.csv",
        targets: names,
        validationExamples: 1,
        testExamples: 1,
      },
      task: "multi-label",
    },
    data: {
      classes: [],
      targets: {
        names,
        mean: Float64Array.of(0.5, 0.25, 0),
        deviation: Float64Array.of(0.5, Math.sqrt(3) / 4, 0),
      },
    },
  });
}

/**
 * The largest difference of numbers from those that are wanted, as a share of the largest of these.
 */
export function largestDifference(found: ArrayLike<number>, wanted: ArrayLike<number>): number {
  if (found.length !== wanted.length) return Infinity;
  let [difference, largest] = [0, 0];
  for (let i = 0; i < wanted.length; i++) {
    const away = Math.abs(found[i]! - wanted[i]!);
    // What is not a number is as far away as can be.
    difference = Math.max(difference, Number.isNaN(away) ? Infinity : away);
    largest = Math.max(largest, Math.abs(wanted[i]!));
  }
  return difference / largest;
}
