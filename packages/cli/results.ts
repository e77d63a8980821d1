/**
 * The result table of an experiment in the terminal, from the same logs and statistics as its page.
 *
 * @module
 */
import { join } from "node:path";
import Table from "cli-table3";
import {
  evaluateClaims,
  gatherVariants,
  readExperiment,
  summarizeMetric,
  type Summary,
  tunedText,
} from "@samebit/report";
import { TABLE_STYLE } from "./tables.ts";
import type { Terminal } from "./terminal.ts";

const COLUMNS = [
  ["train loss", "trainLoss"],
  ["train accuracy", "trainAccuracy"],
  ["best validation", "bestValidationAccuracy"],
  ["test accuracy", "testAccuracy"],
] as const;

/** The table of variants and the verdicts of claims. */
export async function formatResults(
  out: string,
  slug: string,
  terminal: Terminal,
): Promise<string> {
  const logs = await readExperiment(join(out, slug), { logs: "records" });
  const head = ["variant", "n", ...COLUMNS.map(([title]) => title)].map(terminal.bold);
  const table = new Table({ head, ...TABLE_STYLE });
  for (const { label, chosen } of gatherVariants(logs)) {
    const tuned = tunedText(chosen.tuned);
    const summaries = COLUMNS.map(([, metric]) => summarizeMetric(chosen, metric));
    const n = Math.max(...summaries.map((summary) => summary.n));
    table.push([tuned === "" ? label : `${label} (${tuned})`, n, ...summaries.map(formatSummary)]);
  }
  const claims = evaluateClaims(logs).map(({ claim, verdict, reason }) =>
    `${terminal.bold(verdict)}: ${claim.says}${reason === undefined ? "" : ` (${reason})`}`
  );
  return ["", table.toString(), "", ...claims, ...(claims.length > 0 ? [""] : [])].join("\n");
}

/** The claims marked `must` that the numbers refute. */
export async function refutedMusts(out: string, slug: string): Promise<string[]> {
  const logs = await readExperiment(join(out, slug), { logs: "records" });
  return evaluateClaims(logs)
    .filter(({ claim, verdict }) => claim.must === true && verdict === "refuted")
    .map(({ claim }) => claim.says);
}

function formatSummary({ n, mean, deviation }: Summary): string {
  if (n === 0) return "";
  const digits = Math.abs(mean) < 0.1 ? 4 : 3;
  return deviation === undefined
    ? mean.toFixed(digits)
    : `${mean.toFixed(digits)} ± ${deviation.toFixed(digits)}`;
}
