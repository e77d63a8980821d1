/**
 * The program that times matrix products against OpenBLAS in one process, in turn, one thread each:
 * given JSON on standard input, it prints for each shape the milliseconds of either.
 *
 * @module
 */
import { createKernels, type KernelsChoice } from "@samebit/engines";
import { createStream, fillNormal } from "@samebit/random";
import { median } from "./step_program.ts";

/** A product op(a)·op(b) of [m, k] and [k, n]. */
export interface GemmShape {
  /** Rows of the product. */
  readonly m: number;
  /** The length of the sums. */
  readonly k: number;
  /** Columns of the product. */
  readonly n: number;
  /** Whether a is stored transposed. */
  readonly transposeA: boolean;
  /** Whether b is stored transposed. */
  readonly transposeB: boolean;
}

/** What is to be timed. */
export interface GemmJob {
  /** Which kernels. */
  readonly kernels: KernelsChoice;
  /** OpenBLAS's library. */
  readonly openblas: string;
  /** The products. */
  readonly shapes: readonly GemmShape[];
  /** Pairs of timings of each. */
  readonly pairs: number;
}

/** The milliseconds of one product. */
export interface GemmTime {
  /** Ours, the median. */
  readonly oursMs: number;
  /** OpenBLAS's, the median. */
  readonly peerMs: number;
  /** The median of the ratios ours / theirs, pair by pair. */
  readonly ratio: number;
}

const SYMBOLS = {
  cblas_sgemm: {
    parameters: [
      ...["i32", "i32", "i32", "i32", "i32", "i32", "f32"] as const,
      ...["buffer", "i32", "buffer", "i32", "f32", "buffer", "i32"] as const,
    ],
    result: "void",
  },
  openblas_set_num_threads: { parameters: ["i32"], result: "void" },
} as const;

/** CBLAS's constants. */
const ROW_MAJOR = 101;
const PLAIN = 111;
const TRANSPOSED = 112;

/** A timing repeats the product until it has done about this many multiplications. */
const WORK = 2e8;

if (import.meta.main) {
  const job = await new Response(Deno.stdin.readable).json() as GemmJob;
  console.log(JSON.stringify(measure(job)));
}

function measure({ kernels: choice, openblas, shapes, pairs }: GemmJob): GemmTime[] {
  const kernels = createKernels(choice);
  const { symbols } = Deno.dlopen(openblas, SYMBOLS);
  symbols.openblas_set_num_threads(1);
  return shapes.map((shape) => {
    const { m, k, n, transposeA, transposeB } = shape;
    const [a, b, c, theirC] = [m * k, k * n, m * n, m * n].map((length, i) => {
      const array = kernels.allocate(length) as Float32Array<ArrayBuffer>;
      if (i < 2) fillNormal(createStream(i, "bench"), 0, array);
      return array;
    });
    const ours = () => kernels.gemm(transposeA, transposeB, m, n, k, a!, b!, c!);
    const theirs = () =>
      symbols.cblas_sgemm(
        ...[ROW_MAJOR, transposeA ? TRANSPOSED : PLAIN, transposeB ? TRANSPOSED : PLAIN] as const,
        ...[m, n, k, 1, a!, transposeA ? m : k, b!, transposeB ? k : n, 0, theirC!, n] as const,
      );
    const repeats = Math.max(1, Math.round(WORK / (m * n * k)));
    const time = (product: () => void) => {
      const start = performance.now();
      for (let i = 0; i < repeats; i++) product();
      return (performance.now() - start) / repeats;
    };
    time(ours);
    time(theirs);
    const times = Array.from({ length: pairs }, () => [time(ours), time(theirs)] as const);
    return {
      oursMs: median(times.map(([mine]) => mine)),
      peerMs: median(times.map(([, their]) => their)),
      ratio: median(times.map(([mine, their]) => mine / their)),
    };
  });
}
