import { assert, assertEquals, assertMatch } from "@std/assert";
import { join } from "node:path";
import { loadDataset } from "@samebit/datasets";
import { type JobEvent, recordRun } from "@samebit/engines";
import { digitsJob, sameFiles } from "@samebit/engines/testing";
import { SMALL_PLAN } from "@samebit/experiment/testing";
import { createDataFolder, readRun, type RunFile, type RunJob } from "@samebit/store";
import { inFolder } from "@samebit/store/testing";
import { createReferenceKernels } from "@samebit/tensors";
import { coordinate, type CoordinatorOptions } from "./coordinator.ts";
import { createListedExchange, type ListedExchange } from "./listed_exchange.ts";

/** A coordinator at work over jobs of seeds from 1. */
interface Scene {
  readonly exchange: ListedExchange;
  readonly jobs: readonly RunJob[];
  /** What was told, each with the number of its job. */
  readonly told: readonly (readonly [index: number, event: JobEvent])[];
  /** Aborts it. */
  readonly ending: AbortController;
  /** That it has ended. */
  readonly ended: Promise<void>;
  /** How many jobs it has asked for. */
  readonly asked: number;
  /** The files of a run as a worker would send them; paused after a step where that is wanted. */
  filesOf(job: RunJob, isPaused?: boolean): Promise<readonly RunFile[]>;
}

async function inScene(
  count: number,
  given: Partial<CoordinatorOptions>,
  test: (scene: Scene) => Promise<void>,
): Promise<void> {
  await inFolder(async (place) => {
    const jobs = await Promise.all(
      Array.from(
        { length: count },
        (_, i) => digitsJob({ ...SMALL_PLAN, seed: i + 1 }, join(place, "out", `run-${i}`)),
      ),
    );
    const exchange = createListedExchange();
    const waiting = jobs.entries();
    const told: [number, JobEvent][] = [];
    const ending = new AbortController();
    let asked = 0;
    const ended = coordinate({
      exchange,
      timing: { lookMs: 10, quietMs: 60_000, pauseMs: 60_000 },
      window: 10,
      keepGoing: true,
      retries: 0,
      signal: ending.signal,
      more(wanted) {
        const some = waiting.take(wanted).map(([index, job]) => ({ index, job })).toArray();
        asked += some.length;
        return Promise.resolve(some);
      },
      onEvent: (index, event) => told.push([index, event]),
      ...given,
    });
    let work = 0;
    await test({
      exchange,
      jobs,
      told,
      ending,
      ended,
      get asked() {
        return asked;
      },
      async filesOf(job, isPaused = false) {
        const folder = join(place, "work", String(work++));
        const stopped = new AbortController();
        if (isPaused) stopped.abort();
        await recordRun({ ...job, folder }, {
          dataset: await loadDataset(job.plan.dataset, createDataFolder(place)),
          kernels: createReferenceKernels(),
          environment: {},
          clock: () => performance.now() / 1000,
          checkpointSeconds: 60,
          signal: stopped.signal,
          onProgress: () => {},
          onNotice: () => {},
        });
        return (await readRun(folder))!;
      },
    });
  });
}

const kinds = ({ told }: Scene) => told.map(([index, { kind }]) => `${kind} ${index}`);

/** The reasons of the runs that failed, and the notices. */
const words = ({ told }: Scene) =>
  told.flatMap(([, event]) =>
    event.kind === "notice" ? [event.text] : event.kind === "failed" ? [event.reason] : []
  );

Deno.test("coordinate places the files of a run and leaves nothing at the server", async () => {
  await inScene(1, {}, async (scene) => {
    const { exchange, jobs: [job], ended } = scene;
    await exchange.holds(1);
    exchange.say(job!, "ada", { kind: "started" });
    const files = await scene.filesOf(job!);
    exchange.send(job!, "ada", { kind: "finished" }, files);
    await ended;
    assertEquals(kinds(scene), ["started 0", "finished 0"]);
    assertEquals(exchange.results, 0);
    const placed = await sameFiles(job!.folder);
    assertEquals(
      Object.keys(placed).sort(),
      files.map(({ name }) => name).filter((name) => name in placed).sort(),
    );
    for (const { name, bytes } of files) if (name in placed) assertEquals(placed[name], bytes);
  });
});

Deno.test("coordinate asks for no more jobs than its window holds", async () => {
  await inScene(6, { window: 4 }, async (scene) => {
    const { exchange, jobs, ended } = scene;
    await exchange.holds(4);
    assertEquals(scene.asked, 4);
    const failed = { kind: "failed", reason: "it broke" } as const;
    exchange.send(jobs[0]!, "ada", failed);
    await exchange.holds(4);
    assertEquals(scene.asked, 5);
    for (const job of jobs.slice(1, 5)) exchange.send(job, "ada", failed);
    await exchange.holds(1);
    exchange.send(jobs[5]!, "ada", failed);
    await ended;
    assertEquals(kinds(scene).sort(), jobs.map((_, i) => `failed ${i}`));
  });
});

