import { assert, assertEquals, assertMatch } from "@std/assert";
import { join } from "node:path";
import { createStream, fillUniform } from "@samebit/random";
import { createWorkplace } from "../command_line.ts";
import { declareBase } from "../sample_experiment.ts";
import { isFull, isLeftOut } from "./extent.ts";
import { killIfThere, notOnLinux, workersOf } from "./processes.ts";
import { assertSameRuns, assertWhole, planSweep, type Sweep, type SweepProcess } from "./sweep.ts";

/** Four runs with all that has a state, each of them long enough to be killed a few times. */
const SWEEP = declareBase({
  dataset: { kind: "digits" },
  model: { kind: "fully-connected", hidden: [100, 100], normalization: "batch", keepRatio: 0.8 },
  l2: 0.001,
  schedule: "cosine",
  batchSize: 50,
  evaluation: { layers: { every: 5 }, predictions: true, states: true },
  epochs: 12,
}, { seeds: [1, 2] });

/** Processes killed, whole groups or single workers. */
const KILLS = isFull ? 200 : 10;

/** The longest time between two kills. */
const LONGEST_MS = 400;

/** Numbers in [0, 1), the same ones in every run of this test. */
function createDraws(): () => number {
  const stream = createStream(1, "faults/sigkill");
  const number = new Float64Array(1);
  let page = 0;
  return () => {
    fillUniform(stream, page++, number);
    return number[0]!;
  };
}

/** What was killed. */
interface Kills {
  groups: number;
  workers: number;
}

/** Kills a sweep's process, or some of its workers before it; returns how it ended. */
async function disturb(process: SweepProcess, draw: () => number, kills: Kills) {
  // One in eight is killed while it starts.
  if (draw() < 7 / 8) await process.begun;
  while (true) {
    const over = await Promise.race([
      process.ended.then(() => true),
      new Promise<boolean>((resolve) => setTimeout(() => resolve(false), draw() * LONGEST_MS)),
    ]);
    if (over || process.isOver()) return await process.ended;
    const workers = workersOf(process.pid);
    // Every fourth kill is for a single worker.
    const isForWorker = (kills.groups + kills.workers) % 4 === 1;
    const victim = isForWorker ? workers[Math.floor(draw() * workers.length)] : undefined;
    if (victim !== undefined) {
      if (killIfThere(victim)) kills.workers++;
    } else {
      if (killIfThere(-process.pid)) kills.groups++;
      return await process.ended;
    }
  }
}

/** Makes a sweep and kills it, again and again, until it is whole or enough was killed. */
async function makeWhole(sweep: Sweep, out: string, draw: () => number, kills: Kills) {
  while (kills.groups + kills.workers < KILLS) {
    const { code, complaints, lines } = await disturb(sweep.start({ out }), draw, kills);
    assertEquals(complaints, "");
    // The workers that were killed, and nothing else.
    const told = lines.filter(({ kind }) => kind === "failed" || kind === "notice");
    for (const { text } of told) assertMatch(text, /^The worker process ended with SIGKILL/);
    if (code === 0) return;
  }
  const { code, complaints, lines } = await sweep.start({ out }).ended;
  assertEquals([code, complaints], [0, ""]);
  assertEquals(lines.filter(({ kind }) => kind === "failed" || kind === "notice"), []);
}

Deno.test({
  name: "experiment gives the same bytes however often its processes are killed",
  ignore: isLeftOut("sigkill_test", notOnLinux),
  async fn() {
    await using place = await createWorkplace();
    const sweep = await planSweep(place, SWEEP);
    const undisturbed = join(place.path, "undisturbed");
    await sweep.make(undisturbed);
    await assertWhole(sweep, undisturbed);

    const draw = createDraws();
    const kills: Kills = { groups: 0, workers: 0 };
    let sweeps = 0;
    while (kills.groups + kills.workers < KILLS) {
      const out = join(place.path, `killed-${++sweeps}`);
      await makeWhole(sweep, out, draw, kills);
      await assertWhole(sweep, out);
      await assertSameRuns(out, undisturbed);
    }
    assert(kills.groups > 0 && kills.workers > 0, JSON.stringify(kills));
    console.log(
      `killed ${kills.groups} groups and ${kills.workers} single workers over ${sweeps} sweeps`,
    );
  },
});
