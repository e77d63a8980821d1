/**
 * The two tables of an experiment's results in the terminal: the values tried for each variant, and
 * the results of each variant. Tuned values get their own columns.
 *
 * @module
 */
import {
  type Candidate,
  describeOpen,
  figureOfBaseline,
  keepBest,
  metricNamed,
  METRICS,
  rankOf,
  rankOfVariant,
  shortName,
  showCount,
  showMean,
  showNumber,
  summarizeMetric,
  type Variant,
} from "@samebit/findings";
import {
  type BaselineRecord,
  epochFigure,
  figureOf,
  inSentence,
  joinTitle,
  type MetricName,
  type NamedMetric,
  ownFiguresOf,
  recordsOf,
  type TaskName,
  testMetric,
  viewsMetric,
} from "@samebit/runlog";
import { formatTable, type Terminal } from "@samebit/terminal";

/** The most lines of a table; the page has more. */
const MOST_LINES = 100;

/**
 * The results of each variant, and below them the baselines; a metric that no run has gets no
 * column.
 */
export function tableOfVariants(
  variants: readonly Variant[],
  task: TaskName,
  baselines: readonly BaselineRecord[],
  targets: readonly MetricName[],
  terminal: Terminal,
): string {
  const best = keepBest(variants, rankOfVariant, MOST_LINES);
  const metrics = [
    ...metricsOf(task),
    ...targets.map((name) => [inSentence(metricNamed(name).title), name] as const),
  ];
  const shown = metrics.filter(([, metric]) =>
    best.some(({ chosen }) => summarizeMetric(chosen, metric).n > 0)
  );
  const axes = axesOf(best.map(({ chosen }) => chosen));
  const rows = best.map(({ label, chosen }) => {
    const summaries = shown.map(([, metric]) => summarizeMetric(chosen, metric));
    return [
      label,
      ...axes.map(({ path }) => chosen.tuned[path] ?? ""),
      Math.max(0, ...summaries.map(({ n }) => n)),
      ...summaries.map((summary, i) =>
        `${showMean(summary, metricNamed(shown[i]![1]))}${describeOpen(summary)}`
      ),
    ];
  });
  const head = [
    "variant",
    ...axes.map(({ title }) => title),
    "n",
    ...shown.map(([title]) => title),
  ];
  const others = baselines.map((baseline) => [
    `(${baseline.name}${baseline.variants ? `, data of ${baseline.variants.join("; ")}` : ""})`,
    ...axes.map(() => ""),
    "",
    ...shown.map(([, metric]) => {
      const figure = figureOfBaseline(baseline, metric);
      return figure === undefined ? "" : showNumber(figure, metricNamed(metric).format);
    }),
  ]);
  return formatTable(head, [...rows, ...others], terminal) + leftOut(variants.length, "variant");
}

/**
 * The values tried for each variant, in the order of the declaration; nothing if nothing is tuned.
 */
export function tableOfTuned(
  variants: readonly Variant[],
  choosing: NamedMetric,
  terminal: Terminal,
): string {
  const tuned = variants.filter(({ candidates }) => candidates.length > 1);
  const axes = axesOf(tuned.flatMap(({ candidates }) => candidates));
  const rows = tuned.flatMap((variant) =>
    variant.candidates.map((candidate) => {
      const best = summarizeMetric(candidate, choosing);
      return {
        rank: candidate === variant.chosen ? Infinity : rankOf(candidate),
        line: [
          ...(variants.length > 1 ? [variant.label] : []),
          ...axes.map(({ path }) => candidate.tuned[path] ?? ""),
          best.n,
          showMean(best, METRICS[choosing]),
          verdictOn(candidate, variant, choosing),
        ],
      };
    })
  );
  if (rows.length === 0) return "";
  const lines = keepBest(rows, ({ rank }) => rank, MOST_LINES).map(({ line }) => line);
  const named = variants.length > 1 ? ["variant"] : [];
  const head = [...named, ...axes.map(({ title }) => title), "n", "best validation", ""];
  return formatTable(head, lines, terminal) + leftOut(rows.length, "candidate");
}

/** The metrics in the table of variants, each with its title. */
function metricsOf(task: TaskName): readonly (readonly [title: string, metric: MetricName])[] {
  const { figure, choosing } = recordsOf(task);
  return [
    ["train loss", "trainLoss"],
    [joinTitle("train", figureOf(figure).title), epochFigure("train", figure)],
    ["best validation", choosing],
    ...ownFiguresOf(task).map((name) =>
      [joinTitle("test", figureOf(name).title), testMetric(name)] as const
    ),
    ...ownFiguresOf(task).map((name) =>
      [joinTitle("views", figureOf(name).title), viewsMetric(name)] as const
    ),
  ];
}

function verdictOn(
  candidate: Candidate,
  { chosen, decided }: Variant,
  choosing: NamedMetric,
): string {
  const { stopped, hasDiverged } = candidate;
  if (stopped !== undefined) {
    const score = showNumber(stopped.score, METRICS[choosing].format);
    return `${score} when stopped after epoch ${stopped.epochs}`;
  }
  if (hasDiverged) return "diverged";
  if (candidate !== chosen) return "";
  return decided ? "chosen" : "best so far";
}

/** The tuned axes of some candidates; each by its last word if those are distinct. */
function axesOf(
  candidates: readonly Candidate[],
): { readonly path: string; readonly title: string }[] {
  const paths = [...new Set(candidates.flatMap(({ tuned }) => Object.keys(tuned)))];
  return paths.map((path) => {
    const isAlone = paths.filter((other) => shortName(other) === shortName(path)).length === 1;
    return { path, title: isAlone ? shortName(path) : path };
  });
}

function leftOut(rows: number, what: string): string {
  return rows > MOST_LINES ? `\nThe best ${MOST_LINES} of ${showCount(rows, what)}` : "";
}