Deno.test("coordinate has a failed run repeated, as often as is allowed", async () => {
  await inScene(1, { retries: 1 }, async (scene) => {
    const { exchange, jobs: [job], ended } = scene;
    for (let i = 0; i < 2; i++) {
      await exchange.holds(1);
      exchange.send(job!, "ada", { kind: "failed", reason: "it broke" });
    }
    await ended;
    assertEquals(words(scene), ["it broke; it is retried", "it broke"]);
  });
});

Deno.test("coordinate refuses what is not a run of the job, by the name of its sender", async () => {
  await inScene(2, {}, async (scene) => {
    const { exchange, jobs: [first, second], ended } = scene;
    await exchange.holds(2);
    exchange.send(first!, "eve", { kind: "finished" }, await scene.filesOf(second!));
    exchange.send(second!, "eve", { kind: "finished" });
    await ended;
    const [other, gone] = words(scene).sort((a, b) => Number(a > b));
    assertMatch(
      [other, gone].join("\n"),
      /eve says that it is finished, but run\.json is of another run/,
    );
    assertMatch([other, gone].join("\n"), /eve says that it is finished, but \w+\/2: it is gone/);
  });
});

Deno.test("coordinate resumes from a checkpoint, and refuses one that is no further", async () => {
  await inScene(1, { retries: 1 }, async (scene) => {
    const { exchange, jobs: [job], ended } = scene;
    const paused = await scene.filesOf(job!, true);
    for (let i = 0; i < 2; i++) {
      await exchange.holds(1);
      exchange.send(job!, "ada", { kind: "paused" }, paused);
    }
    await exchange.holds(1);
    exchange.send(job!, "ada", { kind: "finished" }, await scene.filesOf(job!));
    await ended;
    const [notice] = words(scene);
    assertMatch(
      notice!,
      /^ada says that it is paused, but it got no further than step \d+; it is/,
    );
    assertEquals(kinds(scene), ["notice 0", "started 0", "finished 0"]);
  });
});

Deno.test("coordinate fails a run that came twice with different bytes", async () => {
  await inScene(2, {}, async (scene) => {
    const { exchange, jobs: [first, second], ended } = scene;
    await exchange.holds(2);
    const files = await scene.filesOf(first!);
    exchange.send(first!, "ada", { kind: "finished" }, files);
    const other = files.map((file) =>
      file.name === "steps.csv" ? { ...file, bytes: file.bytes.slice(0, -2) } : file
    );
    exchange.send(first!, "eve", { kind: "finished" }, other);
    exchange.send(second!, "ada", { kind: "finished" }, await scene.filesOf(second!));
    await ended;
    const [reason] = words(scene);
    assertMatch(reason!, /^steps\.csv came twice with different bytes, from ada and by eve/);
  });
});

Deno.test("coordinate withdraws plans when aborted, and waits for the runs in progress", async () => {
  await inScene(2, {}, async (scene) => {
    const { exchange, jobs: [first, second], ending, ended } = scene;
    await exchange.holds(2);
    exchange.say(first!, "ada", { kind: "started" });
    ending.abort();
    await exchange.holds(0);
    assertEquals(exchange.paused.length, 2);
    exchange.send(first!, "ada", { kind: "paused" }, await scene.filesOf(first!, true));
    await ended;
    assertEquals(kinds(scene), ["started 0", "paused 0"]);
    assert(second !== undefined);
  });
});

Deno.test("coordinate stops the others at a failure, unless they are to continue", async () => {
  await inScene(2, { keepGoing: false }, async (scene) => {
    const { exchange, jobs: [first], ended } = scene;
    await exchange.holds(2);
    exchange.send(first!, "ada", { kind: "failed", reason: "it broke" });
    await ended;
    assertEquals(kinds(scene), ["failed 0"]);
    assertEquals(exchange.plans, []);
  });
});

Deno.test("coordinate fails a job that every worker there refuses", async () => {
  await inScene(1, {}, async (scene) => {
    const { exchange, jobs: [job], ended } = scene;
    await exchange.holds(1);
    exchange.workers = ["ada"];
    exchange.say(job!, "ada", { kind: "returned", refusal: "no data" });
    await ended;
    assertEquals(words(scene), ["No worker can do it: ada: no data"]);
    assertEquals(exchange.plans, []);
  });
});

Deno.test("coordinate says that there is no worker, and publishes its plans again if they were lost", async () => {
  const timing = { lookMs: 10, quietMs: 20, pauseMs: 60_000 };
  await inScene(1, { timing }, async (scene) => {
    const { exchange, jobs: [job], ended } = scene;
    await exchange.holds(1);
    await exchange.takePlanBack(job!);
    await exchange.holds(1);
    exchange.send(job!, "ada", { kind: "failed", reason: "it broke" });
    await ended;
    assertEquals(
      new Set(words(scene)),
      new Set(["there is no worker; start one or more", "it broke"]),
    );
  });
});
