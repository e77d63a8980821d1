/**
 * The summary table: for each variant its final numbers over seeds, and what the test set itself
 * leaves open.
 */
import type { VNode } from "preact";
import { CHOOSING, epochFigure, type MetricName, OWN_FIGURES, TEST_CHOICE } from "@samebit/runlog";
import { colourOf, type Palette } from "@samebit/charts";
import {
  finiteSetError,
  highest,
  isHopeless,
  keepBest,
  metricBySeed,
  METRICS,
  MOST_VARIANTS,
  placesOf,
  rankOfVariant,
  showCount,
  showNumber,
  summarizeMetric,
  tunedText,
  type Variant,
} from "@samebit/findings";
import { LeftOut, Section, SummaryCell, Table, VariantName, Words } from "./parts.tsx";

interface Props {
  readonly variants: readonly Variant[];
  readonly palette: Palette;
}

/** Final numbers by variant. */
export function Summaries({ variants, palette }: Props): VNode {
  const tested = variants.some(({ chosen }) => metricBySeed(chosen, TEST_CHOICE).size > 0);
  const names: MetricName[] = [
    ...(tested ? [TEST_CHOICE] : []),
    CHOOSING,
    ...OWN_FIGURES.map((name) => epochFigure("train", name)),
    "trainLoss",
  ];
  const tuned = variants.some(({ candidates }) => candidates.length > 1);
  const shown = keepBest(variants, rankOfVariant, MOST_VARIANTS);
  const columns = names.map((name) => {
    const metric = METRICS[name];
    const summaries = shown.map(({ chosen }) => summarizeMetric(chosen, name));
    return { metric, summaries, places: placesOf(summaries, metric) };
  });
  return (
    <Section id="summary" title="Summary">
      <Table
        caption="Final numbers by variant: mean ± sample deviation, below it the 95 % interval of the mean, over n seeds"
        stacks
        head={[
          "Variant",
          ...(tuned ? ["Tuned"] : []),
          { number: "n" },
          ...columns.map(({ metric }) => ({ number: metric.title })),
        ]}
      >
        {shown.map((variant, at) => (
          <tr key={variant.label} role="row">
            <th scope="row" role="rowheader">
              <VariantName label={variant.label} colour={colourOf(palette, variant.label)} />
            </th>
            {tuned && (
              <td role="cell" data-label="Tuned">
                <Chosen variant={variant} />
              </td>
            )}
            <td class="number" role="cell" data-label="n">
              {metricBySeed(variant.chosen, "trainLoss").size}
            </td>
            {columns.map(({ metric, summaries, places }) => (
              <SummaryCell
                key={metric.name}
                summary={summaries[at]!}
                metric={metric}
                places={places}
              />
            ))}
          </tr>
        ))}
      </Table>
      <LeftOut
        shown={shown.length}
        of={variants.length}
        what="variant"
        kept="the best by validation accuracy"
      />
      {tested && <TestSetNote variants={variants} />}
    </Section>
  );
}

/** The candidate that stands for a variant, and out of how many. */
function Chosen({ variant }: { readonly variant: Variant }): VNode {
  const { candidates, chosen, decided } = variant;
  if (candidates.length === 1) return <>—</>;
  if (isHopeless(variant)) return <>none: all {candidates.length} diverged</>;
  return (
    <>
      <Words>{tunedText(chosen.tuned)}</Words>{" "}
      <span class="aside">
        ({decided ? "best" : "best so far"} of {candidates.length} by validation accuracy)
      </span>
    </>
  );
}

function TestSetNote({ variants }: { readonly variants: readonly Variant[] }): VNode {
  const results = variants.flatMap(({ runs }) =>
    runs.flatMap(({ record }) => record?.result?.test ?? [])
  );
  const errors = results.map(({ accuracy, examples }) => finiteSetError(accuracy, examples));
  const widest = highest(errors, 0);
  const examples = [...new Set(results.map((each) => showNumber(each.examples, ",d")))].join(
    " or ",
  );
  return (
    <p class="aside">
      With {examples} test examples, each single accuracy is uncertain by up to ±
      {showNumber(widest, ".3f")} (95 %, binomial). The test split was read{" "}
      {showCount(results.length, "time")}
      , once at the end of each run; choices were made on the validation split.
    </p>
  );
}
