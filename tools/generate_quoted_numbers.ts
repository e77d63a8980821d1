/**
 * Fills the marked parts of documents with numbers of recorded runs: a table of variants, or a
 * paragraph that refers to numbers as the prose of an experiment does (docs/numbers-in-prose.md).
 *
 *     <!-- results of update-rules: trainLoss, testAccuracy -->
 *     <!-- end of results -->
 *
 *     <!-- prose of update-rules: Adam ends at {{trainLoss of adam}}. -->
 *     <!-- end of prose -->
 *
 * What is between the two marks is written here; a number that is typed there, or goes stale, fails
 * `--check`. The runs are those of the lock (tools/evidence.ts).
 *
 *     deno run -A tools/generate_quoted_numbers.ts [--check]
 */
import {
  describeOpen,
  type Findings,
  metricNamed,
  showInterval,
  showMean,
  summarizeMetric,
  type Variant,
} from "@samebit/findings";
import { didYouMean, quote } from "@samebit/input";
import { isMetricOf, METRIC_NAMES, type MetricName, TASK_NAMES } from "@samebit/runlog";
import { readFindings } from "./evidence.ts";
import { formatText } from "./format_text.ts";
import { type GeneratedFiles, runGenerator, textContent } from "./generated_files.ts";
import { listFiles } from "./source_files.ts";

const MARKED = /(<!-- (results|prose) of ([a-z0-9-]+):\s([^]*?)\s-->)\n[^]*?(<!-- end of \2 -->)/g;
const OPENED = /<!-- (?:results|prose) of /g;

/** The documents that have marked parts, filled in. */
export async function generateQuotedNumbers(root: string): Promise<GeneratedFiles> {
  const files = new Map<string, Uint8Array>();
  for (const path of await listFiles(root)) {
    if (!/^(README|docs\/[\w-]+)\.md$/.test(path)) continue;
    const text = await Deno.readTextFile(`${root}/${path}`);
    const filled = await fillMarked(text, path, (slug, prose) => readFindings(root, slug, prose));
    if (filled !== undefined) files.set(path, textContent(await formatText(filled, "md")));
  }
  return files;
}

/**
 * A document with its marked parts filled in again; undefined if it has none.
 *
 * @param read What an experiment has found, a text's references filled in as its answer.
 * @throws {SyntaxError} If a part names something that does not exist; with the document, and what
 * is wrong.
 */
export async function fillMarked(
  text: string,
  path: string,
  read: (slug: string, prose?: string) => Promise<Findings>,
): Promise<string | undefined> {
  const parts = [...text.matchAll(MARKED)];
  const opened = [...text.matchAll(OPENED)].length;
  if (opened !== parts.length) {
    const wanted = "wanted `<!-- results of SLUG: METRIC, ... -->` with `<!-- end of results -->`";
    throw new SyntaxError(
      `${path}: ${opened} parts are opened, ${parts.length} are whole; ${wanted}`,
    );
  }
  if (opened === 0) return undefined;
  let filled = text;
  for (const [whole, begin, kind, slug, wanted, end] of parts) {
    try {
      const made = kind === "prose"
        ? (await read(slug!, wanted!)).logs.record.answer!
        : tableOf(await read(slug!), wanted!.split(/,\s*(?![^(]*\))/));
      filled = filled.replace(whole, () => `${begin}\n\n${made}\n\n${end}`);
    } catch (cause) {
      if (!(cause instanceof SyntaxError)) throw cause;
      throw new SyntaxError(`${path}: ${kind} of ${slug}: ${cause.message}`, { cause });
    }
  }
  return filled;
}

/** A row for each variant: mean, deviation and interval of each metric, and how many seeds. */
function tableOf({ variants }: Findings, names: readonly string[]): string {
  const metrics = names.map((name) => {
    if (TASK_NAMES.some((task) => isMetricOf(task, name))) return metricNamed(name as MetricName);
    throw new SyntaxError(`unknown metric ${quote(name)}${didYouMean(name, METRIC_NAMES)}`);
  });
  const head = ["variant", ...metrics.flatMap(({ title }) => [title, "95 % interval"])];
  const cells = (variant: Variant) =>
    metrics.flatMap((metric) => {
      const summary = summarizeMetric(variant.chosen, metric.name);
      return [
        `${showMean(summary, metric)}${describeOpen(summary)}`,
        showInterval(summary, metric),
      ];
    });
  const rows = variants.map((variant) => [`\`${variant.label}\``, ...cells(variant)]);
  const rule = head.map((_, at) => at === 0 ? "---" : "--:");
  const seeds = Math.max(...variants.map(({ chosen }) => chosen.runs.length));
  return [head, rule, ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n") +
    `\n\nMean ± deviation over ${seeds} seeds, and the 95 % interval of the mean.`;
}

if (import.meta.main) {
  await runGenerator("tools/generate_quoted_numbers.ts", generateQuotedNumbers);
}
