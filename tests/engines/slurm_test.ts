/**
 * Runs made by a Slurm cluster. All in one module: Slurm's programs know a cluster by a variable of
 * the environment, of which a process has one.
 */
import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import { createSlurmEngine } from "@samebit/slurm";
import type { Engine } from "@samebit/engines";
import { runFolder } from "@samebit/store";
import { CONTRACT } from "@samebit/solver";
import { createWorkplace, filesBelow, outcomeOf, rightsOf } from "../command_line.ts";
import { portsOf, processesNaming, readProc, until } from "../faults/processes.ts";
import { assertSameRuns } from "../faults/sweep.ts";
import { declare, declareBase } from "../sample_experiment.ts";
import { assertNoDebugger, openDebugger } from "./debugger.ts";
import { type EngineSweep, startSweep, tellingOf } from "./engine_sweep.ts";
import { isLeftOut, isLong } from "./programs.ts";
import { type SlurmCluster, startSlurmCluster } from "./slurm_cluster.ts";
import { ENGINE_SWEEP, makeUndisturbed, type UndisturbedSweep } from "./undisturbed_sweep.ts";

const PROGRAMS = ["slurmctld", "slurmd", "munged", "sbatch"];
const ignore = isLeftOut("slurm_test", ...PROGRAMS);
const ignoreFaults = ignore || isLong("slurm_test, faults");

/** Four runs with all that has a state: more than one array may have here. */
const SHORT_SWEEP = declareBase({
  dataset: { kind: "digits", trainExamples: 200 },
  model: { kind: "fully-connected", hidden: [20, 20], normalization: "batch", keepRatio: 0.8 },
  schedule: "cosine",
});

let sweep: UndisturbedSweep;
Deno.test.beforeAll(async () => {
  if (!ignoreFaults) sweep = await makeUndisturbed();
});
Deno.test.afterAll(async () => {
  if (!ignoreFaults) await sweep[Symbol.asyncDispose]();
});

function slurmEngine(out: string, runsPerTask = 1): Engine {
  return createSlurmEngine({
    out,
    dataDir: out,
    kernels: { name: "wasm", threads: 1 },
    environment: {},
    checkpointSeconds: 0.05,
    pollSeconds: 0.1,
    slurm: { runsPerTask },
  });
}

/** The tasks in the queue and how they are, such as `1_0 RUNNING`. */
async function tasksOf({ ask }: SlurmCluster): Promise<string[]> {
  const text = await ask("squeue", "--noheader", "--array", "--format=%i %T");
  return text.split("\n").filter((line) => line !== "").sort();
}

/** The processes of a program in the tasks of an index, which may write below the output folder. */
function processesOf(program: string, index: number, out: string): number[] {
  const variable = `SLURM_ARRAY_TASK_ID=${index}`;
  return processesNaming(program, out).filter((pid) =>
    readProc(`${pid}/environ`)?.split("\0").includes(variable)
  );
}

/** Waits until a run makes steps; holds the process still that trains in its task, and returns it. */
async function holdStill(
  going: EngineSweep,
  out: string,
  { run, task }: { run: number; task: number },
): Promise<number> {
  await going.reaches(1, sweep.planned.runs[run]!);
  const [pid] = processesOf("run_worker.ts", task, out);
  Deno.kill(pid!, "SIGSTOP");
  return pid!;
}

/** Waits until a run has a checkpoint, then kills its task with all it had. */
async function killAtCheckpoint(
  going: EngineSweep,
  out: string,
  at: { run: number; task: number },
  meanwhile = () => Promise.resolve(),
): Promise<void> {
  const run = sweep.planned.runs[at.run]!;
  await going.reaches(1, run);
  const folder = runFolder(out, sweep.planned.slug, run);
  await until("a checkpoint", async () => (await filesBelow(folder)).some(isCheckpoint));
  await holdStill(going, out, at);
  await meanwhile();
  const [victim] = processesOf("task_program.ts", at.task, out);
  Deno.kill(-victim!, "SIGKILL");
}

