/**
 * Checks what an experiment says about its results: that its claims, and the references in its
 * prose, name variants that it compares and metrics that its runs measure.
 */
import {
  type ChartSource,
  faultsOfProse,
  isMetricOf,
  isStepsTo,
  type JsonObject,
  LAYER_METRICS,
  metricNamesOf,
  numbersSet,
  proseOf,
  speaksOfResults,
  targetColumns,
  taskOf,
} from "@samebit/runlog";
import { didYouMean, type Fault, quote } from "@samebit/input";
import { faultsOfReport } from "@samebit/statements";
import { combineCompared, variantOf } from "./expand.ts";
import type { Experiment } from "./experiment.ts";

/** What is wrong with the claims and the prose of an experiment. */
export function faultsOfClaims(experiment: Experiment): Fault[] {
  const known = new Set(combineCompared(experiment).map((compared) => variantOf({ compared })));
  const variants = [...known];
  const task = taskOf(experiment.base);
  const metrics = metricNamesOf(task);
  const ofClaims = (experiment.claims ?? []).flatMap(
    ({ metric, lower, higher, near, equivalent, than }, i) => {
      const fault = (field: string, message: string) => ({
        path: ["claims", String(i), field],
        message,
      });
      const named = Object.entries({ lower, higher, near, equivalent, than }).filter(([, name]) =>
        typeof name === "string"
      ) as [string, string][];
      const faults = named.filter(([, name]) => !known.has(name)).map(([field, name]) =>
        fault(field, `unknown variant ${quote(name)}${didYouMean(name, variants)}`)
      );
      if (than === (lower ?? higher ?? near ?? equivalent)) {
        faults.push(fault("than", `compares ${quote(than)} with itself`));
      }
      if (!isMetricOf(task, metric)) {
        const wanted = isStepsTo(metric)
          ? `; wanted a target in ${targetColumns(task).join(", ")}`
          : didYouMean(metric, metrics);
        faults.push(fault("metric", `${metric} is not a metric of ${task}${wanted}`));
      }
      return [
        ...faults,
        ...unmeasured(metric, experiment).map((message) => fault("metric", message)),
      ];
    },
  );
  return [
    ...ofClaims,
    ...faultsInProse(experiment, variants),
    ...faultsOfReport(experiment.report ?? [], chartSourceOf(experiment)),
  ];
}

function faultsInProse(experiment: Experiment, variants: readonly string[]): Fault[] {
  const referable = {
    variants,
    task: taskOf(experiment.base),
    settings: numbersSet(experiment as unknown as JsonObject),
    faultOf: (metric: string) => unmeasured(metric, experiment)[0],
    didYouMean,
    quote,
  };
  return [...proseOf(experiment)].flatMap(([place, text]) =>
    faultsOfProse(text, referable, speaksOfResults(place))
      .map((message) => ({ path: place.split("."), message }))
  );
}

/** What the charts of an experiment's page depend on. */
function chartSourceOf({ base, compare, tune, claims = [] }: Experiment): ChartSource {
  const { layers, predictions = false, importance } = base.evaluation ?? {};
  return {
    task: taskOf(base),
    metrics: claims.map(({ metric }) => metric),
    compares: compare !== undefined,
    tunes: tune !== undefined,
    layers: (layers?.every ?? 0) > 0,
    predictions,
    importance: (importance?.repeats ?? 0) > 0,
  };
}

/** Why the runs of an experiment do not have a metric; nothing if they do. */
function unmeasured(metric: string, { base }: Experiment): string[] {
  const { test = true, layers, views = "plain" } = base.evaluation ?? {};
  const faults: string[] = [];
  if ((layers?.every ?? 0) === 0 && LAYER_METRICS.some((name) => name === metric)) {
    faults.push(
      `${metric} is not measured; it needs base.evaluation.layers, such as { every: 20 }`,
    );
  }
  if (views === "plain" && metric.startsWith("testViews")) {
    faults.push(`${metric} is not measured; it needs base.evaluation.views, such as "mirrored"`);
  }
  if (!test && metric.startsWith("test")) {
    faults.push(`${metric} is not measured, since base.evaluation.test is false`);
  }
  return faults;
}
