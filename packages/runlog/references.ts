/**
 * References from prose to numbers: `{{testAccuracy of adam}}` in a question, an expectation, an
 * answer or a claim is replaced by the result of the runs. Here a text is parsed, once, into data,
 * and checked for the names that it uses; @samebit/findings puts the numbers in.
 */
import type { ReportItem } from "./report_item.ts";
import { type ExperimentRecord, isMetricOf, type Json, metricNamesOf } from "./record.ts";
import type { TaskName } from "./tasks/registry.ts";

/** A number that a text refers to. */
export interface Reference {
  /**
   * What is shown of it; absent for the mean with its deviation, or for a difference with its
   * interval.
   */
  readonly show?: "mean" | "deviation" | "interval" | "n" | "all";
  /** The metric, as claims name it. */
  readonly metric: string;
  /** The label of the variant. */
  readonly of: string;
  /** The label of the variant whose metric is subtracted, paired by seed; absent where none is. */
  readonly minus?: string;
}

/** A part of a text between double braces. */
export interface Placeholder {
  /** The text as written, including the braces. */
  readonly written: string;
  /** What it refers to; absent if it is not a reference. */
  readonly reference?: Reference;
}

const PLACEHOLDER = /(\{\{[^]*?(?:\}\}|$)|\}\})/;
const REFERENCE =
  /^\{\{\s*(?:(mean|deviation|interval|n|all) )?(\w+(?:\(\w+, [-+.\w]+\))?) of (.+?)(?: minus (.+?))?\s*\}\}$/;

const LONGEST = 500;

/**
 * The parts of a text in order: plain text, and what is between double braces.
 *
 * @example
 * ```ts
 * import { parseProse } from "@samebit/runlog";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(parseProse("It is {{mean trainLoss of adam minus sgd}} lower"), [
 *   "It is ",
 *   {
 *     written: "{{mean trainLoss of adam minus sgd}}",
 *     reference: { show: "mean", metric: "trainLoss", of: "adam", minus: "sgd" },
 *   },
 *   " lower",
 * ]);
 * ```
 */
export function parseProse(text: string): readonly (string | Placeholder)[] {
  return text.split(PLACEHOLDER)
    .map((part, at) => at % 2 === 1 ? parsePlaceholder(part) : part)
    .filter((part) => part !== "");
}

function parsePlaceholder(written: string): Placeholder {
  // A long one names nothing, and would take long to parse.
  const found = written.length > LONGEST ? null : REFERENCE.exec(written);
  if (found === null) return { written };
  const [, show, metric, of, minus] = found;
  const reference = { ...(show && { show }), metric, of, ...(minus && { minus }) } as Reference;
  return { written, reference };
}

/** The texts of an experiment that may refer to numbers, by their places in its file. */
export function proseOf(
  { question, expectation, answer, claims = [], report = [] }:
    & Pick<ExperimentRecord, "question" | "expectation" | "answer">
    & Partial<Pick<ExperimentRecord, "claims" | "report">>,
): ReadonlyMap<string, string> {
  const texts = { question, expectation, ...(answer !== undefined && { answer }) };
  return new Map([
    ...Object.entries(texts),
    ...claims.map(({ says }, at) => [`claims.${at}.says`, says] as const),
    ...report.flatMap((item, at) =>
      [...proseOfItem(item)].map(([field, words]) => [`report.${at}.${field}`, words] as const)
    ),
  ]);
}

function proseOfItem(item: ReportItem): ReadonlyMap<string, string> {
  if (item.kind === "text") return new Map([["text", item.text]]);
  const caption = item.kind === "chart" ? item.caption : undefined;
  return new Map(caption === undefined ? [] : [["caption", caption]]);
}

/**
 * Whether the text at a place in an experiment's file is about its results, so that numbers in it
 * must not be typed by hand.
 */
export function speaksOfResults(place: string): boolean {
  return place === "answer" || place.startsWith("report.");
}

/** The metrics that the texts of an experiment refer to. */
export function metricsInProse(record: Parameters<typeof proseOf>[0]): readonly string[] {
  return [...proseOf(record).values()].flatMap((text) =>
    parseProse(text).flatMap((part) =>
      typeof part === "string" || part.reference === undefined ? [] : [part.reference.metric]
    )
  );
}

