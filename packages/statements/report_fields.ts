/**
 * What an experiment's page may consist of in its author's order: the fields of each kind of part,
 * and what is wrong with an order. None of it is in a plan: a page is drawn from runs, whatever its
 * order.
 *
 * @module
 */
import {
  didYouMean,
  type Fault,
  findTwice,
  kinds,
  list,
  oneOf,
  quote,
  type Schema,
  schemaFieldsByKind,
  TEXT,
  type Values,
} from "@samebit/input";
import {
  chartNamesOf,
  type ChartSource,
  PAGE_SECTIONS,
  type PageSection,
  type ReportItem,
} from "@samebit/runlog";

const SECTION: Values<PageSection> = oneOf<PageSection>("section", ...PAGE_SECTIONS);

const otherwise = "left out";

/** The fields of each kind of part. */
export const REPORT_FIELDS = {
  text: {
    heading: { holds: TEXT, otherwise, about: "The heading above it" },
    text: {
      holds: TEXT,
      example: "SGD ends at {{trainLoss of sgd}}, Adam at {{trainLoss of adam}}.",
      about: "The author's words; a blank line begins a new paragraph",
    },
  },
  chart: {
    name: { holds: TEXT, example: "train-loss", about: "The chart, by its name" },
    caption: { holds: TEXT, otherwise, about: "What to see in it" },
  },
  section: {
    name: {
      holds: SECTION,
      example: "charts",
      about: "The section, with all of its parts that the order does not name",
    },
  },
} as const;

/** The schema of an order. */
export const REPORT: Schema = list(
  kinds("part of the page", schemaFieldsByKind(REPORT_FIELDS)),
  'a list of parts, such as [{ kind: "section", name: "charts" }]',
);

/**
 * What is wrong with an order, apart from its prose: charts that cannot exist, and what is named
 * twice.
 *
 * @param source What determines the charts of the experiment.
 */
export function faultsOfReport(report: readonly ReportItem[], source: ChartSource): Fault[] {
  const charts = chartNamesOf(source);
  const unknown = report.flatMap((item, at) =>
    item.kind !== "chart" || charts.includes(item.name) ? [] : [{
      path: ["report", String(at), "name"],
      message: `unknown chart ${quote(item.name)}${didYouMean(item.name, charts)}`,
    }]
  );
  const twice = findTwice(report.filter(({ kind }) => kind !== "text").map(nameOf));
  return [
    ...unknown,
    ...(twice === undefined ? [] : [{ path: ["report"], message: `names the ${twice} twice` }]),
  ];
}

function nameOf(item: ReportItem): string {
  return item.kind === "text" ? "" : `${item.kind} ${quote(item.name)}`;
}
