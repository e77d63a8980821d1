/**
 * `deno task bench`: whole training steps and matrix products, ours against the programs of a
 * folder, in turn within one run, as ratios; what is not installed is named and left out.
 *
 * @module
 */
import { basename } from "node:path";
import { BadInput, spellText } from "@samebit/input";
import type { KernelsChoice } from "@samebit/engines";
import type { GemmJob, GemmShape, GemmTime } from "./gemm_program.ts";
import { type Peer, PEERS, type PeerTime, runPeer, runProgram } from "./programs.ts";
import { median, type StepJob, type StepTime } from "./step_program.ts";
import { BENCH_STEPS } from "./steps.ts";
import {
  type Command,
  formatTable,
  type Given,
  STATUS,
  type Terminal,
  wholeNumber,
} from "@samebit/terminal";
import { exists } from "../../packages/store/exists.ts";
import { chooseNamed } from "../../packages/cli/kernels_flags.ts";

/** One line of the table and of `--json`. */
interface BenchRow {
  readonly step: string;
  readonly backend: string;
  readonly threads: number;
  readonly oursMs: number;
  readonly peer: string;
  readonly peerMs: number;
  /** Ours over theirs, the median over the pairs. */
  readonly ratio: number;
  /** Resident memory of our process, for the rows about memory. */
  readonly residentMiB?: number;
  /** How much it grew over the rounds. */
  readonly growthMiB?: number;
}

