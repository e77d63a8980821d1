/**
 * `deno task evaluate RUN`: what saved weights make of the run's own data, or of examples in a CSV
 * file, by the kernels and the input map that the run was trained with.
 *
 * @module
 */
import { type Dataset, loadDataset } from "@samebit/datasets";
import { BadInput, nearest, spellText } from "@samebit/input";
import { createDataFolder, exists, findRun, readSavedWeights, type SavedRun } from "@samebit/store";
import { requireFit, restoreSavedWeights, Trainer } from "@samebit/solver";
import type { Kernels } from "@samebit/tensors";
import type { Command, Given, Terminal } from "@samebit/terminal";
import { judgeExamples } from "../judge_examples.ts";
import { judgeSplit, type Restored, SPLITS } from "../judge_split.ts";
import { KERNELS_HERE, kernelsHere } from "../kernels_flags.ts";
import { DATA_DIR, dataDirOf, OUT, outOf } from "../places.ts";
import { readCheckedRun } from "../saved_plan.ts";

const WEIGHTS = ["best", "final"] as const;

/** Measures or predicts with the weights of a run. */
export const evaluate: Command = {
  usage: {
    name: "evaluate",
    operands: "RUN",
    most: 1,
    about: "Figures of a split, or predictions as CSV, from the saved weights of a run: " +
      "RUN is its folder or the beginning of its name",
    flags: {
      "split": { value: "NAME", about: SPLITS.join(", "), otherwise: "validation" },
      "data": {
        value: "FILE",
        about: "a CSV file of examples to use instead, with or without labels",
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
      "weights": { value: "NAME", about: WEIGHTS.join(" or "), otherwise: "best" },
      "out": OUT,
      "data-dir": DATA_DIR,
      "backend": {
        value: "NAME",
        about: `the kernels: ${KERNELS_HERE.join(", ")}`,
        otherwise: "wasm",
      },
    },
    example: "update-rules/adam-seed1",
  },
  async run(given, terminal) {
    const [name] = given.operands;
    if (name === undefined) throw new BadInput("RUN", "is missing; see --help");
    const { data: path, label, predictions } = given.values;
    if (path === undefined && label !== undefined) throw new BadInput("--label", "is for --data");
    if (path !== undefined && given.values["split"] !== undefined) {
      throw new BadInput("--split", "is for the run's own data; give it or --data");
    }
    const split = oneOf(given, "split", SPLITS, "validation");
    if (predictions !== undefined && await exists(predictions)) {
      throw new BadInput("--predictions", `${predictions} is there already; name another file`);
    }
    const run = await readCheckedRun(await findRun(outOf(given), name));
    const kernels = kernelsHere(given.values["backend"] ?? "wasm", run.plan.precision);
    try {
      const restored = await restore(run, given, kernels, terminal);
      if (path === undefined) return await judgeSplit(restored, split, predictions, terminal);
      const file = {
        path,
        ...(label !== undefined && { label }),
        ...(predictions !== undefined && { predictions }),
      };
      return await judgeExamples(restored, file, terminal);
    } finally {
      kernels.close();
    }
  },
};

function oneOf<T extends string>(
  { values }: Given,
  flag: string,
  known: readonly T[],
  otherwise: T,
): T {
  const text = values[flag] ?? otherwise;
  const found = known.find((each) => each === text);
  if (found !== undefined) return found;
  const hint = nearest(text, known);
  const wanted = hint === undefined ? `wanted one of ${known.join(", ")}` : `did you mean ${hint}?`;
  throw new BadInput(`--${flag}`, `cannot be ${text}; ${wanted}`);
}

async function restore(
  run: SavedRun,
  given: Given,
  kernels: Kernels,
  terminal: Terminal,
): Promise<Restored> {
  const weights = oneOf(given, "weights", WEIGHTS, "best");
  const saved = await readSavedWeights(run, weights);
  const dataset = await loadData(run, dataDirOf(given), terminal);
  const trainer = usingRun(run, "the plan", () => new Trainer(run.plan, dataset, kernels));
  usingRun(run, `the ${weights} weights`, () => restoreSavedWeights(trainer.network, saved));
  return { run, weights, trainer, dataset };
}

/** The run's own data: what its input map is made of, whatever is judged. */
async function loadData(
  { folder, plan, record }: SavedRun,
  dataDir: string,
  terminal: Terminal,
): Promise<Dataset> {
  let dataset: Dataset;
  try {
    dataset = await loadDataset(plan.dataset, createDataFolder(dataDir));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new BadInput(folder, `the data it was trained on cannot be had: ${reason}`, { cause });
  }
  if (dataset.hash !== record.dataHash) {
    const [here, there] = [dataset.hash, record.dataHash].map((hash) => hash.slice(0, 8));
    throw new BadInput(
      dataDir,
      `holds other data than ${folder} was trained on: content ${here}, wanted ${there}; ` +
        "say by --data-dir where those lie",
    );
  }
  requireFit(plan, dataset, folder);
  for (const warning of dataset.warnings) terminal.complain(`warning: ${spellText(warning)}`);
  return dataset;
}

/** Does what fails only where a run's files are damaged. */
function usingRun<T>({ folder }: SavedRun, what: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    if (!(cause instanceof RangeError || cause instanceof TypeError)) throw cause;
    throw new BadInput(folder, `${what} cannot be used: ${cause.message}; run it again`, {
      cause,
    });
  }
}
