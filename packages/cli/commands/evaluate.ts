/**
 * `deno task evaluate RUN`: applies saved weights to the run's own data, or to examples in a CSV
 * file or a folder of images, with the kernels and the input map of the run's training. A model
 * folder written by `export` can be used in place of a run, without its data and experiment.
 *
 * @module
 */
import { JSON_FLAG, type Output, outputOf } from "@samebit/console";
import {
  chosenWord,
  type ExamplesFile,
  judgeExamples,
  judgeSplit,
  loadModel,
  loadRun,
  readCheckedRun,
  requireOwnWeights,
  restoreModel,
  restoreRun,
  SPLITS,
  WEIGHTS,
} from "@samebit/evaluation";
import { isModelFolder } from "@samebit/exports";
import { BadInput } from "@samebit/input";
import { DATA_DIR, KERNELS_HERE, kernelsHere, OUT, outOf } from "@samebit/options";
import { exists, findRun } from "@samebit/store";
import type { Command, Given } from "@samebit/terminal";

/** Measures or predicts with the weights of a run. */
export const evaluate: Command = {
  usage: {
    name: "evaluate",
    operands: "RUN",
    most: 1,
    about: "Figures of a split, or predictions as CSV, from the saved weights of a run: " +
      "RUN is its folder, the beginning of its name, or the folder of an exported model",
    flags: {
      "split": { value: "NAME", about: SPLITS.join(", "), otherwise: "validation" },
      "data": {
        value: "PATH",
        about:
          "a CSV file of examples to use instead, with or without labels, or a folder of images",
      },
      "label": {
        value: "COLUMN",
        about: "the label column of that file, by name or index from 0",
        otherwise: "as in the run's data, or the last column",
      },
      "predictions": {
        value: "FILE",
        about: "where to write one line per example",
        otherwise: "the terminal, if there are no labels",
      },
      "weights": WEIGHTS,
      "out": OUT,
      "data-dir": DATA_DIR,
      "backend": {
        value: "NAME",
        about: `the kernels: ${KERNELS_HERE.join(", ")}`,
        otherwise: "wasm",
      },
      "json": JSON_FLAG,
    },
    example: "update-rules/adam-seed1",
  },
  async run(given, whole) {
    const output = outputOf(given, whole);
    const { terminal } = output;
    const [name] = given.operands;
    if (name === undefined) throw new BadInput("RUN", "is missing; see --help");
    const { data: path, label, predictions } = given.values;
    if (path === undefined && label !== undefined) throw new BadInput("--label", "is for --data");
    if (path !== undefined && given.values["split"] !== undefined) {
      throw new BadInput("--split", "is for the run's own data; give it or --data");
    }
    const split = chosenWord(given, "split", SPLITS, "validation");
    if (predictions !== undefined && await exists(predictions)) {
      throw new BadInput("--predictions", `${predictions} already exists; name another file`);
    }
    const file = path === undefined ? undefined : {
      path,
      ...(label !== undefined && { label }),
      ...(predictions !== undefined && { predictions }),
    };
    if (await isModelFolder(name)) return await evaluateModel(name, file, given, output);
    const run = await readCheckedRun(await findRun(outOf(given), name));
    const loaded = await loadRun(run, given, terminal);
    const kernels = kernelsHere(given.values["backend"] ?? "wasm", run.plan.precision);
    try {
      const restored = restoreRun(loaded, kernels);
      if (file === undefined) return await judgeSplit(restored, split, predictions, output);
      requireOwnWeights(restored);
      return await judgeExamples(restored, file, output);
    } finally {
      kernels.close();
    }
  },
};

async function evaluateModel(
  folder: string,
  file: ExamplesFile | undefined,
  given: Given,
  output: Output,
): Promise<number> {
  if (file === undefined) {
    throw new BadInput("--data", `is missing: ${folder} is a model, which has no data of its own`);
  }
  const model = await loadModel(folder, given);
  const kernels = kernelsHere(given.values["backend"] ?? "wasm", model.plan.precision);
  try {
    return await judgeExamples(restoreModel(folder, model, kernels), file, output);
  } finally {
    kernels.close();
  }
}