const GEMM_SHAPES: readonly GemmShape[] = [
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

/** Measures and prints one table. */
export const bench: Command = {
  usage: {
    name: "bench",
    operands: "",
    most: 0,
    about: "Time training steps and matrix products against other programs, in turn",
    flags: {
      "peers": { value: "DIR", about: "the folder of torch_step.py, numpy_step.py, tfjs_step.cjs" },
      "steps": { value: "LIST", about: "which steps", otherwise: "a,b,c,d" },
      "backend": { value: "LIST", about: "which kernels", otherwise: "wasm,native" },
      "pairs": { value: "N", about: "pairs of measurements behind each ratio", otherwise: "5" },
      "json": { value: "FILE", about: "write the rows as JSON" },
    },
    example: "--backend wasm --steps a",
  },
  async run(given, terminal) {
    const pairs = wholeNumber(given, "pairs", 1, 5);
    const steps = stepsOf(given);
    const file = given.values["json"];
    if (file !== undefined) await requireFile(file);
    const rows: BenchRow[] = [];
    const add = (row: BenchRow) => {
      rows.push(row);
      terminal.print(`measured ${row.step}, ${row.backend}, against ${row.peer}`);
    };
    for (const kernels of await kernelsOf(given, terminal)) {
      for (const step of steps) {
        await againstPeers(step, kernels, pairs, given.values["peers"], add, terminal);
      }
      await againstOpenblas(kernels, pairs, add, terminal);
      if (steps.includes("c")) await againstOneThread(kernels, pairs, add);
      add(await memoryOf(kernels));
    }
    terminal.print(`\n${tableOf(rows, terminal)}`);
    terminal.print(
      `\nRatios are medians of ${pairs} pairs, measured in turn; below 1 ours is faster`,
    );
    if (file !== undefined) await Deno.writeTextFile(file, JSON.stringify(rows, null, 2) + "\n");
    return STATUS.done;
  },
};

/** Makes sure that the rows can be written before anything is measured. */
async function requireFile(file: string): Promise<void> {
  try {
    (await Deno.open(file, { append: true, create: true })).close();
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new BadInput("--json", `cannot write ${file}: ${reason}`, { cause });
  }
}

function stepsOf(given: Given): string[] {
  const steps = (given.values["steps"] ?? "a,b,c,d").split(",");
  for (const step of steps) {
    if (Object.hasOwn(BENCH_STEPS, step)) continue;
    throw new BadInput(
      "--steps",
      `cannot be ${step}; wanted some of ${Object.keys(BENCH_STEPS).join(",")}`,
    );
  }
  return steps;
}

async function kernelsOf(given: Given, terminal: Terminal): Promise<KernelsChoice[]> {
  const asked = given.values["backend"];
  const choices: KernelsChoice[] = [];
  for (const name of (asked ?? "wasm,native").split(",")) {
    try {
      choices.push(await chooseNamed(name, 1, terminal));
    } catch (error) {
      if (asked !== undefined || !(error instanceof BadInput)) throw error;
      terminal.complain(`Left out: ${spellText(error.message)}`);
    }
  }
  return choices;
}

async function againstPeers(
  step: string,
  kernels: KernelsChoice,
  pairs: number,
  folder: string | undefined,
  add: (row: BenchRow) => void,
  terminal: Terminal,
): Promise<void> {
  const peers = PEERS.filter(({ steps }) => folder !== undefined && steps.includes(step));
  if (peers.length === 0) return add(await alone(step, kernels));
  for (const peer of peers) {
    const row = await inTurn(step, kernels, pairs, peer, folder!);
    if ("reason" in row) terminal.complain(`Left out: ${peer.name}, step ${step}: ${row.reason}`);
    else add(row);
  }
}

async function inTurn(
  step: string,
  kernels: KernelsChoice,
  pairs: number,
  peer: Peer,
  folder: string,
): Promise<BenchRow | { readonly reason: string }> {
  const timed: { ours: StepTime; theirs: PeerTime }[] = [];
  for (let pair = 0; pair < pairs; pair++) {
    const theirs = await runPeer(peer, folder, step);
    if ("reason" in theirs) return theirs;
    timed.push({ ours: await timeStep({ step, kernels, rounds: 5 }), theirs });
  }
  return {
    ...about(step, kernels),
    oursMs: median(timed.map(({ ours }) => ours.medianMs)),
    peer: timed[0]!.theirs.peer,
    peerMs: median(timed.map(({ theirs }) => theirs.medianMs)),
    ratio: median(timed.map(({ ours, theirs }) => ours.medianMs / theirs.medianMs)),
  };
}

async function alone(step: string, kernels: KernelsChoice): Promise<BenchRow> {
  const { medianMs } = await timeStep({ step, kernels, rounds: 5 });
  return { ...about(step, kernels), oursMs: medianMs, peer: "none", peerMs: NaN, ratio: NaN };
}

async function againstOpenblas(
  kernels: KernelsChoice,
  pairs: number,
  add: (row: BenchRow) => void,
  terminal: Terminal,
): Promise<void> {
  const openblas = await findOpenblas();
  if (openblas === undefined) return terminal.complain("Left out: OpenBLAS is not installed");
  const job: GemmJob = { kernels, openblas, shapes: GEMM_SHAPES, pairs: Math.max(pairs, 15) };
  const times = await runProgram<GemmTime[]>("gemm_program.ts", job, [openblas]);
  const peer = basename(await Deno.realPath(openblas));
  for (const [i, { oursMs, peerMs, ratio }] of times.entries()) {
    const { m, k, n, transposeA, transposeB } = GEMM_SHAPES[i]!;
    const step = `gemm ${m}x${k}x${n}${transposeA ? " aT" : ""}${transposeB ? " bT" : ""}`;
    add({ step, backend: kernels.name, threads: 1, oursMs, peer, peerMs, ratio });
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

async function againstOneThread(
  kernels: KernelsChoice,
  pairs: number,
  add: (row: BenchRow) => void,
): Promise<void> {
  if (kernels.name === "reference") return;
  const two = { ...kernels, threads: 2 };
  const timed: { ours: StepTime; theirs: StepTime }[] = [];
  for (let pair = 0; pair < pairs; pair++) {
    const theirs = await timeStep({ step: "c", kernels, rounds: 5 });
    timed.push({ ours: await timeStep({ step: "c", kernels: two, rounds: 5 }), theirs });
  }
  add({
    ...about("c", two),
    oursMs: median(timed.map(({ ours }) => ours.medianMs)),
    peer: "the same with 1 thread",
    peerMs: median(timed.map(({ theirs }) => theirs.medianMs)),
    ratio: median(timed.map(({ ours, theirs }) => ours.medianMs / theirs.medianMs)),
  });
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

function timeStep(job: StepJob): Promise<StepTime> {
  return runProgram<StepTime>("step_program.ts", job);
}

function about(
  step: string,
  kernels: KernelsChoice,
): Pick<BenchRow, "step" | "backend" | "threads"> {
  return {
    step,
    backend: kernels.name,
    threads: kernels.name === "reference" ? 1 : kernels.threads,
  };
}

function tableOf(rows: readonly BenchRow[], terminal: Terminal): string {
  const head = ["step", "backend", "threads", "ours ms", "peer", "peer ms", "ratio", "MiB"];
  const number = (value: number | undefined, digits: number) =>
    value === undefined || Number.isNaN(value) ? "" : value.toFixed(digits);
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