function isCheckpoint(name: string): boolean {
  return /checkpoint-\d+\./.test(name);
}

/** Lets tasks that were put back into the queue start at once, which Slurm does after two minutes. */
async function hurry(cluster: SlurmCluster): Promise<void> {
  for (const line of await tasksOf(cluster)) {
    const [task, state] = line.split(" ");
    if (state === "PENDING") {
      await cluster.ask("scontrol", "update", `JobId=${task}`, "StartTime=now");
    }
  }
}

Deno.test({
  name: "experiment --engine slurm gives the bytes of a local run by one worker",
  ignore,
  async fn() {
    await using place = await createWorkplace();
    await using _cluster = await startSlurmCluster(place.path);
    await place.write("experiments/sweep.ts", SHORT_SWEEP);
    const local = await place.run("experiment", "sweep", "--workers", "1", "--out", "local");
    assertEquals([local.status, local.complaints], [0, ""]);
    const flags = [
      "--engine",
      "slurm",
      "--partition",
      "normal",
      "--time",
      "10",
      "--account",
      "ada",
    ];
    // Neither a shell nor Slurm makes anything of what a folder is called.
    for (const [out, ...more] of [["re $mote's 5%a"], ["again", "--runs-per-task", "3"]]) {
      const remote = await place.run("experiment", "sweep", ...flags, ...more, "--out", out!);
      assertEquals([remote.status, remote.complaints], [0, ""]);
      assertStringIncludes(remote.out, "4 to run, 160 steps, by Slurm");
      await assertSameRuns(
        join(place.path, out!, "sweep/runs"),
        join(place.path, "local/sweep/runs"),
      );
      assertEquals(await filesBelow(join(place.path, out!, ".slurm")), []);
    }
  },
});

Deno.test({
  name: "experiment --engine slurm refuses what Slurm refuses, and says why",
  ignore,
  async fn() {
    await using place = await createWorkplace();
    await using _cluster = await startSlurmCluster(place.path);
    await place.write("experiments/sweep.ts", SHORT_SWEEP);
    const refusals: [string[], RegExp][] = [
      [
        ["--engine", "slurm", "--partition", "none"],
        /^error: --engine: slurm refuses the array: .*invalid partition/,
      ],
      [
        ["--engine", "slurm", "--time", "1\n#"],
        /^error: --time: cannot be "1\\n#"; wanted a word$/m,
      ],
      [["--engine", "slurm", "--tls-ca", "ca.pem"], /^error: --tls-ca: is for --engine nats/],
      [["--time", "10"], /^error: --time: is for --engine slurm$/m],
      [
        ["--engine", "slurm", "--runs-per-task", "0"],
        /^error: --runs-per-task: cannot be "0"; wanted a whole number from 1$/m,
      ],
    ];
    for (const [flags, complaint] of refusals) {
      const { status, complaints } = await place.run("experiment", "sweep", ...flags);
      assertEquals(status, 2, complaints);
      assertMatch(complaints, complaint);
    }
  },
});

Deno.test({
  name: "experiment --engine slurm names each of Slurm's programs that it may not run",
  ignore,
  async fn() {
    await using place = await createWorkplace();
    await using _cluster = await startSlurmCluster(place.path);
    await place.write("experiments/sweep.ts", declareBase({ epochs: 100_000 }));
    for (const program of ["scontrol", "sbatch", "squeue", "scancel"]) {
      const rights = rightsOf("experiment").map((right) => right.replace(`,${program}`, ""));
      const args = ["experiment", "sweep", "--engine", "slurm", "--out", program];
      const process = place.startWith(rights, ...args);
      if (program === "scancel") {
        // It is run for tasks that a command which is told to end leaves behind.
        await until(
          "a run",
          async () =>
            (await filesBelow(join(place.path, program))).some((file) =>
              file.endsWith("steps.csv")
            ),
        );
        process.kill("SIGINT");
      }
      const { status, complaints } = outcomeOf(await process.output());
      assertEquals(status, 1, complaints);
      assertStringIncludes(complaints, `Requires run access to "${program}"`);
    }
  },
});

