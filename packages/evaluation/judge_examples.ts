/**
 * Examples of a CSV file or of a folder of images under saved weights: their figures if they have
 * labels or targets, and the network's prediction for each. They are mapped in the same way as the
 * run's own data.
 *
 * @module
 */
import type { Output } from "@samebit/console";
import { type Examples, parseExamples } from "@samebit/datasets";
import { BadInput, escapeText } from "@samebit/input";
import type { InputData } from "@samebit/solver";
import { taskKindOf } from "@samebit/tasks";
import { LIMITS, readGiven, shownPath } from "@samebit/store";
import { STATUS } from "@samebit/terminal";
import { classFigures, describeClassFigures } from "./class_figures.ts";
import { readImageExamples } from "./image_examples.ts";
import { describeResult, describeWeights, predictionsOf, scoresOnce } from "./judge_split.ts";
import { writePredictions } from "./predictions.ts";
import type { Restored } from "./restore.ts";

/** A file or a folder of examples, and what to do with them. */
export interface ExamplesFile {
  /** Its path. */
  readonly path: string;
  /** The label's column, by name or index; by default as in the run's data. */
  readonly label?: string;
  /** The file for the predictions, a line for each example. */
  readonly predictions?: string;
}

/**
 * Judges the examples of a file or of a folder: prints their figures if they have labels or targets,
 * or their predictions if they have none and no file is named for those.
 *
 * @throws {BadInput} The file cannot be read, or does not fit the run.
 */
export async function judgeExamples(
  restored: Restored,
  { path, label, predictions }: ExamplesFile,
  { terminal, isJson, give }: Output,
): Promise<number> {
  const { evaluator, data } = restored;
  const images = await readImageExamples(path, restored);
  if (images !== undefined && label !== undefined) {
    throw new BadInput("--label", "is for CSV files; the classes of images are their folders");
  }
  const examples = images ?? await readExamples(path, restored, label);
  requireTargets(restored, examples, path);
  const { values, labels, targets, count } = examples;
  const split = {
    values,
    labels: labels ?? new Uint16Array(count),
    ...(targets !== undefined && { targets }),
    count,
  };
  const scoresOf = scoresOnce(restored, split);
  const isKnown = labels !== undefined || targets !== undefined;
  if (isJson && !isKnown && predictions === undefined) {
    throw new BadInput(
      "--json",
      "is for figures, and these examples have no labels; use --predictions FILE",
    );
  }
  const of = { run: shownPath(restored.run.folder), weights: restored.weights, data: path };
  if (!isKnown) give({ ...of, examples: count });
  else {
    const figures = evaluator.measure(split);
    const result = describeResult(restored, figures);
    terminal.print(`${escapeText(`${describeWeights(restored)}, ${path}`)}: ${result}`);
    const classes = labels && classFigures(restored, split, scoresOf);
    if (classes !== undefined) terminal.print(describeClassFigures(classes));
    give({ ...of, figures, ...(classes && { classes }) });
    if (predictions === undefined) return STATUS.done;
  }
  const text = predictionsOf(restored.run.plan, data, scoresOf(), {
    ...examples,
    ...(images && { files: images.files }),
  });
  if (predictions === undefined) terminal.print(text.trimEnd());
  else await writePredictions(predictions, text);
  return STATUS.done;
}

async function readExamples(
  path: string,
  { run, data }: Restored,
  label: string | undefined,
): Promise<Examples> {
  const { dataset: config } = run.plan;
  const header = config.kind === "csv" ? config.header : "names";
  const targets = config.kind === "csv" ? config.targets : lastColumns(data);
  if (label !== undefined && targets.length > 0) {
    throw new BadInput(
      "--label",
      "is for classes; targets have the same names as in the run's data",
    );
  }
  const column = label === undefined ? ownLabel(run.plan.dataset, data) : numberOr(label);
  try {
    return parseExamples(await readGiven(path, LIMITS.data), path, data, {
      header,
      targets,
      ...(column !== undefined && { label: column }),
    });
  } catch (cause) {
    if (cause instanceof Deno.errors.NotFound) {
      throw new BadInput("--data", `there is no file ${path}`);
    }
    throw new BadInput("--data", cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

/**
 * Makes sure that the targets of examples are valid for the task.
 *
 * @throws {BadInput} They are not.
 */
function requireTargets(
  { run, data }: Restored,
  { nonBinary }: Pick<Examples, "nonBinary">,
  path: string,
): void {
  if (nonBinary === undefined) return;
  const fault = taskKindOf(run.plan).faultOf?.({
    ...data,
    targets: { ...data.targets!, nonBinary },
  });
  if (fault !== undefined) throw new BadInput("--data", `the targets of ${path} ${fault}`);
}

/** If data have no names, the targets follow the features. */
function lastColumns({ features, targets }: InputData): number[] {
  return (targets?.names ?? []).map((_, i) => features + i);
}

/** The label's column in the run's own table, if that says more than its name. */
function ownLabel(
  config: Restored["run"]["plan"]["dataset"],
  { columns }: InputData,
): number | string | undefined {
  return config.kind === "csv" && columns === undefined ? config.label : undefined;
}

function numberOr(label: string): number | string {
  return /^-?\d+$/.test(label) ? Number(label) : label;
}
