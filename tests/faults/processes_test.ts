import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import { runFolder } from "@samebit/store";
import { createWorkplace, filesBelow, outcomeOf, type Workplace } from "../command_line.ts";
import { isLeftOut } from "./extent.ts";
import { isGone, notOnLinux, until, workersOf } from "./processes.ts";
import { assertSameRuns, assertWhole, LONG_SWEEP, planSweep, type Sweep } from "./sweep.ts";

const ignore = isLeftOut("processes_test", notOnLinux);

/** Where the sweep is planned and made once undisturbed. */
const made = await createWorkplace();
let sweep: Sweep;
const undisturbed = join(made.path, "undisturbed");

Deno.test.beforeAll(async () => {
  sweep = await planSweep(made, LONG_SWEEP);
  await sweep.make(undisturbed);
});

Deno.test.afterAll(async () => await made[Symbol.asyncDispose]());

/** A folder of its own with the experiment, and where its runs will be disturbed. */
async function createPlace(): Promise<Workplace & { readonly out: string }> {
  const place = await createWorkplace();
  await place.write("experiments/sweep.ts", LONG_SWEEP);
  return { ...place, out: join(place.path, "out") };
}

/** Checks that the sweep is whole and the same. */
async function assertUndisturbed(out: string): Promise<void> {
  await assertWhole(sweep, out);
  await assertSameRuns(out, undisturbed);
}

/** The folder of the run that is made first. */
function firstFolder(out: string): string {
  return runFolder(out, sweep.planned.slug, sweep.planned.runs[0]!);
}

async function checkpointsIn(folder: string): Promise<string[]> {
  return (await filesBelow(folder)).filter((name) => /checkpoint-\d+\.safetensors$/.test(name));
}

/** Where the last session of a run began; undefined if at its start. */
async function firstStep(folder: string): Promise<number | undefined> {
  return JSON.parse(await Deno.readTextFile(join(folder, "environment.json"))).fromStep;
}

Deno.test({
  name: "experiment reports a worker that vanishes, and goes on from its checkpoint",
  ignore,
  async fn() {
    await using place = await createPlace();
    const { out } = place;
    const process = sweep.start({ out, workers: 1 });
    await until("a checkpoint", async () => (await checkpointsIn(out)).length > 0);
    Deno.kill(workersOf(process.pid)[0]!, "SIGKILL");
    const { code, lines } = await process.ended;
    assertEquals([code, lines.filter(({ kind }) => kind === "finished").length], [1, 1]);
    const [failed] = lines.filter(({ kind }) => kind === "failed");
    assertEquals(failed!.text, "The worker process ended with SIGKILL");
    const again = await sweep.start({ out }).ended;
    assertEquals([again.code, again.lines.map(({ kind }) => kind)], [0, ["started", "finished"]]);
    assert(await firstStep(failed!.folder) !== undefined);
    await assertUndisturbed(out);
  },
});

Deno.test({
  name:
    "experiment is refused at once where another process makes the same, which is not disturbed",
  ignore,
  async fn() {
    await using place = await createPlace();
    const { out } = place;
    const first = sweep.start({ out });
    await first.begun;
    // Held still, so that it is surely at work while the second one tries.
    Deno.kill(first.pid, "SIGSTOP");
    const second = await place.run("experiment", "sweep", "--out", out);
    Deno.kill(first.pid, "SIGCONT");
    assertEquals(second.status, 2, second.complaints);
    assertStringIncludes(second.complaints, `${join(out, "sweep")}: is being written by another`);
    assertStringIncludes(
      second.complaints,
      "wait until it ends, or choose another folder with --out",
    );
    const { code, complaints } = await first.ended;
    assertEquals([code, complaints], [0, ""]);
    await assertUndisturbed(out);
  },
});

Deno.test({
  name: "experiment waits for a worker that its killed process left, and goes on where it ends",
  ignore,
  async fn() {
    await using place = await createPlace();
    const { out } = place;
    const killed = sweep.start({ out, workers: 1 });
    await killed.begun;
    const [orphan] = workersOf(killed.pid);
    Deno.kill(orphan!, "SIGSTOP");
    Deno.kill(killed.pid, "SIGKILL");
    const next = sweep.start({ out, workers: 1 });
    await until("a worker of the next one", () => workersOf(next.pid).length > 0);
    Deno.kill(orphan!, "SIGCONT");
    await until("the end of the orphan", () => isGone(orphan!));
    assertEquals((await killed.ended).signal, "SIGKILL");
    const { code, complaints, lines } = await next.ended;
    assertEquals([code, complaints], [0, ""]);
    assertEquals(lines.map(({ kind }) => kind), ["started", "finished", "started", "finished"]);
    await assertUndisturbed(out);
  },
});

Deno.test({
  name: "experiment finishes the step at SIGINT, writes a checkpoint, says how to go on, and does",
  ignore,
  async fn() {
    await using place = await createPlace();
    const { out } = place;
    const args = ["experiment", "sweep", "--out", out, "--workers", "1"];
    const process = place.start(...args);
    const folder = firstFolder(out);
    // While it starts: it hears of the signal at its first look up from the steps.
    await until("a worker", () => workersOf(process.pid).length > 0);
    process.kill("SIGINT");
    const { status, complaints } = outcomeOf(await process.output());
    assertEquals([status, complaints], [
      130,
      "Interrupted. Finished runs are kept, the others have a checkpoint; the same command resumes them\n",
    ]);
    const rows = (await Deno.readTextFile(join(folder, "steps.csv"))).trimEnd().split("\n").length -
      1;
    assertEquals(await checkpointsIn(folder), [`checkpoint-${rows}.safetensors`]);

    const again = await place.run(...args);
    assertEquals([again.status, again.complaints], [0, ""]);
    assertStringIncludes(again.out, "1 unfinished, resuming");
    assertEquals(await firstStep(folder), rows);
    await assertUndisturbedRuns(out);
  },
});

Deno.test({
  name: "experiment stops at once at a second SIGINT, and goes on when run again",
  ignore,
  async fn() {
    await using place = await createPlace();
    const { out } = place;
    const args = ["experiment", "sweep", "--out", out, "--workers", "1"];
    const process = place.start(...args);
    const folder = firstFolder(out);
    await until("a worker", () => workersOf(process.pid).length > 0);
    // A worker that never finishes its step: only a second signal can end the command.
    const [worker] = workersOf(process.pid);
    Deno.kill(worker!, "SIGSTOP");
    // Two signals that arrive together count as one.
    await until("the end of the command", () => !interrupt(process));
    assertEquals((await process.status).code, 130);
    Deno.kill(worker!, "SIGCONT");
    // The worker has the same standard error, which ends with the last of them.
    assertEquals(outcomeOf(await process.output()).complaints, "");
    await until("the end of the worker", () => isGone(worker!));
    assertEquals((await checkpointsIn(folder)).length, 1);

    const again = await place.run(...args);
    assertEquals([again.status, again.complaints], [0, ""]);
    assert(await firstStep(folder) !== undefined);
    await assertUndisturbedRuns(out);
  },
});

/** Sends Ctrl-C; false where the process has ended. */
function interrupt(process: Deno.ChildProcess): boolean {
  try {
    process.kill("SIGINT");
    return true;
  } catch {
    return false;
  }
}

/** As the command leaves them: the pages beside the runs are not compared. */
async function assertUndisturbedRuns(out: string): Promise<void> {
  const [got, wanted] = [out, undisturbed].map((folder) => join(folder, "sweep/runs"));
  await assertSameRuns(got!, wanted!);
}