Deno.test({
  name: "createSlurmEngine tries a task again that was killed with all it had, from its checkpoint",
  ignore: ignoreFaults,
  async fn() {
    await using place = await createWorkplace();
    await using cluster = await startSlurmCluster(place.path);
    const out = join(place.path, "out");
    const going = startSweep(slurmEngine(out), sweep.planned, out, { retries: 1 });
    // The controller is away while it happens, and knows of it when it is back.
    await killAtCheckpoint(going, out, { run: 0, task: 0 }, cluster.stopController);
    await cluster.startController();
    assertEquals((await going.ended).failed, []);
    const [notice, ...others] = tellingOf(going.events);
    assertMatch(
      notice!,
      /^notice: Slurm ended task \d+_\d \(FAILED\); its log is .*; retry 1 of 1$/,
    );
    assertEquals(others, []);
    assertEquals((await sweep.resumedAt(out)).length, 1);
    await sweep.check(out);
  },
});

Deno.test({
  name: "createSlurmEngine goes on with tasks whose time was over, or whose place was taken",
  ignore: ignoreFaults,
  async fn() {
    await using place = await createWorkplace();
    await using cluster = await startSlurmCluster(place.path);
    const out = join(place.path, "out");
    const going = startSweep(slurmEngine(out), sweep.planned, out);
    // So that they are surely at work when it happens.
    const [one] = await Promise.all(
      [0, 1].map((index) => holdStill(going, out, { run: index, task: index })),
    );
    const [first] = await tasksOf(cluster);
    assertMatch(first!, /_0 RUNNING$/);
    const id = first!.split(" ")[0]!;
    const [task] = processesOf("task_program.ts", 0, out);
    await assertNoDebugger(task!, "SIGUSR1");
    await cluster.ask("scancel", "--batch", "--signal=USR1", id);
    // What Slurm sends a minute before the end of its time.
    await cluster.ask("scancel", "--batch", "--signal=USR2", id);
    await openDebugger();
    assertEquals([...portsOf(task!), ...portsOf(one!)], []);
    Deno.kill(one!, "SIGCONT");
    await until(
      "the first task to wait",
      async () => /_0 PENDING$/.test((await tasksOf(cluster))[0]!),
    );
    const urgent = ["--partition=urgent", "--ntasks=2", "--output=/dev/null", "--wrap=true"];
    const job = (await cluster.ask("sbatch", "--parsable", ...urgent)).trim();
    await until(
      "the urgent job to end",
      async () => !(await tasksOf(cluster)).some((line) => line.startsWith(`${job} `)),
    );
    await hurry(cluster);
    assertEquals((await going.ended).failed, []);
    assertEquals(tellingOf(going.events), []);
    assertEquals((await sweep.resumedAt(out)).length, 2);
    await sweep.check(out);
  },
});

Deno.test({
  name: "createSlurmEngine has a task of several runs go on with the one at which it was preempted",
  ignore: ignoreFaults,
  async fn() {
    await using place = await createWorkplace();
    await using cluster = await startSlurmCluster(place.path);
    const out = join(place.path, "out");
    const going = startSweep(slurmEngine(out, 2), sweep.planned, out);
    await holdStill(going, out, { run: 1, task: 0 });
    const urgent = ["--partition=urgent", "--ntasks=2", "--output=/dev/null", "--wrap=true"];
    await cluster.ask("sbatch", ...urgent);
    await until(
      "the task to wait",
      async () => /_0 PENDING$/.test((await tasksOf(cluster))[0]!),
    );
    await until("the urgent job to end", async () => (await tasksOf(cluster)).length === 1);
    await hurry(cluster);
    assertEquals((await going.ended).failed, []);
    assertEquals(tellingOf(going.events), []);
    assertEquals((await sweep.resumedAt(out)).length, 1);
    await sweep.check(out);
  },
});

