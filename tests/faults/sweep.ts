/**
 * Sweeps that are made by a process of their own, so that it can be killed, and what they leave.
 * Not for anything but tests.
 */
import { RUN_FILES, SAME_EVERYWHERE } from "@samebit/runlog";
import { assert, assertEquals } from "@std/assert";
import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { planExperiment, type PlannedExperiment } from "@samebit/sweep";
import { readRunRecord, runFolder } from "@samebit/store";
import { filesBelow, ROOT, type Workplace } from "../command_line.ts";
import { declareBase } from "../sample_experiment.ts";
import type { SweepLine, SweepRequest } from "./sweep_driver.ts";

/** Two runs of some thousand steps: long enough for what is done to them meanwhile. */
export const LONG_SWEEP: string = longSweep(60);

/** Two runs of so many epochs. */
export function longSweep(epochs: number): string {
  return declareBase({
    dataset: { kind: "digits" },
    model: { kind: "fully-connected", hidden: [50, 50], normalization: "batch" },
    evaluation: { layers: { every: 5 }, predictions: true, states: true },
    epochs,
  }, { seeds: [1] });
}

/** How a sweep is made; nothing here changes a number. */
export interface SweepSettings extends Partial<SweepRequest> {
  /** The output folder. */
  readonly out: string;
  /** What the system's clock is to say, by the program faketime; the truth if left out. */
  readonly date?: string;
}

/** A process that makes the runs of a sweep. */
export interface SweepProcess {
  /** The process, the leader of a group to which its workers belong. */
  readonly pid: number;
  /** Resolves when it makes steps, or has ended. */
  readonly begun: Promise<void>;
  /** What it told, once it has ended, how, and what it complained of. */
  readonly ended: Promise<SweepEnd>;
  /** Whether it has ended. */
  isOver(): boolean;
}

/** How a sweep's process ended. */
export interface SweepEnd {
  /** Its exit status. */
  readonly code: number;
  /** The signal that ended it. */
  readonly signal: Deno.Signal | null;
  /** Its events but progress. */
  readonly lines: readonly SweepLine[];
  /** Its standard error. */
  readonly complaints: string;
}

/** A sweep, planned. */
export interface Sweep {
  /** What it is planned as. */
  readonly planned: PlannedExperiment;
  /** Makes what is missing of it. */
  start(settings: SweepSettings): SweepProcess;
  /** Makes all of it undisturbed. */
  make(out: string): Promise<void>;
}

/** Plans an experiment's text and writes down the plan. */
export async function planSweep(place: Workplace, text: string): Promise<Sweep> {
  const planned = await planExperiment(await place.write("experiments/sweep.ts", text), {
    dataDir: place.path,
  });
  const file = await place.write("planned.json", JSON.stringify(planned));
  const start = ({ date, ...settings }: SweepSettings) =>
    startDriver({ planned: file, workers: 2, checkpointSeconds: 0.02, ...settings }, date);
  return {
    planned,
    start,
    async make(out) {
      const { code, complaints } = await start({ out, checkpointSeconds: 1000 }).ended;
      assertEquals([code, complaints], [0, ""]);
    },
  };
}

function startDriver(request: SweepRequest, date: string | undefined): SweepProcess {
  const program = fileURLToPath(new URL("./sweep_driver.ts", import.meta.url));
  const config = `--config=${join(ROOT, "deno.json")}`;
  const args = ["run", "-A", "--quiet", "--no-check", config, program, JSON.stringify(request)];
  const child = new Deno.Command(date === undefined ? Deno.execPath() : "faketime", {
    args: date === undefined ? args : [date, Deno.execPath(), ...args],
    env: { NO_COLOR: "1" },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
    detached: true,
  }).spawn();
  const complaints = new Response(child.stderr).text();
  const begun = Promise.withResolvers<void>();
  const lines: SweepLine[] = [];
  const read = async () => {
    const output = Readable.fromWeb(child.stdout as Parameters<typeof Readable.fromWeb>[0]);
    for await (const text of createInterface({ input: output })) {
      // A process that is killed can leave a part of a line, which tells nothing.
      if (!text.endsWith("}")) continue;
      const line = JSON.parse(text) as SweepLine;
      if (line.kind === "progress") begun.resolve();
      else lines.push(line);
    }
    begun.resolve();
  };
  let over = false;
  const ended = read().then(async (): Promise<SweepEnd> => {
    const { code, signal } = await child.status;
    over = true;
    return { code, signal, lines, complaints: await complaints };
  });
  return { pid: child.pid, begun: begun.promise, ended, isOver: () => over };
}

/** The bytes of the files below a folder that are the same everywhere, by path. */
export async function sameBytesBelow(folder: string): Promise<Map<string, Uint8Array>> {
  const paths = (await filesBelow(folder)).filter((path) =>
    SAME_EVERYWHERE.includes(basename(path))
  );
  const read = async (path: string) => [path, await Deno.readFile(join(folder, path))] as const;
  return new Map(await Promise.all(paths.map(read)));
}

/** Checks that two folders hold the same runs, byte for byte. */
export async function assertSameRuns(got: string, wanted: string): Promise<void> {
  const [gotten, expected] = await Promise.all([got, wanted].map(sameBytesBelow));
  assertEquals([...gotten!.keys()], [...expected!.keys()]);
  assert(expected!.size > 0, `${wanted} holds no runs`);
  for (const [path, bytes] of expected!) {
    assert(bytes.length > 0, path);
    // Compared as text first: a difference is then shown by lines.
    if (/\.(csv|json)$/.test(path)) assertEquals(textOf(gotten!.get(path)!), textOf(bytes), path);
    assertEquals(gotten!.get(path), bytes, path);
  }
}

function textOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

/**
 * Checks that a sweep is whole: every run, every row once, and nothing beside. Its data are images,
 * so that no run has the file of a table's columns.
 */
export async function assertWhole({ planned }: Sweep, out: string): Promise<void> {
  const files = [...Object.values(RUN_FILES), ".held"]
    .filter((name) => name !== RUN_FILES.importance).sort();
  for (const run of planned.runs) {
    const folder = runFolder(out, planned.slug, run);
    assertEquals(await filesBelow(folder), files, folder);
    assert((await readRunRecord(folder))?.ended !== undefined, folder);
    const rows = (await Deno.readTextFile(join(folder, RUN_FILES.steps))).trimEnd().split("\n");
    const steps = rows.slice(1).map((row) => Number(row.split(",")[0]));
    assertEquals(steps, Array.from({ length: run.totalSteps }, (_, i) => i + 1), folder);
  }
  const runs = await Array.fromAsync(Deno.readDir(join(out, planned.slug, "runs")));
  const names = planned.runs.map(({ folder }) => basename(folder));
  assertEquals(runs.map(({ name }) => name).sort(), names.sort());
  assertEquals(dirname(planned.runs[0]!.folder), "runs");
}
