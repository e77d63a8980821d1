/**
 * The result of verifying an experiment in the terminal: the table of verdicts, further details,
 * and the last line.
 *
 * @module
 */
import { showCount } from "@samebit/findings";
import { formatRunName, SAME, type VerifiedRun } from "@samebit/locks";
import { formatTable, type Terminal } from "@samebit/terminal";

/** The table of verdicts, and below it the details of runs that are not the same. */
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
  const different = runs.filter(({ verdict }) => verdict !== SAME);
  const alike = Map.groupBy(different, ({ verdict, details }) => [verdict, ...details].join("\n"));
  const details = [...alike.values()].flatMap((group) => [
    `${terminal.bold(nameAll(group))}: ${group[0]!.verdict}`,
    ...group[0]!.details.map((line) => `  ${line}`),
  ]);
  return ["", table, "", ...details, ...(details.length > 0 ? [""] : [])].join("\n");
}

/** Runs with the same details are counted; the table names them. */
function nameAll(runs: readonly VerifiedRun[]): string {
  return runs.length > 4
    ? showCount(runs.length, "run")
    : runs.map(({ name }) => formatRunName(name)).join("; ");
}

/**
 * The last line: how many runs are the same.
 *
 * @param runs What was verified.
 * @param kernels The kernels that computed the runs.
 * @param left How many runs a sample omits.
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
