/**
 * The findings of an experiment for the terminal, from the same logs, statistics and formats as its
 * page.
 *
 * @module
 */
import { join } from "node:path";
import {
  type ClaimResult,
  evidenceOf,
  type Findings,
  namedTargets,
  notesOf,
  seedsWanted,
  showCount,
} from "@samebit/findings";
import { escapeText } from "@samebit/input";
import { EXPERIMENT_FILES, recordsOf, taskOfDeclaration } from "@samebit/runlog";
import type { Terminal } from "@samebit/terminal";
import { tableOfTuned, tableOfVariants } from "./result_tables.ts";

/** What is printed about an experiment that has been run. */
export interface Results {
  /**
   * The tuned values, the table of variants, the verdicts on claims, and runs that are not shown.
   */
  readonly text: string;
  /** The claims marked `must` that the numbers refute. */
  readonly refuted: readonly string[];
}

/** The results of an experiment in `out`; a metric that no run has gets no column. */
export function describeResults(out: string, found: Findings, terminal: Terminal): Results {
  const { logs, variants, claims: results } = found;
  const task = taskOfDeclaration(logs.record.declaration);
  const claims = results.map((result) => sentenceOf(result, terminal));
  const notes = notesOf(found);
  const stale = logs.stale.length === 0 ? [] : [
    `${showCount(logs.stale.length, "stale run")} in ${
      join(out, logs.record.slug, EXPERIMENT_FILES.runs)
    }, ` +
    "no longer planned: kept, but not in the report",
  ];
  const tables = [
    tableOfTuned(variants, recordsOf(task).choosing, terminal),
    tableOfVariants(
      variants,
      task,
      logs.record.baselines ?? [],
      namedTargets(found),
      terminal,
    ),
  ].filter((table) => table !== "");
  const blocks = [...tables, ...[notes, claims, stale].map((block) => block.join("\n"))];
  const text = blocks.filter((block) => block !== "").map((block) => `\n${block}\n`).join("");
  return {
    text: text.includes("±") ? `${text}\n${MEANING}\n` : text,
    refuted: results
      .filter(({ claim, verdict }) => claim.must === true && verdict === "refuted")
      .map(({ claim }) => escapeText(claim.says)),
  };
}

/** The meaning of the notation in tables and verdicts. */
const MEANING = "a ± b: mean and standard deviation over n seeds; [a, b]: 95 % interval of a mean";

/** The verdict of a claim, its sentence, and the numbers or the reason behind it. */
function sentenceOf(result: ClaimResult, terminal: Terminal): string {
  const { claim, verdict, reason } = result;
  const behind = reason === undefined
    ? [evidenceOf(result), seedsWanted(result)].filter((part) => part !== "")
    : [reason];
  const numbers = behind.length === 0 ? "" : `\n  ${terminal.dim(behind.join("; "))}`;
  return `${terminal.bold(verdict)}: ${escapeText(claim.says)}${numbers}`;
}
