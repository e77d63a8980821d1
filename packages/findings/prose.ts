/**
 * Prose bound to evidence: the references in what the author of an experiment wrote, replaced by
 * the results of the runs. It uses the same summaries and formats as tables and claims, so that a
 * text cannot contradict them.
 */
import { didYouMean, quote } from "@samebit/input";
import {
  type ExperimentRecord,
  faultsOfProse,
  type MetricName,
  numbersSet,
  parseProse,
  proseOf,
  type Reference,
  type ReportItem,
  speaksOfResults,
} from "@samebit/runlog";
import { showCentre, showInterval, showMean, showNumber } from "./format.ts";
import { describeWithin } from "./evidence.ts";
import { differencesOf, type MetricSummary } from "./measured.ts";
import { type Metric, metricNamed } from "./metrics.ts";
import {
  measuredBySeed,
  metricBySeed,
  summarizeMetric,
  taskOfVariants,
  type Variant,
} from "./variants.ts";

/** How many of many faults an error names. */
const MOST_FAULTS = 5;

/** A reference and what replaces it. */
export interface FilledReference extends Reference {
  /** Its place in the experiment's file, such as `claims.2.says`. */
  readonly place: string;
  /** As it is written, including the braces. */
  readonly written: string;
  /** What a reader sees. */
  readonly shown: string;
  /** The numbers behind it. */
  readonly numbers: MetricSummary;
}

/** A text with its references filled in. */
interface FilledText {
  readonly text: string;
  readonly references: readonly FilledReference[];
}

/**
 * The record with its prose filled in, and each reference in it.
 *
 * @throws {SyntaxError} If a reference leads nowhere, or a result is typed by hand; with the
 *   place and what to write instead.
 */
export function fillProse(
  record: ExperimentRecord,
  variants: readonly Variant[],
): { readonly record: ExperimentRecord; readonly references: readonly FilledReference[] } {
  const texts = proseOf(record);
  refuseFaults(record, variants, texts);
  const filled = new Map(
    [...texts].map(([place, text]) => [place, fillText(text, { place, variants })]),
  );
  const references = [...filled.values()].flatMap((each) => each.references);
  if (references.length === 0) return { record, references };
  const of = (place: string) => filled.get(place)!.text;
  return {
    record: {
      ...record,
      question: of("question"),
      expectation: of("expectation"),
      ...(record.answer !== undefined && { answer: of("answer") }),
      claims: record.claims.map((claim, at) => ({ ...claim, says: of(`claims.${at}.says`) })),
      ...(record.report !== undefined && {
        report: record.report.map((item, at) =>
          fillItem(item, (field) => of(`report.${at}.${field}`))
        ),
      }),
    },
    references,
  };
}

function fillItem(item: ReportItem, of: (field: string) => string): ReportItem {
  if (item.kind === "text") return { ...item, text: of("text") };
  return item.kind === "chart" && item.caption !== undefined
    ? { ...item, caption: of("caption") }
    : item;
}

function refuseFaults(
  record: ExperimentRecord,
  variants: readonly Variant[],
  texts: ReadonlyMap<string, string>,
): void {
  const known = {
    variants: variants.map(({ label }) => label),
    task: taskOfVariants(variants),
    settings: numbersSet(record.declaration),
    faultOf: (metric: string) => unmeasured(metric as MetricName, variants),
    didYouMean,
    quote,
  };
  const faults = [...texts].flatMap(([place, text]) =>
    faultsOfProse(text, known, speaksOfResults(place)).map((fault) => `${place}: ${fault}`)
  );
  if (faults.length === 0) return;
  const { file = `experiments/${record.slug}.ts` } = record;
  const more = faults.length > MOST_FAULTS ? `; and ${faults.length - MOST_FAULTS} more` : "";
  throw new SyntaxError(
    `Cannot fill in the prose of ${file}: ${faults.slice(0, MOST_FAULTS).join("; ")}${more}`,
  );
}

/** Complete runs that lack such a number will never have it. */
function unmeasured(metric: MetricName, variants: readonly Variant[]): string | undefined {
  const isOpen = variants.some(({ decided }) => !decided);
  if (isOpen || variants.some(({ chosen }) => metricBySeed(chosen, metric).size > 0)) return;
  return "no run has measured it";
}

/**
 * A text with each of its references, which have been checked, replaced by the results of the runs.
 * A number that does not exist yet is a dash.
 */
function fillText(
  text: string,
  { place, variants }: { readonly place: string; readonly variants: readonly Variant[] },
): FilledText {
  const references: FilledReference[] = [];
  const parts = parseProse(text).map((part) => {
    if (typeof part === "string" || part.reference === undefined) {
      return typeof part === "string" ? part : part.written;
    }
    const { written, reference } = part;
    const numbers = numbersOf(reference, variants);
    const shown = showReference(reference, numbers);
    references.push({ place, written, ...reference, shown, numbers });
    return shown;
  });
  return { text: parts.join(""), references };
}

function numbersOf({ metric, of, minus }: Reference, variants: readonly Variant[]): MetricSummary {
  const chosen = (wanted: string) => variants.find(({ label }) => label === wanted)!.chosen;
  const name = metric as MetricName;
  return minus === undefined
    ? summarizeMetric(chosen(of), name)
    : differencesOf(measuredBySeed(chosen(of), name), measuredBySeed(chosen(minus), name));
}

function showReference({ show, metric: name, minus }: Reference, numbers: MetricSummary): string {
  const metric = metricNamed(name as MetricName);
  const whole = minus === undefined ? showMean(numbers, metric) : showDifference(numbers, metric);
  const interval = showInterval(numbers, metric);
  const shown = {
    mean: showCentre(numbers, metric),
    deviation: showMean(numbers, metric).split(" ± ")[1] ?? "—",
    interval: interval === "" ? "—" : interval,
    n: showNumber(numbers.n, "d"),
    all: [
      showMean(numbers, metric),
      ...(interval === "" ? [] : [`95 % interval ${interval}`]),
      `n = ${numbers.n}`,
    ].join(", "),
  };
  return show === undefined ? whole : shown[show];
}

function showDifference(numbers: MetricSummary, metric: Metric): string {
  const range = `${showCentre(numbers, metric)} ${showInterval(numbers, metric)}`.trimEnd();
  return `${range}${describeWithin(numbers)}`;
}
