/** How steps and epochs correspond, so that charts by step and charts by epoch zoom together. */
import type { ChartRun } from "./chart.ts";

/** The steps in an epoch if they are the same in every run; nothing if they differ. */
export function sharedStepsPerEpoch(runs: readonly ChartRun[]): { perEpoch?: number } {
  const counts = new Set(runs.flatMap(({ steps: { rows, values: { epoch } } }) => {
    let first = 0;
    while (first < rows && epoch[first] === 1) first++;
    return first === 0 || (first === rows && rows < 2) ? [] : [first];
  }));
  const [perEpoch] = counts;
  return counts.size === 1 ? { perEpoch: perEpoch! } : {};
}
