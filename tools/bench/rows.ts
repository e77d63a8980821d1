/**
 * What is measured, line by line, and the tables that it is printed as.
 *
 * @module
 */
import type { KernelsChoice } from "@samebit/engines";
import { formatTable, type Terminal } from "@samebit/terminal";
import type { Limits } from "./limits_program.ts";
import type { OperationTime } from "./step_program.ts";

/** One line of the table, and of the rows in `--json`. */
export interface BenchRow {
  /** The step or the matrix product. */
  readonly step: string;
  /** Our kernels. */
  readonly backend: string;
  /** Of ours and of theirs. */
  readonly threads: number;
  /** Ours, the median. */
  readonly oursMs: number;
  /** The other program, with its version. */
  readonly peer: string;
  /** Theirs, the median. */
  readonly peerMs: number;
  /** Ours over theirs, the median over the pairs. */
  readonly ratio: number;
  /** Resident memory of our process, for the rows about memory. */
  readonly residentMiB?: number;
  /** How much it grew over the rounds. */
  readonly growthMiB?: number;
}

/** The beginning of the row of a step. */
export function about(
  step: string,
  kernels: KernelsChoice,
): Pick<BenchRow, "step" | "backend" | "threads"> {
  return {
    step,
    backend: kernels.name,
    threads: kernels.name === "reference" ? 1 : kernels.threads,
  };
}

/** The table of steps and matrix products. */
export function tableOf(rows: readonly BenchRow[], terminal: Terminal): string {
  const head = ["step", "backend", "threads", "ours ms", "peer", "peer ms", "ratio", "MiB"];
  const lines = rows.map((row) => [
    row.step,
    row.backend,
    row.threads,
    number(row.oursMs, 3),
    row.peer,
    number(row.peerMs, 3),
    number(row.ratio, 3),
    row.residentMiB === undefined
      ? ""
      : `${number(row.residentMiB, 0)} (+${number(row.growthMiB, 1)})`,
  ]);
  return formatTable(head, lines, terminal);
}

/** The table of shares of the machine's own limit. */
export function limitsTable(backend: string, limits: Limits, terminal: Terminal): string {
  const head = [`${backend}, 1 thread`, "GFLOP/s", "share", "best"];
  const lines = limits.shares.map(({ name, speed, share, best }) => [
    name,
    number(speed, 1),
    `${number(100 * share, 0)} %`,
    `${number(100 * best, 0)} %`,
  ]);
  const limit = ["the limit: separate multiply and add", number(limits.peak, 1), "", ""];
  return formatTable(head, [limit, ...lines], terminal);
}

/** The table of where a step's time goes. */
export function profileTable(
  step: string,
  kernels: KernelsChoice,
  operations: readonly OperationTime[],
  terminal: Terminal,
): string {
  const all = operations.reduce((sum, { ms }) => sum + ms, 0);
  const lines = operations.map(({ name, ms, calls }) => [
    name,
    number(ms, 3),
    `${number(100 * ms / all, 1)} %`,
    number(calls, 0),
  ]);
  const { backend, threads } = about(step, kernels);
  const head = [`(${step}) ${backend}, threads: ${threads}`, "ms", "share", "calls"];
  return formatTable(head, lines, terminal);
}

function number(value: number | undefined, digits: number): string {
  return value === undefined || Number.isNaN(value) ? "" : value.toFixed(digits);
}