/** What the references of a text may name. */
export interface Referable {
  /** The labels of the variants. */
  readonly variants: readonly string[];
  /** The task, which determines the metrics. */
  readonly task: TaskName;
  /** Numbers that its author has set, and may write by hand. */
  readonly settings: ReadonlySet<number>;
  /** Why runs do not have a metric; undefined where they do. */
  faultOf(metric: string): string | undefined;
  /** The end of an error about an unknown word: a suggestion, or the known ones. */
  didYouMean(word: string, names: readonly string[]): string;
  /** How an error shows a word of the text, cut where it is long. */
  quote(word: string): string;
}

/**
 * What is wrong with a text: references that lead nowhere, and results that are typed by hand. A text
 * with a reference, and every one about results, is bound to the records: a number in it with a decimal point,
 * an exponent or a percent sign is a reference, or one that the experiment itself sets.
 */
export function faultsOfProse(text: string, known: Referable, isOfResults = false): string[] {
  const parts = parseProse(text);
  const placeholders = parts.filter((part) => typeof part !== "string");
  if (placeholders.length === 0 && !isOfResults) return [];
  return [
    ...placeholders.flatMap((each) => faultOfReference(each, known) ?? []),
    ...parts.flatMap((part) => typeof part === "string" ? typedByHand(part, known.settings) : [])
      .map((typed) =>
        `${known.quote(typed)} is typed by hand, and nothing checks it; write it as a reference, ` +
        `such as ${exampleOf(known)}, or leave it out`
      ),
  ];
}

function faultOfReference(
  { written, reference }: Placeholder,
  known: Referable,
): string | undefined {
  const { variants, task, didYouMean, quote } = known;
  const metrics = metricNamesOf(task);
  if (reference === undefined) {
    return `${quote(written)} is not a reference; wanted such as ${exampleOf(known)}`;
  }
  const { metric, of, minus } = reference;
  const unknown = [of, minus].find((name) => name !== undefined && !variants.includes(name));
  const fault = !isMetricOf(task, metric)
    ? `unknown metric ${quote(metric)}${didYouMean(metric, metrics)}`
    : unknown !== undefined
    ? `unknown variant ${quote(unknown)}${didYouMean(unknown, variants)}`
    : of === minus
    ? `subtracts ${quote(of)} from itself`
    : known.faultOf(metric);
  return fault === undefined ? undefined : `${quote(written)}: ${fault}`;
}

function exampleOf({ task, variants, quote }: Referable): string {
  return quote(`{{${metricNamesOf(task)[0]} of ${variants[0]}}}`);
}

const NUMBER = /(?<![\w.])(\d+(?:\.\d+)?(?:[eE][-+]?\d+)?)(\s?%)?/g;

/** The numbers of a text that look like results and that nobody has set. */
function typedByHand(text: string, settings: ReadonlySet<number>): string[] {
  return [...text.matchAll(NUMBER)].flatMap(([all, digits, percent]) => {
    if (percent === undefined && /^\d+$/.test(digits!)) return [];
    const value = Number(digits);
    const isSet = settings.has(value) || (percent !== undefined && isShareOf(value, settings));
    return isSet ? [] : [all];
  });
}

function isShareOf(percents: number, settings: ReadonlySet<number>): boolean {
  return [...settings].some((share) => Math.abs(share * 100 - percents) < 1e-9);
}

/** Fields of a declaration whose words set nothing. */
const WORDS = ["title", "question", "expectation", "answer", "says", "report"];

/** Every number that a declaration holds, as a number or in a label. */
export function numbersSet(declaration: Json): ReadonlySet<number> {
  const found = new Set<number>();
  const visit = (value: Json): void => {
    if (typeof value === "number") found.add(value);
    else if (typeof value === "string") {
      for (const [, digits] of value.matchAll(NUMBER)) found.add(Number(digits));
    } else if (Array.isArray(value)) value.forEach(visit);
    else if (typeof value === "object" && value !== null) {
      for (const [name, member] of Object.entries(value)) {
        if (WORDS.includes(name)) continue;
        visit(name);
        visit(member);
      }
    }
  };
  visit(declaration);
  return found;
}
