/**
 * Runs in words: what one is called, and what it came to.
 *
 * @module
 */
import { bestUntil, type ExperimentRun } from "@samebit/sweep";
import { readRunRecord, type RunJob } from "@samebit/store";
import { CHOICE, joinTitle, TASK } from "@samebit/runlog";
import { spellText } from "@samebit/input";

const CHOSEN_BY = joinTitle("best", CHOICE.title);

/** The name of a run, such as `adam, learningRate 1e-3, seed 1`. */
export function runName(
  { variant, tuned, seed }: Pick<ExperimentRun, "variant" | "tuned" | "seed">,
): string {
  const labels = Object.entries(tuned).map(([axis, label]) => `${axis} ${label}`);
  return spellText([variant, ...labels, `seed ${seed}`].join(", "));
}

/** What a finished run came to, from its record; of a part of a run, from its evaluations. */
export async function runResult(
  { folder, untilEpoch }: Pick<RunJob, "folder" | "untilEpoch">,
): Promise<string> {
  const record = await readRunRecord(folder);
  const result = record?.result;
  if (result === undefined && untilEpoch !== undefined) {
    const best = await bestUntil(folder, untilEpoch, false);
    return `${CHOSEN_BY} ${best?.toFixed(3)} up to epoch ${untilEpoch}`;
  }
  if (record?.ended === undefined || result === undefined) return "incomplete";
  const { best, test, divergedAt, steps } = result;
  const parts = [
    `${CHOSEN_BY} ${best[CHOICE.name].toFixed(3)} (epoch ${best.epoch})`,
    ...(test === undefined ? [] : [`test ${test[TASK.choice].toFixed(3)}`]),
    ...(divergedAt === undefined
      ? []
      : [`diverged at step ${divergedAt.step} in ${divergedAt.place}`]),
    ...(record.ended === "stopped early" ? [`stopped early after ${steps} steps`] : []),
  ];
  return parts.join(", ");
}
