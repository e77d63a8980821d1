/**
 * `deno task bench`: complete training steps and matrix products, ours against the programs of a
 * folder, in turn within one run, as ratios; programs that are not installed are named and left
 * out.
 *
 * @module
 */
import type { KernelsChoice } from "@samebit/engines";
import { BadInput, escapeText } from "@samebit/input";
import { type Command, type Given, STATUS, type Terminal, wholeNumber } from "@samebit/terminal";
import { chooseNamed } from "../../packages/options/kernels_flags.ts";
import { type BenchJob, compare, timeStep } from "./comparisons.ts";
import { measureLimits } from "./limits.ts";
import type { Limits } from "./limits_program.ts";
import { type BenchRow, limitsTable, profileTable, tableOf } from "./rows.ts";
import { BENCH_STEPS } from "./steps.ts";

const ALL_STEPS = Object.keys(BENCH_STEPS).join(",");

/** Measures and prints one table. */
export const bench: Command = {
  usage: {
    name: "bench",
    operands: "",
    most: 0,
    about: "Time training steps and matrix products against other programs, in turn",
    flags: {
      "peers": {
        value: "DIR",
        about: "the folder of torch_step.py, torch_conv_step.py, numpy_step.py, tfjs_step.cjs",
      },
      "steps": { value: "LIST", about: "which steps", otherwise: ALL_STEPS },
      "backend": { value: "LIST", about: "which kernels", otherwise: "wasm,native" },
      "threads": { value: "N", about: "threads of every program", otherwise: "1" },
      "pairs": { value: "N", about: "pairs of measurements behind each ratio", otherwise: "5" },
      "limits": { about: "also the share of the machine's own limit that kernels reach" },
      "profile": { about: "instead of comparing, show which operations a step's time goes into" },
      "json": { value: "FILE", about: "write rows and limits as JSON" },
    },
    example: "--backend wasm --steps a",
  },
  async run(given, terminal) {
    const pairs = wholeNumber(given, "pairs", 1, 5);
    const threads = wholeNumber(given, "threads", 1, 1);
    const steps = stepsOf(given);
    const file = given.values["json"];
    if (file !== undefined) await requireFile(file);
    const rows: BenchRow[] = [];
    const limits: Record<string, Limits> = {};
    for (const kernels of await kernelsOf(given, threads, terminal)) {
      if (given.switches.has("profile")) {
        await showProfiles(steps, kernels, terminal);
        continue;
      }
      const job: BenchJob = { kernels, steps, pairs, peers: given.values["peers"] };
      for await (const row of compare(job, terminal)) {
        rows.push(row);
        terminal.print(`measured ${row.step}, ${row.backend}, against ${row.peer}`);
      }
      if (given.switches.has("limits") && kernels.name !== "reference") {
        limits[kernels.name] = await measureLimits({ ...kernels, threads: 1 }, pairs);
      }
    }
    show(rows, limits, pairs, terminal);
    const made = JSON.stringify({ rows, limits }, null, 2);
    if (file !== undefined) await Deno.writeTextFile(file, made + "\n");
    return STATUS.done;
  },
};

/** Prints what was measured. */
function show(
  rows: readonly BenchRow[],
  limits: Readonly<Record<string, Limits>>,
  pairs: number,
  terminal: Terminal,
): void {
  if (rows.length === 0) return;
  terminal.print(`\n${tableOf(rows, terminal)}`);
  terminal.print(
    `\nRatios are medians of ${pairs} pairs, measured in turn; below 1 ours is faster`,
  );
  for (const [name, measured] of Object.entries(limits)) {
    terminal.print(`\n${limitsTable(name, measured, terminal)}`);
  }
}

async function showProfiles(
  steps: readonly string[],
  kernels: KernelsChoice,
  terminal: Terminal,
): Promise<void> {
  for (const step of steps) {
    const { operations } = await timeStep({ step, kernels, rounds: 3, profile: true });
    terminal.print(`\n${profileTable(step, kernels, operations!, terminal)}`);
  }
}

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
  const steps = (given.values["steps"] ?? ALL_STEPS).split(",");
  for (const step of steps) {
    if (Object.hasOwn(BENCH_STEPS, step)) continue;
    throw new BadInput("--steps", `cannot be ${step}; wanted some of ${ALL_STEPS}`);
  }
  return steps;
}

async function kernelsOf(
  given: Given,
  threads: number,
  terminal: Terminal,
): Promise<KernelsChoice[]> {
  const asked = given.values["backend"];
  const choices: KernelsChoice[] = [];
  for (const name of (asked ?? "wasm,native").split(",")) {
    try {
      choices.push(await chooseNamed(name, threads, terminal));
    } catch (error) {
      if (asked !== undefined || !(error instanceof BadInput)) throw error;
      terminal.complain(`Left out: ${escapeText(error.message)}`);
    }
  }
  return choices;
}
