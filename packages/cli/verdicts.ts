/**
 * The result of verifying an experiment in the terminal: the table of verdicts, what there is to say
 * beside, and the last line.
 *
 * @module
 */
import { formatRunName, SAME, type VerifiedRun } from "@samebit/experiment";
import { showCount } from "@samebit/report";
import { formatTable } from "./tables.ts";
import type { Terminal } from "./terminal.ts";

/** The table of verdicts, and under it the details of every run that is not the same. */
export function formatVerdicts(
  runs: readonly VerifiedRun[],
  terminal: Pick<Terminal, "bold" | "red">,
): string {
  const rows = runs.map(({ name, expected, got, verdict }) => [
    formatRunName(name),
    expected ?? "",
    got ?? "",
    verdict === SAME ? verdict : terminal.red(verdict),
  ]);
  const table = formatTable(["plan", "expected", "got", "verdict"], rows, terminal);
  const details = runs.filter(({ verdict }) => verdict !== SAME).flatMap((run) => [
    `${terminal.bold(formatRunName(run.name))}: ${run.verdict}`,
    ...run.details.map((line) => `  ${line}`),
  ]);
  return ["", table, "", ...details, ...(details.length > 0 ? [""] : [])].join("\n");
}

/**
 * The last line: how many runs are the same.
 *
 * @param runs What was verified.
 * @param kernels What made the runs.
 * @param left How many runs a sample left out.
 */
export function formatVerdict(
  runs: readonly VerifiedRun[],
  kernels: readonly string[] = [],
  left = 0,
): string {
  const same = runs.filter(({ verdict }) => verdict === SAME).length;
  const by = kernels.length === 0 ? "" : ` (${kernels.join(", ")} kernels)`;
  const rest = left === 0 ? "" : `; ${left} not in the sample`;
  return same === runs.length
    ? `${showCount(same, "run")} the same, bit for bit${by}${rest}`
    : `${runs.length - same} of ${showCount(runs.length, "run")} not the same${by}${rest}`;
}