Deno.test({
  name: "createSlurmEngine blames one run for the death of its task, and makes those after it",
  ignore: ignoreFaults,
  async fn() {
    await using place = await createWorkplace();
    await using _cluster = await startSlurmCluster(place.path);
    const out = join(place.path, "out");
    const going = startSweep(slurmEngine(out, 2), sweep.planned, out);
    await killAtCheckpoint(going, out, { run: 0, task: 0 });
    const { failed } = await going.ended;
    assertEquals(failed.map(({ run }) => run), [sweep.planned.runs[0]]);
    assertMatch(failed[0]!.reason, /^Slurm ended task \d+_0 \(FAILED\); its log is /);
    assertEquals(going.events.filter(({ kind }) => kind === "finished").length, 1);

    const other = join(place.path, "other");
    const again = startSweep(slurmEngine(other, 2), sweep.planned, other, { retries: 1 });
    await killAtCheckpoint(again, other, { run: 1, task: 0 });
    assertEquals((await again.ended).failed, []);
    assertMatch(tellingOf(again.events).join("\n"), /^notice: .*; retry 1 of 1$/);
    assertEquals((await sweep.resumedAt(other)).length, 1);
    await sweep.check(other);
  },
});

Deno.test({
  name:
    "createSlurmEngine pauses at an abort, finds what a dead command left, and goes on with both",
  ignore: ignoreFaults,
  async fn() {
    await using place = await createWorkplace();
    await using cluster = await startSlurmCluster(place.path);
    const out = join(place.path, "out");
    const paused = startSweep(slurmEngine(out), sweep.planned, out);
    await paused.reaches(1);
    paused.stop();
    assertEquals((await paused.ended).failed, []);
    assertEquals(paused.events.filter(({ kind }) => kind === "paused").length > 0, true);
    assertEquals(await tasksOf(cluster), []);
    assert(
      (await filesBelow(join(out, "sweep/runs"))).some(isCheckpoint),
    );

    await place.write("experiments/sweep.ts", ENGINE_SWEEP);
    const killed = place.start("experiment", "sweep", "--engine", "slurm", "--out", "out");
    await until("two tasks", async () => (await tasksOf(cluster)).length === 2);
    // Its number is noted once sbatch has ended.
    await until(
      "a note of it",
      async () =>
        (await filesBelow(join(out, ".slurm"))).some((name) => name.endsWith("submitted.json")),
    );
    killed.kill("SIGKILL");
    await killed.output();
    const [left] = await tasksOf(cluster);
    const again = startSweep(slurmEngine(out), sweep.planned, out);
    assertEquals((await again.ended).failed, []);
    // The next array would have the next number.
    const next = await cluster.ask("sbatch", "--parsable", "--output=/dev/null", "--wrap=true");
    assertEquals(Number(next) - Number(left!.split("_")[0]), 2);
    await sweep.check(out);
  },
});

