/**
 * Which numbers of a baseline stand beside those of runs.
 */
import {
  type BaselineRecord,
  type MetricName,
  ownFiguresOf,
  recordsOf,
  TASK_NAMES,
  testMetric,
} from "@samebit/runlog";

/**
 * The figure of a baseline in the column of a metric: of the test split, or of the validation split
 * if runs are chosen by it; undefined if it has none.
 */
export function figureOfBaseline(
  { validation, test }: BaselineRecord,
  metric: MetricName,
): number | undefined {
  for (const task of TASK_NAMES) {
    const figures = ownFiguresOf(task);
    const tested = figures.find((name) => testMetric(name) === metric);
    if (tested !== undefined) return test?.[tested];
    const { choosing, figure } = recordsOf(task);
    if (choosing === metric) return validation[figures.find((name) => name === figure)!];
  }
  return undefined;
}
