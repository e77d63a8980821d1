/**
 * Starts a worker that takes plans from NATS, in a process of its own.
 *
 * @module
 */
import { pathsOfRight } from "@samebit/sandbox";
import type { WorkerOptions } from "@samebit/engines";
import type { NatsAddress } from "./address.ts";
import { spawnNatsProgram } from "./spawn.ts";
import type { NatsTiming } from "./timing.ts";

/** What a worker is given. */
export interface NatsWorkerSettings extends WorkerOptions {
  /** The server. */
  readonly address: NatsAddress;
  /** Its name; no other worker has the same. */
  readonly name: string;
  /** How many runs it does at a time. */
  readonly workers: number;
  /** The waiting times; sensible ones if left out. */
  readonly timing?: NatsTiming;
}

/**
 * Works until the signal is aborted, then hands back unfinished runs; returns the exit status.
 *
 * @throws {BadInput} The folder's path has a comma in it, which Deno's rights cannot name.
 */
export async function runNatsWorker(
  settings: NatsWorkerSettings,
  signal: AbortSignal,
): Promise<number> {
  const { address, out } = settings;
  const rights = [
    `--allow-write=${pathsOfRight([out])}`,
    `--allow-run=${Deno.execPath()}`,
  ];
  const child = spawnNatsProgram("worker_program.ts", address, rights, "inherit");
  const input = child.stdin.getWriter();
  const end = () => void input.close().catch(() => {});
  signal.addEventListener("abort", end);
  await input.write(new TextEncoder().encode(JSON.stringify(settings) + "\n"));
  const { code } = await child.status;
  signal.removeEventListener("abort", end);
  return code;
}