Deno.test({
  name: "createSlurmEngine takes a run that two tasks make for one, and refuses another contract",
  ignore: ignoreFaults,
  async fn() {
    await using place = await createWorkplace();
    await using cluster = await startSlurmCluster(place.path);
    const out = join(place.path, "out");
    const queue = async (state: string) =>
      void await cluster.ask("scontrol", "update", "PartitionName=normal", `State=${state}`);
    await queue("DOWN");
    const going = startSweep(slurmEngine(out), sweep.planned, out);
    await until("two tasks", async () => (await tasksOf(cluster)).length === 2);
    const [spool] = [...Deno.readDirSync(join(out, ".slurm"))].map(({ name }) =>
      join(out, ".slurm", name)
    );
    // The other run waits, so that there is a core for each of the two.
    const [, waiting] = (await tasksOf(cluster)).map((line) => line.split(" ")[0]!);
    await cluster.ask("scontrol", "hold", waiting!);
    await cluster.ask("sbatch", "--array=0", "--output=/dev/null", join(spool!, "array.sh"));
    await queue("UP");
    await going.reaches(1, sweep.planned.runs[0]);
    const training = processesOf("run_worker.ts", 0, out);
    for (const pid of training) Deno.kill(pid, "SIGSTOP");
    const told = join(spool!, "task-0.jsonl");
    await until(
      "both to have begun",
      async () => (await Deno.readTextFile(told)).match(/"kind":"started"/g)?.length === 2,
    );
    assertEquals(processesOf("task_program.ts", 0, out).length, 2);
    for (const pid of training) Deno.kill(pid, "SIGCONT");
    await cluster.ask("scontrol", "release", waiting!);
    assertEquals((await going.ended).failed, []);
    await until("the end of the others", async () => (await tasksOf(cluster)).length === 0);
    assertEquals(tellingOf(going.events), []);
    await sweep.check(out);

    const other = join(place.path, "other");
    await queue("DOWN");
    const refused = startSweep(slurmEngine(other), sweep.planned, other);
    await until("two tasks", async () => (await tasksOf(cluster)).length === 2);
    for (const name of (await filesBelow(join(other, ".slurm")))) {
      if (!name.endsWith("settings.json")) continue;
      const path = join(other, ".slurm", name);
      const settings = JSON.parse(await Deno.readTextFile(path));
      await Deno.writeTextFile(path, JSON.stringify({ ...settings, contract: 999 }));
    }
    await queue("UP");
    assertEquals((await refused.ended).failed.map(({ reason }) => reason), [
      `It needs contract 999, this machine has ${CONTRACT}`,
      `It needs contract 999, this machine has ${CONTRACT}`,
    ]);
  },
});

Deno.test({
  name: "createSlurmEngine says why a task cannot make its runs",
  ignore: ignoreFaults,
  async fn() {
    await using place = await createWorkplace();
    await using cluster = await startSlurmCluster(place.path);
    const queue = async (state: string) =>
      void await cluster.ask("scontrol", "update", "PartitionName=normal", `State=${state}`);
    for (const name of ["settings.json", "runs-0.json"]) {
      const out = join(place.path, `out-${name}`);
      await queue("DOWN");
      const going = startSweep(slurmEngine(out, 2), sweep.planned, out);
      await until("a task", async () => (await tasksOf(cluster)).length === 1);
      const [spool] = [...Deno.readDirSync(join(out, ".slurm"))];
      const path = join(out, ".slurm", spool!.name, name);
      await Deno.writeTextFile(path, "{");
      await queue("UP");
      const { failed } = await going.ended;
      // The other is no fault's: it is submitted again.
      const [{ reason } = { reason: "" }, ...others] = failed;
      assertEquals(others, []);
      assertMatch(reason, /^Task \d+_0 cannot do its runs: .*; its log is .*log-0\.txt$/);
      assertStringIncludes(reason, `${path}: Expected`);
    }
  },
});

Deno.test({
  name: "experiment --audit finds a node that damages what its tasks wrote",
  ignore: ignoreFaults,
  async fn() {
    await using place = await createWorkplace();
    // One task, so that its file is damaged once.
    const alone = { optimizer: { adam: { kind: "adam", learningRate: 0.001 } } };
    const log = "out/sweep/runs/adam-seed1-*/steps.csv";
    await using _cluster = await startSlurmCluster(
      place.path,
      `sed -i '$s/$/1/' ${place.path}/${log}`,
    );
    await place.write("experiments/sweep.ts", declare({ compare: alone, seeds: [1] }));
    const args = ["experiment", "sweep", "--engine", "slurm", "--out", "out", "--audit", "100%"];
    const { status, complaints } = await place.run(...args);
    assertEquals(status, 1, complaints);
    assertMatch(
      complaints,
      /^failed: adam, seed 1: The audit found bytes that differ from those sent by this machine: steps\.csv: step \d+, trainLoss/m,
    );
  },
});
