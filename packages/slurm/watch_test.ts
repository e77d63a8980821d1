import { assertEquals } from "@std/assert";
import { join } from "node:path";
import type { EngineEvent, JobEvent } from "@samebit/engines";
import { inFolder } from "@samebit/store/testing";
import type { RunJob } from "@samebit/store";
import type { Scheduler, TaskStates } from "./controller.ts";
import { tellLine } from "./spool.ts";
import { createTask, type Task } from "./task.ts";
import { Watch } from "./watch.ts";

/** What a watch is asked and what it tells, over one task of two runs. */
interface Scene {
  readonly jobs: readonly RunJob[];
  readonly task: Task;
  readonly watch: Watch;
  /** What Slurm says next. */
  states: TaskStates | undefined;
  /** The task tells something of its run with this number. */
  tell(run: number, event: JobEvent): void;
  /** What was told, each as the kind and the number of the run. */
  readonly told: string[];
  /** Whether the other runs are to end. */
  isStopped: boolean;
}

/** Runs a test over a task of two runs that are not there. */
async function inScene(
  { retries = 0, keepGoing = true }: { retries?: number; keepGoing?: boolean },
  test: (scene: Scene) => Promise<void>,
): Promise<void> {
  await inFolder(async (folder) => {
    const spool = join(folder, "spool");
    await Deno.mkdir(spool);
    const jobs = ["a", "b"].map((name): RunJob => ({
      identity: name.repeat(64),
      plan: {} as RunJob["plan"],
      folder: join(folder, name),
    }));
    const told: string[] = [];
    const onEvent = (event: EngineEvent) =>
      void told.push(`${event.kind} ${jobs.indexOf(event.job)}`);
    const signal = new AbortController().signal;
    const scheduler: Scheduler = {
      taskStates: () => Promise.resolve(scene.states),
      submitArray: () => Promise.reject(new Error("A watch submits nothing")),
      largestArray: () => Promise.resolve(1),
      endTasks: () => Promise.resolve(),
      requeueTask: () => Promise.resolve(),
    };
    const options = { keepGoing, retries, signal, onEvent };
    const task = createTask(jobs, spool, { array: "17", index: 0 });
    const scene: Scene = {
      jobs,
      task,
      watch: new Watch(scheduler, options, () => scene.isStopped = true),
      states: new Map([["17_0", "RUNNING"]]),
      tell: (run, event) => tellLine(spool, 0, { run, node: "n1", event }),
      told,
      isStopped: false,
    };
    scene.watch.follow([task]);
    await test(scene);
  });
}

Deno.test("Watch passes on each event of a task once, and the start of a run before its end", async () => {
  await inScene({}, async ({ watch, tell, told }) => {
    tell(0, { kind: "started" });
    tell(0, { kind: "progress", progress: { step: 1, totalSteps: 2 } });
    assertEquals(await watch.look(false), []);
    tell(0, { kind: "finished" });
    // Its line that the second began was lost with the node.
    tell(1, { kind: "finished" });
    await watch.look(false);
    await watch.look(false);
    assertEquals(told, ["started 0", "progress 0", "finished 0", "started 1", "finished 1"]);
  });
});

Deno.test("Watch says nothing about tasks while Slurm does not answer", async () => {
  await inScene({}, async (scene) => {
    scene.tell(0, { kind: "started" });
    scene.states = undefined;
    assertEquals(await scene.watch.look(false), []);
    assertEquals(scene.told, []);
    assertEquals(scene.watch.tasks.length, 1);
  });
});

Deno.test("Watch fails the run that a task was at when Slurm ended it, and submits the others again", async () => {
  await inScene({}, async (scene) => {
    scene.tell(0, { kind: "started" });
    scene.states = new Map([["17_0", "TIMEOUT"]]);
    assertEquals(await scene.watch.look(false), [scene.jobs[1]!]);
    assertEquals(scene.told, ["started 0", "failed 0"]);
    assertEquals(scene.watch.tasks, []);
    assertEquals(scene.watch.spentSpools, []);
  });
});

Deno.test("Watch has a run repeated as often as it may fail", async () => {
  await inScene({ retries: 1, keepGoing: false }, async (scene) => {
    const failed: JobEvent = { kind: "failed", reason: "it broke" };
    scene.tell(0, failed);
    assertEquals(await scene.watch.look(false), [scene.jobs[0]!]);
    assertEquals(scene.isStopped, false);
    scene.task.open.add(scene.jobs[0]!);
    scene.tell(0, failed);
    assertEquals(await scene.watch.look(false), []);
    assertEquals(scene.told, ["started 0", "notice 0", "failed 0"]);
    assertEquals(scene.isStopped, true);
  });
});

Deno.test("Watch submits again what a task left with a checkpoint, unless it was asked to end", async () => {
  for (const isCancelled of [false, true]) {
    await inScene({}, async (scene) => {
      scene.tell(0, { kind: "started" });
      scene.tell(0, { kind: "paused" });
      scene.states = new Map();
      assertEquals(await scene.watch.look(isCancelled), isCancelled ? [] : scene.jobs);
      assertEquals(scene.told, ["started 0", ...(isCancelled ? ["paused 0"] : [])]);
    });
  }
});

Deno.test("Watch says why a task could do none of its runs", async () => {
  await inScene({}, async (scene) => {
    const reasons: string[] = [];
    const { jobs, task } = scene;
    const options = {
      keepGoing: true,
      retries: 0,
      signal: new AbortController().signal,
      onEvent: (event: EngineEvent) => {
        if (event.kind === "failed") reasons.push(event.reason);
      },
    };
    const scheduler = { taskStates: () => Promise.resolve(new Map()) } as unknown as Scheduler;
    const watch = new Watch(scheduler, options, () => {});
    watch.follow([task]);
    tellLine(task.spool, 0, { fault: "settings.json is damaged" });
    assertEquals(await watch.look(false), [jobs[1]!]);
    const log = join(task.spool, "log-0.txt");
    assertEquals(reasons, [
      `Task 17_0 cannot do its runs: settings.json is damaged; its log is ${log}`,
    ]);
  });
});
