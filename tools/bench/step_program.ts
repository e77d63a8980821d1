/**
 * The program that times one training step in a process of its own, as the peers do: given JSON on
 * standard input, it prints its best and median milliseconds over the rounds, and its memory.
 *
 * @module
 */
import { createKernels, type KernelsChoice } from "@samebit/engines";
import { Trainer } from "@samebit/solver";
import { BENCH_STEPS, byteData, floatData } from "./steps.ts";

/** What is to be timed. */
export interface StepJob {
  /** The name of the step, `a` to `d`. */
  readonly step: string;
  /** Which kernels. */
  readonly kernels: KernelsChoice;
  /** How many times a number of steps are timed. */
  readonly rounds: number;
  /** How many examples to hold as bytes, instead of 5,000 rows of floats. */
  readonly byteExamples?: number;
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
}

const WARM_UP = 20;
const STEPS_A_ROUND = 30;
const MEBI = 2 ** 20;

if (import.meta.main) {
  const job = await new Response(Deno.stdin.readable).json() as StepJob;
  console.log(JSON.stringify(measure(job)));
}

function measure({ step, kernels: choice, rounds, byteExamples }: StepJob): StepTime {
  const bench = BENCH_STEPS[step]!;
  const kernels = createKernels(choice);
  const data = byteExamples === undefined ? floatData(bench) : byteData(bench, byteExamples);
  const trainer = new Trainer(bench.plan, data, kernels);
  let made = 0;
  const make = (steps: number) => {
    for (let i = 0; i < steps; i++) trainer.step(++made);
  };
  make(WARM_UP);
  const times: number[] = [];
  const resident: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    make(STEPS_A_ROUND);
    times.push((performance.now() - start) / STEPS_A_ROUND);
    resident.push(Deno.memoryUsage().rss / MEBI);
  }
  kernels.close();
  return {
    bestMs: Math.min(...times),
    medianMs: median(times),
    residentMiB: resident[0]!,
    growthMiB: resident.at(-1)! - resident[0]!,
  };
}

/** The middle value; of an even number the upper of the two. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}
