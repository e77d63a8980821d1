import { assertEquals } from "@std/assert";
import { join } from "node:path";
import type { WorkerOptions } from "@samebit/engines";
import { inFolder } from "@samebit/store/testing";
import type { RunJob } from "@samebit/store";
import type { Scheduler } from "./controller.ts";
import { leftArrays, tellLine } from "./spool.ts";
import { attachTasks, submitTasks } from "./submission.ts";

/** Slurm that takes arrays of so many tasks, and says that all of these are in one state. */
function createSlurm(largest: number, state: string) {
  const sizes: number[] = [];
  const scheduler: Scheduler = {
    submitArray: (_, count) => Promise.resolve(String(sizes.push(count))),
    largestArray: () => Promise.resolve(largest),
    taskStates: (arrays) =>
      Promise.resolve(
        new Map(arrays.flatMap((array) =>
          Array.from({ length: sizes[Number(array) - 1]! }, (_, i) => [`${array}_${i}`, state])
        )),
      ),
    endTasks: () => Promise.resolve(),
    requeueTask: () => Promise.resolve(),
  };
  return { scheduler, sizes };
}

function optionsIn(out: string): WorkerOptions {
  return { out, dataDir: "data", kernels: { name: "reference" }, environment: {} };
}

function jobsIn(out: string, count: number): RunJob[] {
  return Array.from({ length: count }, (_, i) => ({
    identity: i.toString(16).repeat(64),
    plan: {} as RunJob["plan"],
    folder: join(out, "sweep", "runs", `run-${i}`),
  }));
}

Deno.test("submitTasks puts so many runs into a task that one array holds them all", async () => {
  await inFolder(async (out) => {
    const { scheduler, sizes } = createSlurm(2, "PENDING");
    const tasks = await submitTasks(scheduler, jobsIn(out, 5), optionsIn(out), {});
    assertEquals(tasks.map(({ jobs }) => jobs.length), [3, 2]);
    assertEquals(sizes, [2]);
  });
});

Deno.test("submitTasks takes several arrays if the number of runs in a task is given", async () => {
  await inFolder(async (out) => {
    const { scheduler, sizes } = createSlurm(2, "PENDING");
    const slurm = { runsPerTask: 1 };
    const tasks = await submitTasks(scheduler, jobsIn(out, 5), optionsIn(out), slurm);
    assertEquals(sizes, [2, 2, 1]);
    assertEquals(tasks.map(({ array, index }) => `${array}_${index}`), [
      "1_0",
      "1_1",
      "2_0",
      "2_1",
      "3_0",
    ]);
  });
});

Deno.test("attachTasks finds the unfinished runs that an earlier command submitted", async () => {
  await inFolder(async (out) => {
    const { scheduler } = createSlurm(10, "RUNNING");
    const jobs = jobsIn(out, 3);
    const slurm = { runsPerTask: 3 };
    const [task] = await submitTasks(scheduler, jobs, optionsIn(out), slurm);
    const node = "n1";
    tellLine(task!.spool, 0, { run: 0, node, event: { kind: "failed", reason: "it broke" } });
    tellLine(task!.spool, 0, { run: 1, node, event: { kind: "paused" } });
    const [found, ...others] = await attachTasks(scheduler, out, jobs);
    assertEquals(others, []);
    assertEquals([...found!.open], jobs.slice(1));
    assertEquals(found!.position, 0);
  });
});

Deno.test("attachTasks removes the folders of arrays that have ended", async () => {
  await inFolder(async (out) => {
    const { scheduler } = createSlurm(10, "COMPLETED");
    const jobs = jobsIn(out, 2);
    await submitTasks(scheduler, jobs, optionsIn(out), {});
    const runs = join(out, "sweep", "runs");
    assertEquals((await leftArrays(out, runs)).length, 1);
    assertEquals(await attachTasks(scheduler, out, jobs), []);
    assertEquals(await leftArrays(out, runs), []);
  });
});
