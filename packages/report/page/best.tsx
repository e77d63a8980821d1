/**
 * The best result of an experiment in a line: the variant that is best on the validation split, and
 * its result on the test split if that was read.
 */
import type { VNode } from "preact";
import {
  bestVariant,
  metricBySeed,
  METRICS,
  recordsOfVariants,
  showMean,
  summarizeMetric,
  type Variant,
} from "@samebit/findings";
import { Words } from "@samebit/pages";

/** The best result; nothing as long as no variant has numbers. */
export function Best({ variants }: { readonly variants: readonly Variant[] }): VNode | null {
  const best = bestVariant(variants);
  if (best === undefined) return null;
  const { testChoice, choosing } = recordsOfVariants(variants);
  const tested = metricBySeed(best.chosen, testChoice).size > 0;
  const metric = METRICS[tested ? testChoice : choosing];
  return (
    <p class="best">
      {metric.title} <b>{showMean(summarizeMetric(best.chosen, metric.name), metric)}</b>
      {variants.length > 1 && (
        <>
          {" "}
          with{" "}
          <b>
            <Words>{best.label}</Words>
          </b>
          {tested && " "}
          {tested && <span class="aside">(the best by validation)</span>}
        </>
      )}
    </p>
  );
}
