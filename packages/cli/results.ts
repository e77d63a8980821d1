/**
 * What an experiment has found, for the terminal: from the same logs, statistics and formats as its
 * page.
 *
 * @module
 */
import { join } from "node:path";
import {
  type Findings,
  keepBest,
  METRICS,
  notesOf,
  rankOf,
  rankOfVariant,
  showCount,
  showMean,
  showNumber,
  summarizeMetric,
  tunedText,
  type Variant,
} from "@samebit/findings";
import {
  epochFigure,
  EXPERIMENT_FILES,
  figureOf,
  joinTitle,
  type MetricName,
  ownFiguresOf,
  recordsOf,
  type TaskName,
  taskOfDeclaration,
  testMetric,
} from "@samebit/runlog";
import { spellText } from "@samebit/input";
import { formatTable, type Terminal } from "@samebit/terminal";

/** The columns of the table of variants: the title of each, and its metric. */
function columnsOf(task: TaskName): readonly (readonly [title: string, metric: MetricName])[] {
  const { figure, choosing } = recordsOf(task);
  return [
    ["train loss", "trainLoss"],
    [joinTitle("train", figureOf(figure).title), epochFigure("train", figure)],
    ["best validation", choosing],
    ...ownFiguresOf(task).map((name) =>
      [joinTitle("test", figureOf(name).title), testMetric(name)] as const
    ),
  ];
}

/** What is said of an experiment that has been run. */
export interface Results {
  /** What was tuned, the table of variants, the verdicts of claims, and what is there but not drawn. */
  readonly text: string;
  /** The claims marked `must` that the numbers refute. */
  readonly refuted: readonly string[];
}

/** The results of an experiment in `out`; a metric that no run has gets no column. */
export function describeResults(out: string, found: Findings, terminal: Terminal): Results {
  const { logs, variants, claims: results } = found;
  const task = taskOfDeclaration(logs.record.declaration);
  const columns = columnsOf(task);
  const rows = keepBest(variants, rankOfVariant, MOST_LINES).map(({ label, chosen }) => {
    const tuned = tunedText(chosen.tuned);
    return {
      name: tuned === "" ? label : `${label} (${tuned})`,
      summaries: columns.map(([, metric]) => summarizeMetric(chosen, metric)),
    };
  });
  const shown = columns.map((_, i) => i).filter((i) => rows.some((row) => row.summaries[i].n > 0));
  const table = formatTable(
    ["variant", "n", ...shown.map((i) => columns[i]![0])],
    rows.map(({ name, summaries }) => [
      name,
      Math.max(...summaries.map(({ n }) => n)),
      ...shown.map((i) => showMean(summaries[i], METRICS[columns[i]![1]])),
    ]),
    terminal,
  );
  const claims = results.map(({ claim, verdict, reason }) =>
    `${terminal.bold(verdict)}: ${spellText(claim.says)}${
      reason === undefined ? "" : ` (${reason})`
    }`
  );
  const notes = notesOf(found);
  const stale = logs.stale.length === 0 ? [] : [
    `${showCount(logs.stale.length, "stale run")} in ${
      join(out, logs.record.slug, EXPERIMENT_FILES.runs)
    }, ` +
    "no longer planned: kept, but not in the report",
  ];
  const blocks = [
    tableOfTuned(variants, recordsOf(task).choosing, terminal),
    table + leftOut(variants.length, "variant"),
    ...[notes, claims, stale].map((block) => block.join("\n")),
  ];
  return {
    text: blocks.filter((block) => block !== "").map((block) => `\n${block}\n`).join(""),
    refuted: results
      .filter(({ claim, verdict }) => claim.must === true && verdict === "refuted")
      .map(({ claim }) => spellText(claim.says)),
  };
}

/** Lines of a table at most; the page has more. */
const MOST_LINES = 100;

function leftOut(rows: number, what: string): string {
  return rows > MOST_LINES ? `\nThe best ${MOST_LINES} of ${showCount(rows, what)}` : "";
}

/** What was tried for each variant, in the order of the declaration; nothing where nothing is tuned. */
function tableOfTuned(
  variants: readonly Variant[],
  choosing: MetricName,
  terminal: Terminal,
): string {
  const rows = variants.flatMap(({ label, candidates, chosen, decided }) =>
    candidates.length === 1 ? [] : candidates.map((candidate) => {
      const best = summarizeMetric(candidate, choosing);
      const { stopped } = candidate;
      const verdict = stopped !== undefined
        ? `${
          showNumber(stopped.score, METRICS[choosing].format)
        } when stopped after epoch ${stopped.epochs}`
        : candidate.hasDiverged
        ? "diverged"
        : candidate === chosen
        ? (decided ? "chosen" : "best so far")
        : "";
      const tuned = tunedText(candidate.tuned);
      const name = variants.length > 1 ? `${label}, ${tuned}` : tuned;
      const rank = candidate === chosen ? Infinity : rankOf(candidate);
      return {
        rank,
        line: [name, best.n, showMean(best, METRICS[choosing]), verdict],
      };
    })
  );
  if (rows.length === 0) return "";
  const lines = keepBest(rows, ({ rank }) => rank, MOST_LINES).map(({ line }) => line);
  return formatTable(["tuned", "n", "best validation", ""], lines, terminal) +
    leftOut(rows.length, "candidate");
}
