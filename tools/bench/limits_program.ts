/**
 * The program that says which share of the machine's own limit convolutions and matrix products
 * reach: given JSON on standard input, it prints for each the median over the rounds, with the limit
 * measured just before and just after it, and the best round beside the highest limit, in which
 * other programs have the least part.
 *
 * @module
 */
import { createKernels, type KernelsChoice } from "@samebit/engines";
import { createStream, fillNormal } from "@samebit/random";
import type { Floats, Kernels } from "@samebit/tensors";
import type { GemmShape } from "./gemm_program.ts";
import { gflops, nativePeak, wasmPeak } from "./peak.ts";
import { median } from "./step_program.ts";

/** A 3x3 convolution with padding 1 and stride 1 of square images. */
export interface ConvShape {
  /** The step that has it. */
  readonly step: string;
  /** Images. */
  readonly rows: number;
  /** Channels of x. */
  readonly channels: number;
  /** Channels of y. */
  readonly filters: number;
  /** Pixels of a side. */
  readonly side: number;
}

/** What is to be measured. */
export interface LimitsJob {
  /** Which kernels; of one thread. */
  readonly kernels: KernelsChoice;
  /** The library of peak.c, for native kernels. */
  readonly peak?: string;
  /** The convolutions. */
  readonly convolutions: readonly ConvShape[];
  /** The matrix products. */
  readonly products: readonly GemmShape[];
  /** Rounds behind each median. */
  readonly rounds: number;
}

/** What was measured of one operation. */
export interface Share {
  /** The operation and its shape. */
  readonly name: string;
  /** Its GFLOP/s. */
  readonly speed: number;
  /** As a share of the limit, the median over the rounds. */
  readonly share: number;
  /** The fastest round's speed as a share of the highest limit of all. */
  readonly best: number;
}

/** All of it. */
export interface Limits {
  /** The limit, in GFLOP/s: the highest that was measured. */
  readonly peak: number;
  /** The operations. */
  readonly shares: readonly Share[];
}

/** An operation, the number of its multiplications and additions, and how it is run. */
type Timed = readonly [name: string, operations: number, run: () => void];

/**
 * A timing repeats an operation until it has done about this many multiplications and additions.
 */
const WORK = 4e8;

if (import.meta.main) {
  const job = await new Response(Deno.stdin.readable).json() as LimitsJob;
  console.log(JSON.stringify(measure(job)));
}

function measure({ kernels: choice, peak: library, ...job }: LimitsJob): Limits {
  const measurePeak = library === undefined ? wasmPeak() : nativePeak(library);
  const peaks: number[] = [];
  const shareOf = ([name, operations, run]: Timed): Share => {
    const repeats = Math.max(1, Math.round(WORK / operations));
    const work = () => {
      for (let i = 0; i < repeats; i++) run();
      return operations * repeats;
    };
    work();
    const rounds = Array.from({ length: job.rounds }, () => {
      const before = measurePeak();
      const speed = gflops(work);
      const limit = Math.max(before, measurePeak());
      peaks.push(limit);
      return { speed, share: speed / limit };
    });
    return {
      name,
      speed: median(rounds.map(({ speed }) => speed)),
      share: median(rounds.map(({ share }) => share)),
      best: Math.max(...rounds.map(({ speed }) => speed)),
    };
  };
  const shares: Share[] = [];
  for (const shape of job.convolutions) {
    const kernels = createKernels(choice);
    for (const timed of convolutionsOf(kernels, shape)) shares.push(shareOf(timed));
    kernels.close();
  }
  const kernels = createKernels(choice);
  for (const shape of job.products) shares.push(shareOf(productOf(kernels, shape)));
  kernels.close();
  const peak = Math.max(...peaks);
  return { peak, shares: shares.map((share) => ({ ...share, best: share.best / peak })) };
}

function convolutionsOf(kernels: Kernels, shape: ConvShape): readonly Timed[] {
  const { step, rows, channels, filters, side } = shape;
  const [x, dx] = [0, 1].map(() => allocate(kernels, rows * channels * side * side));
  const [y, dy] = [0, 1].map(() => allocate(kernels, rows * filters * side * side));
  const [w, dw] = [0, 1].map(() => allocate(kernels, filters * channels * 9));
  const sizes = [rows, 1, channels, filters, side, side, 3, 1, 1, side, side] as const;
  const operations = 2 * rows * channels * filters * 9 * side * side;
  const what = `(${step}) ${channels}-${filters}, ${side}x${side}`;
  return [
    [`${what}, forward`, operations, () => kernels.convolution(x!, w!, y!, ...sizes)],
    [`${what}, by data`, operations, () => kernels.convolutionByData(dy!, w!, dx!, ...sizes)],
    [`${what}, by weights`, operations, () => kernels.convolutionByWeights(x!, dy!, dw!, ...sizes)],
  ];
}

function productOf(kernels: Kernels, { m, k, n, transposeA, transposeB }: GemmShape): Timed {
  const [a, b, c] = [m * k, k * n, m * n].map((length) => allocate(kernels, length));
  return [
    `gemm ${m}x${k}x${n}${transposeA ? " aT" : ""}${transposeB ? " bT" : ""}`,
    2 * m * k * n,
    () => kernels.gemm(transposeA, transposeB, m, n, k, a!, b!, c!),
  ];
}

function allocate(kernels: Kernels, length: number): Floats {
  const array = kernels.allocate(length);
  fillNormal(createStream(length, "bench"), 0, array as Float32Array<ArrayBuffer>);
  return array;
}
