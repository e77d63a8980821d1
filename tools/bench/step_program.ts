/**
 * The program that times one training step in a process of its own, as the peers do: given JSON on
 * standard input, it prints its best and median milliseconds over the rounds, and its memory.
 *
 * @module
 */
import { createKernels, type KernelsChoice } from "@samebit/engines";
import { Trainer } from "@samebit/solver";
import { type Profile, profiled } from "./profile.ts";
import { BENCH_STEPS, byteData, floatData } from "./steps.ts";

/** What is to be timed. */
export interface StepJob {
  /** The name of the step, `a` to `h`. */
  readonly step: string;
  /** Which kernels. */
  readonly kernels: KernelsChoice;
  /** How many times a number of steps are timed. */
  readonly rounds: number;
  /** How many examples to hold as bytes, instead of the step's own of floats. */
  readonly byteExamples?: number;
  /** Whether to measure each operation, which adds a little to all times. */
  readonly profile?: boolean;
}

/** One operation of the kernels in a step. */
export interface OperationTime {
  /** Its name in the contract. */
  readonly name: string;
  /** Milliseconds in a step. */
  readonly ms: number;
  /** Calls in a step. */
  readonly calls: number;
}

/** What was measured. */
export interface StepTime {
  /** Milliseconds of a step in the fastest round. */
  readonly bestMs: number;
  /** Milliseconds of a step in the median round. */
  readonly medianMs: number;
  /** Resident memory after the first round, in MiB. */
  readonly residentMiB: number;
  /** How much it grew until the last. */
  readonly growthMiB: number;
  /** Milliseconds and calls of each operation in a step, the longest first, if asked for. */
  readonly operations?: readonly OperationTime[];
}

const MEBI = 2 ** 20;

if (import.meta.main) {
  const job = await new Response(Deno.stdin.readable).json() as StepJob;
  console.log(JSON.stringify(measure(job)));
}

function measure(job: StepJob): StepTime {
  const { step, rounds, byteExamples } = job;
  const bench = BENCH_STEPS[step]!;
  const { stepsARound } = bench;
  const profile: Profile = new Map();
  const made = createKernels(job.kernels);
  const kernels = job.profile ? profiled(made, profile) : made;
  const data = byteExamples === undefined ? floatData(bench) : byteData(bench, byteExamples);
  const trainer = new Trainer(bench.plan, data, kernels);
  let number = 0;
  const make = (steps: number) => {
    for (let i = 0; i < steps; i++) trainer.step(++number);
  };
  make(bench.warmUp);
  profile.clear();
  const times: number[] = [];
  const resident: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    make(stepsARound);
    times.push((performance.now() - start) / stepsARound);
    resident.push(Deno.memoryUsage().rss / MEBI);
  }
  kernels.close();
  return {
    bestMs: Math.min(...times),
    medianMs: median(times),
    residentMiB: resident[0]!,
    growthMiB: resident.at(-1)! - resident[0]!,
    ...(job.profile && { operations: operationsOf(profile, rounds * stepsARound) }),
  };
}

function operationsOf(profile: Profile, steps: number): OperationTime[] {
  return [...profile]
    .map(([name, { ms, calls }]) => ({ name, ms: ms / steps, calls: calls / steps }))
    .toSorted((a, b) => b.ms - a.ms);
}

/** The middle value; of an even number of values the upper of the two. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}
