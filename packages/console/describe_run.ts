/**
 * Runs in words: the name of one, and its result.
 *
 * @module
 */
import { showNumber } from "@samebit/findings";
import { escapeText } from "@samebit/input";
import { joinTitle, recordsOf, taskOf } from "@samebit/runlog";
import { readRunRecord, type RunJob } from "@samebit/store";
import { bestUntil, type ExperimentRun } from "@samebit/sweep";

/** The name of a run, such as `adam, learningRate 1e-3, seed 1`. */
export function runName(
  { variant, tuned, seed }: Pick<ExperimentRun, "variant" | "tuned" | "seed">,
): string {
  const labels = Object.entries(tuned).map(([axis, label]) => `${axis} ${label}`);
  return escapeText([variant, ...labels, `seed ${seed}`].join(", "));
}

/** The result of a finished run, from its record; of a partial run, from its evaluations. */
export async function runResult(
  { folder, untilEpoch }: Pick<RunJob, "folder" | "untilEpoch">,
): Promise<string> {
  const record = await readRunRecord(folder);
  const result = record?.result;
  const task = taskOf(record?.plan ?? {});
  const { choice, figure } = recordsOf(task);
  const chosenBy = joinTitle("best", choice.title);
  if (result === undefined && untilEpoch !== undefined) {
    const best = await bestUntil(folder, task, untilEpoch, false);
    return `${chosenBy} ${showNumber(best, choice.format)} up to epoch ${untilEpoch}`;
  }
  if (record?.ended === undefined || result === undefined) return "incomplete";
  const { best, test, divergedAt, steps } = result;
  const parts = [
    `${chosenBy} ${showNumber(best[choice.name], choice.format)} (epoch ${best.epoch})`,
    ...(test === undefined ? [] : [`test ${showNumber(test[figure], choice.format)}`]),
    ...(divergedAt === undefined
      ? []
      : [`diverged at step ${divergedAt.step} in ${divergedAt.place}`]),
    ...(record.ended === "stopped early" ? [`stopped early after ${steps} steps`] : []),
  ];
  return parts.join(", ");
}
