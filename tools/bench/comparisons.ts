/**
 * Our steps and matrix products in turn with other programs, and with ourselves on one thread.
 *
 * @module
 */
import { basename } from "node:path";
import type { KernelsChoice } from "@samebit/engines";
import { exists } from "../../packages/store/exists.ts";
import type { Terminal } from "@samebit/terminal";
import type { GemmJob, GemmShape, GemmTime } from "./gemm_program.ts";
import { type Peer, PEERS, type PeerTime, runPeer, runProgram } from "./programs.ts";
import { about, type BenchRow } from "./rows.ts";
import { median, type StepJob, type StepTime } from "./step_program.ts";

/** The matrix products of steps (a) and (c). */
export const GEMM_SHAPES: readonly GemmShape[] = [
  { m: 100, k: 3072, n: 100, transposeA: false, transposeB: false },
  { m: 3072, k: 100, n: 100, transposeA: true, transposeB: false },
  { m: 100, k: 100, n: 100, transposeA: false, transposeB: false },
  { m: 100, k: 100, n: 100, transposeA: false, transposeB: true },
  { m: 128, k: 3072, n: 512, transposeA: false, transposeB: false },
  { m: 3072, k: 128, n: 512, transposeA: true, transposeB: false },
  { m: 128, k: 512, n: 256, transposeA: false, transposeB: false },
  { m: 128, k: 256, n: 512, transposeA: false, transposeB: true },
];

const OPENBLAS = ["libopenblas.so.0", "libopenblas.dylib", "libopenblas.dll"];

/** As many images as the official training set has. */
const CIFAR_EXAMPLES = 50_000;

/** Steps that are also timed on two threads against one. */
const ON_TWO_THREADS = ["c", "f", "g"];

/** What is measured for each choice of kernels. */
export interface BenchJob {
  /** Our kernels. */
  readonly kernels: KernelsChoice;
  /** The names of the steps. */
  readonly steps: readonly string[];
  /** Pairs of measurements behind each ratio. */
  readonly pairs: number;
  /** The folder of the peers' programs. */
  readonly peers: string | undefined;
}

/** Measures row after row. */
export async function* compare(job: BenchJob, terminal: Terminal): AsyncGenerator<BenchRow> {
  for (const step of job.steps) yield* againstPeers(step, job, terminal);
  const { kernels, steps } = job;
  if (kernels.name !== "reference" && kernels.threads > 1) return;
  yield* againstOpenblas(job, terminal);
  for (const step of ON_TWO_THREADS) {
    if (steps.includes(step) && kernels.name !== "reference") {
      yield await againstOneThread(step, job);
    }
  }
  yield await memoryOf(kernels);
}

async function* againstPeers(
  step: string,
  job: BenchJob,
  terminal: Terminal,
): AsyncGenerator<BenchRow> {
  const peers = PEERS.filter(({ steps }) => job.peers !== undefined && steps.includes(step));
  if (peers.length === 0) yield await alone(step, job.kernels);
  for (const peer of peers) {
    const row = await inTurn(step, job, peer);
    if ("reason" in row) terminal.complain(`Left out: ${peer.name}, step ${step}: ${row.reason}`);
    else yield row;
  }
}

async function inTurn(
  step: string,
  { kernels, pairs, peers }: BenchJob,
  peer: Peer,
): Promise<BenchRow | { readonly reason: string }> {
  const timed: { ours: StepTime; theirs: PeerTime }[] = [];
  const row = about(step, kernels);
  for (let pair = 0; pair < pairs; pair++) {
    const theirs = await runPeer(peer, peers!, step, row.threads);
    if ("reason" in theirs) return theirs;
    timed.push({ ours: await timeStep({ step, kernels, rounds: 5 }), theirs });
  }
  return {
    ...row,
    oursMs: median(timed.map(({ ours }) => ours.medianMs)),
    peer: timed[0]!.theirs.peer,
    peerMs: median(timed.map(({ theirs }) => theirs.medianMs)),
    ratio: median(timed.map(({ ours, theirs }) => ours.medianMs / theirs.medianMs)),
    residentMiB: median(timed.map(({ ours }) => ours.residentMiB)),
    growthMiB: median(timed.map(({ ours }) => ours.growthMiB)),
  };
}

async function alone(step: string, kernels: KernelsChoice): Promise<BenchRow> {
  const { medianMs, residentMiB, growthMiB } = await timeStep({ step, kernels, rounds: 5 });
  const row = { ...about(step, kernels), oursMs: medianMs, residentMiB, growthMiB };
  return { ...row, peer: "none", peerMs: NaN, ratio: NaN };
}

async function* againstOpenblas(
  { kernels, pairs }: BenchJob,
  terminal: Terminal,
): AsyncGenerator<BenchRow> {
  const openblas = await findOpenblas();
  if (openblas === undefined) return terminal.complain("Left out: OpenBLAS is not installed");
  const job: GemmJob = { kernels, openblas, shapes: GEMM_SHAPES, pairs: Math.max(pairs, 15) };
  const times = await runProgram<GemmTime[]>("gemm_program.ts", job, [openblas]);
  const peer = basename(await Deno.realPath(openblas));
  for (const [i, { oursMs, peerMs, ratio }] of times.entries()) {
    const { m, k, n, transposeA, transposeB } = GEMM_SHAPES[i]!;
    const step = `gemm ${m}x${k}x${n}${transposeA ? " aT" : ""}${transposeB ? " bT" : ""}`;
    yield { step, backend: kernels.name, threads: 1, oursMs, peer, peerMs, ratio };
  }
}

async function findOpenblas(): Promise<string | undefined> {
  const folders = ["/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib"];
  for (const folder of folders) {
    for (const name of OPENBLAS) {
      if (await exists(`${folder}/${name}`)) return `${folder}/${name}`;
    }
  }
  return undefined;
}

async function againstOneThread(step: string, { kernels, pairs }: BenchJob): Promise<BenchRow> {
  const two = { ...kernels, threads: 2 };
  const timed: { ours: StepTime; theirs: StepTime }[] = [];
  for (let pair = 0; pair < pairs; pair++) {
    const theirs = await timeStep({ step, kernels, rounds: 5 });
    timed.push({ ours: await timeStep({ step, kernels: two, rounds: 5 }), theirs });
  }
  return {
    ...about(step, two),
    oursMs: median(timed.map(({ ours }) => ours.medianMs)),
    peer: "the same with 1 thread",
    peerMs: median(timed.map(({ theirs }) => theirs.medianMs)),
    ratio: median(timed.map(({ ours, theirs }) => ours.medianMs / theirs.medianMs)),
  };
}

async function memoryOf(kernels: KernelsChoice): Promise<BenchRow> {
  const time = await timeStep({ step: "a", kernels, rounds: 20, byteExamples: CIFAR_EXAMPLES });
  const { medianMs, residentMiB, growthMiB } = time;
  return {
    ...about("a", kernels),
    step: `a, ${CIFAR_EXAMPLES.toLocaleString("en")} images as bytes`,
    oursMs: medianMs,
    peer: "none",
    peerMs: NaN,
    ratio: NaN,
    residentMiB,
    growthMiB,
  };
}

/** Times a step in a process of its own. */
export function timeStep(job: StepJob): Promise<StepTime> {
  return runProgram<StepTime>("step_program.ts", job);
}
