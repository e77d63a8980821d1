/**
 * The summary table: for each variant its final numbers over seeds, and what the test set itself
 * leaves open.
 */
import type { VNode } from "preact";
import {
  figureOfBaseline,
  isHopeless,
  keepBest,
  type Metric,
  metricBySeed,
  metricNamed,
  MOST_VARIANTS,
  mostDecimals,
  rankOfVariant,
  recordsOfVariants,
  showCount,
  showNumber,
  summarizeMetric,
  taskOfVariants,
  tunedText,
  type Variant,
} from "@samebit/findings";
import { LeftOut, Section, SummaryCell, Table, VariantName, Words } from "@samebit/pages";
import { colourOf, type Palette } from "@samebit/plotting";
import {
  type BaselineRecord,
  epochFigure,
  figureOf,
  meritOf,
  type MetricName,
  ownFiguresOf,
  testMetric,
  viewsMetric,
} from "@samebit/runlog";
import { finiteSetError, highest, summarizeDifferences } from "@samebit/statistics";

interface Props {
  readonly variants: readonly Variant[];
  /** What is reached without a network. */
  readonly baselines: readonly BaselineRecord[];
  /** The steps to targets that claims or prose name: a column each. */
  readonly targets: readonly MetricName[];
  readonly palette: Palette;
}

/** Final numbers by variant. */
export function Summaries({ variants, baselines, targets, palette }: Props): VNode {
  const { figure, choosing, testChoice, choiceInWords } = recordsOfVariants(variants);
  const tested = variants.some(({ chosen }) => metricBySeed(chosen, testChoice).size > 0);
  const names: MetricName[] = [
    ...(tested ? ownFiguresOf(taskOfVariants(variants)).map(testMetric) : []),
    ...ownFiguresOf(taskOfVariants(variants)).map(viewsMetric).filter((name) =>
      variants.some(({ chosen }) => metricBySeed(chosen, name).size > 0)
    ),
    choosing,
    epochFigure("train", figure),
    "trainLoss",
    ...targets,
  ];
  const tuned = variants.some(({ candidates }) => candidates.length > 1);
  const shown = keepBest(variants, rankOfVariant, MOST_VARIANTS);
  const columns = names.map((name) => {
    const metric = metricNamed(name);
    const summaries = shown.map(({ chosen }) => summarizeMetric(chosen, name));
    const merits = summaries.map(({ mean }) => meritOf(metric, mean));
    const greatest = highest(merits.filter(Number.isFinite));
    const areBest = merits.map((merit) =>
      shown.length > 1 && Number.isFinite(merit) && merit === greatest
    );
    const first = areBest.indexOf(true);
    const isClear = first >= 0 &&
      shown.every((each, at) => at === first || isApart(shown[first]!, each, metric));
    return { metric, summaries, places: mostDecimals(summaries, metric), areBest, isClear };
  });
  return (
    <Section id="summary" title="Summary">
      <Table
        caption="Final numbers by variant: mean ± sample deviation, below it the 95 % interval of the mean, over n seeds; the best mean is bold, and called best of all where the intervals of its differences from each other variant, paired by seed, leave 0 out"
        stacks
        sorts
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
                <Chosen variant={variant} by={choiceInWords} />
              </td>
            )}
            <td class="number" role="cell" data-label="n">
              {metricBySeed(variant.chosen, "trainLoss").size}
            </td>
            {columns.map(({ metric, summaries, places, areBest, isClear }) => (
              <SummaryCell
                key={metric.name}
                summary={summaries[at]!}
                metric={metric}
                places={places}
                best={!areBest[at] ? undefined : isClear ? "clear" : "mean"}
              />
            ))}
          </tr>
        ))}
        {baselines.map((baseline) => (
          <Baseline
            key={JSON.stringify([baseline.name, baseline.variants])}
            baseline={baseline}
            metrics={columns.map(({ metric }) => metric)}
            isTuned={tuned}
          />
        ))}
      </Table>
      <LeftOut
        shown={shown.length}
        of={variants.length}
        what="variant"
        kept={`the best by ${choiceInWords}`}
      />
      {tested && <TestSetNote variants={variants} />}
    </Section>
  );
}

/** Whether the seeds that both have distinguish the better variant from another. */
function isApart(better: Variant, other: Variant, metric: Metric): boolean {
  const [a, b] = [better, other].map(({ chosen }) => metricBySeed(chosen, metric.name));
  const { interval } = summarizeDifferences(a!, b!);
  return interval !== undefined && (interval[0] > 0 || interval[1] < 0);
}

/** What is reached without a network, in a row below those of the variants. */
function Baseline({ baseline, metrics, isTuned }: {
  readonly baseline: BaselineRecord;
  readonly metrics: readonly Metric[];
  readonly isTuned: boolean;
}): VNode {
  const { name, variants } = baseline;
  return (
    <tr role="row">
      <th scope="row" role="rowheader">
        <Words>{name}</Words>{" "}
        <span class="aside">
          (no network{variants && `, data of ${variants.join("; ")}`})
        </span>
      </th>
      {isTuned && <td role="cell" data-label="Tuned">—</td>}
      <td class="number" role="cell" data-label="n">—</td>
      {metrics.map((metric) => {
        const figure = figureOfBaseline(baseline, metric.name);
        return (
          <td key={metric.name} class="number" role="cell" data-label={metric.title}>
            {figure === undefined ? "—" : showNumber(figure, metric.format)}
          </td>
        );
      })}
    </tr>
  );
}

/** The candidate that represents a variant, and out of how many. */
function Chosen({ variant, by }: { readonly variant: Variant; readonly by: string }): VNode {
  const { candidates, chosen, decided } = variant;
  if (candidates.length === 1) return <>—</>;
  if (isHopeless(variant)) return <>none: all {candidates.length} diverged</>;
  return (
    <>
      <Words>{tunedText(chosen.tuned)}</Words>{" "}
      <span class="aside">
        ({decided ? "best" : "best so far"} of {candidates.length} by {by})
      </span>
    </>
  );
}

function TestSetNote({ variants }: { readonly variants: readonly Variant[] }): VNode {
  const results = variants.flatMap(({ runs }) =>
    runs.flatMap(({ record }) => record?.result?.test ?? [])
  );
  const { figure } = recordsOfVariants(variants);
  const errors = figureOf(figure).isShare
    ? results.map((result) => finiteSetError(result[figure]!, result.examples))
    : [];
  const examples = [...new Set(results.map((each) => showNumber(each.examples, ",d")))].join(
    " or ",
  );
  return (
    <p class="aside">
      {errors.length > 0 && (
        <>
          With {examples} test examples, each single {figure} is uncertain by up to ±
          {showNumber(highest(errors, 0), ".3f")} (95 %, binomial).{" "}
        </>
      )}
      The test split{errors.length === 0 && <>, {examples} examples,</>} was read{" "}
      {showCount(results.length, "time")}
      , once at the end of each run; choices were made on the validation split.
    </p>
  );
}
