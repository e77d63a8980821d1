/**
 * The batch script of an array: what is asked of Slurm, and the single command of each task. The
 * warning signal is SIGUSR2: on SIGUSR1, Deno lets every user of the machine attach a debugger.
 *
 * @module
 */
import { fileURLToPath } from "node:url";
import { pathsOfRight } from "@samebit/sandbox";

/** What Slurm is asked for. */
export interface SlurmOptions {
  /** The account; Slurm's default if left out. */
  readonly account?: string;
  /** The partition; Slurm's default if left out. */
  readonly partition?: string;
  /** How long a task may run at a time, such as `1:30:00`; Slurm's default if left out. */
  readonly time?: string;
  /** How many runs a task does; if left out 1, or as many as needed for one array to hold all. */
  readonly runsPerTask?: number;
}

/**
 * Seconds before the end of its time at which a task writes a checkpoint and goes back into the
 * queue.
 */
const WARNING_SECONDS = 60;

/**
 * The script.
 *
 * @param spool The array's folder.
 * @param out The output folder, the only one in which tasks may write.
 * @param cores How many cores a task uses.
 */
export function formatBatchScript(
  spool: string,
  out: string,
  cores: number,
  { account, partition, time }: SlurmOptions,
): string {
  const program = fileURLToPath(new URL("./task_program.ts", import.meta.url));
  const asked = {
    "job-name": "samebit",
    ...(account !== undefined && { account }),
    ...(partition !== undefined && { partition }),
    ...(time !== undefined && { time }),
    "cpus-per-task": cores,
    "signal": `B:USR2@${WARNING_SECONDS}`,
    "open-mode": "append",
  };
  const command = [
    Deno.execPath(),
    "run",
    "--quiet",
    "--no-prompt",
    "--allow-read",
    `--allow-write=${pathsOfRight([out])}`,
    `--allow-run=${pathsOfRight([Deno.execPath()])},scontrol`,
    program,
  ];
  const request = [
    `"spool": ${JSON.stringify(spool).replaceAll(/[\\$`]/g, "\\$&")}`,
    '"array": "$SLURM_ARRAY_JOB_ID"',
    '"index": $SLURM_ARRAY_TASK_ID',
    '"node": "$SLURMD_NODENAME"',
  ];
  return [
    "#!/bin/sh",
    ...Object.entries(asked).map(([name, value]) => `#SBATCH --${name}=${value}`),
    "#SBATCH --requeue",
    "# On SIGUSR1, Deno opens its debugger to the whole node, so the signal is blocked where env can do it.",
    "block=--block-signal=USR1",
    "env $block true 2>/dev/null || block=",
    "# It replaces this shell, so that other signals reach it.",
    `exec env $block ${command.map(quote).join(" ")} <<END`,
    `{ ${request.join(", ")} }`,
    "END",
    "",
  ].join("\n");
}

function quote(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}
