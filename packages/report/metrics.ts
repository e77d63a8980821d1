/**
 * The numbers a run ends with, by the names that claims and tables use: where each stands in the
 * record, what it is called and how it is shown.
 */
import { type Column, EPOCH_COLUMNS, type MetricName, type RunResult } from "@samebit/runlog";

/** How a metric is found and shown. */
export interface Metric {
  /** Its name in claims. */
  readonly name: MetricName;
  /** Its title in tables and on axes. */
  readonly title: string;
  /** The unit, `""` where there is none. */
  readonly unit: string;
  /** Its format on axes (d3-format). */
  readonly format: string;
  /** Its number in a result; absent where the plan did not ask for it. */
  of(result: RunResult): number | undefined;
}

const [, trainLoss, trainAccuracy, validationLoss, validationAccuracy] = EPOCH_COLUMNS;

function metric(
  name: MetricName,
  title: string,
  { unit, format }: Column,
  of: Metric["of"],
): Metric {
  return { name, title, unit, format, of };
}

/** Every metric by its name. */
export const METRICS: Readonly<Record<MetricName, Metric>> = {
  trainLoss: metric("trainLoss", "Final training loss", trainLoss, (r) => r.final.trainLoss),
  trainAccuracy: metric(
    "trainAccuracy",
    "Final training accuracy",
    trainAccuracy,
    (r) => r.final.trainAccuracy,
  ),
  validationLoss: metric(
    "validationLoss",
    "Final validation loss",
    validationLoss,
    (r) => r.final.validationLoss,
  ),
  validationAccuracy: metric(
    "validationAccuracy",
    "Final validation accuracy",
    validationAccuracy,
    (r) => r.final.validationAccuracy,
  ),
  bestValidationAccuracy: metric(
    "bestValidationAccuracy",
    "Best validation accuracy",
    validationAccuracy,
    (r) => r.best.validationAccuracy,
  ),
  testAccuracy: metric(
    "testAccuracy",
    "Test accuracy",
    validationAccuracy,
    (r) => r.test?.accuracy,
  ),
  testLoss: metric("testLoss", "Test loss", validationLoss, (r) => r.test?.loss),
  firstLoss: metric("firstLoss", "Loss of the first step", trainLoss, (r) => r.firstLoss),
};
