import { assert, assertEquals, assertMatch, assertStringIncludes, assertThrows } from "@std/assert";
import { join } from "node:path";
import type { Plan } from "@samebit/solver";
import { BadInput } from "@samebit/input";
import type { EngineEvent } from "./job_event.ts";
import { createLocalEngine, type LocalEngineOptions } from "./local_engine.ts";
import { readRunRecord, type RunJob } from "@samebit/store";
import { digitsJob, sameFiles } from "./testing/runs.ts";
import { inFolder, namesIn } from "@samebit/store/testing";
import { SMALL_PLAN } from "@samebit/experiment/testing";

/** Longer than any test waits. */
const LONG: Plan = { ...SMALL_PLAN, epochs: 1_000_000 };

/** Long enough to be killed in, short enough to be made to its end. */
const LASTING: Plan = { ...SMALL_PLAN, epochs: 1500 };

function options(out: string, workers = 1): LocalEngineOptions {
  return { workers, out, dataDir: out, kernels: { name: "reference" }, environment: {} };
}

/** Runs jobs to their end; `react` may act on every event. */
async function run(
  jobs: readonly RunJob[],
  engineOptions: LocalEngineOptions,
  { keepGoing = false, retries = 0, signal = new AbortController().signal, react = () => {} }: {
    readonly keepGoing?: boolean;
    readonly retries?: number;
    readonly signal?: AbortSignal;
    readonly react?: (event: EngineEvent) => void;
  } = {},
): Promise<EngineEvent[]> {
  const events: EngineEvent[] = [];
  await createLocalEngine(engineOptions).run(jobs, {
    keepGoing,
    retries,
    signal,
    onEvent(event) {
      events.push(event);
      react(event);
    },
  });
  return events;
}

/** The events but progress, as `kind folder`. */
function story(events: readonly EngineEvent[], out: string): string[] {
  return events.filter(({ kind }) => kind !== "progress").map(({ kind, job }) =>
    `${kind} ${job.folder.slice(out.length + 1)}`
  );
}

function notices(events: readonly EngineEvent[]): string[] {
  return events.flatMap((event) => event.kind === "notice" ? [event.text] : []);
}

function checkpointsIn(folder: string): boolean {
  return [...Deno.readDirSync(folder)].some(({ name }) => name.startsWith("checkpoint-"));
}

const jobs = (out: string, seeds: readonly number[]) =>
  Promise.all(seeds.map((seed) => digitsJob({ ...SMALL_PLAN, seed }, join(out, `seed${seed}`))));

Deno.test("createLocalEngine gives the same bytes with two workers as with one", async () => {
  await inFolder(async (out) => {
    const seeds = [1, 2, 3, 4];
    const [one, two] = [join(out, "one"), join(out, "two")];
    assertEquals(
      story(await run(await jobs(one, seeds), options(out, 1)), one),
      seeds.flatMap((seed) => [`started seed${seed}`, `finished seed${seed}`]),
    );
    const events = await run(await jobs(two, seeds), options(out, 2));
    assertEquals(story(events, two).length, 8);
    for (const seed of seeds) {
      const files = await sameFiles(join(two, `seed${seed}`));
      assertEquals(files, await sameFiles(join(one, `seed${seed}`)));
    }
  });
});

Deno.test("createLocalEngine starts nothing if there is nothing to do or it is aborted", async () => {
  await inFolder(async (out) => {
    assertEquals(await run([], options(out)), []);
    const signal = AbortSignal.abort();
    assertEquals(await run(await jobs(out, [1]), options(out), { signal }), []);
    assertEquals(await namesIn(out), []);
  });
});

Deno.test("createLocalEngine says why a run failed and continues with the others with keepGoing", async () => {
  await inFolder(async (out) => {
    const [first, wrong, last] = await jobs(out, [1, 2, 3]);
    const spoiled = { ...wrong!, identity: "0".repeat(64) };
    const all = [first!, spoiled, last!];
    const events = await run(all, options(out), { keepGoing: true });
    assertEquals(story(events, out), [
      "started seed1",
      "finished seed1",
      "started seed2",
      "failed seed2",
      "started seed3",
      "finished seed3",
    ]);
    const failed = events.find((event) => event.kind === "failed");
    assertStringIncludes(failed!.reason, "Cannot do run 00000000: plan or data changed");
    assertStringIncludes(failed!.stack!, "record_run.ts");
  });
});

Deno.test("createLocalEngine stops at the first failed run without keepGoing", async () => {
  await inFolder(async (out) => {
    const [wrong, next] = await jobs(out, [1, 2]);
    const all = [{ ...wrong!, identity: "0".repeat(64) }, next!];
    assertEquals(story(await run(all, options(out)), out), ["started seed1", "failed seed1"]);
    assertEquals(await namesIn(out), []);
  });
});

/** The worker processes that may write to a folder; the system must be Linux. */
function workersOf(out: string): number[] {
  const processes = [...Deno.readDirSync("/proc")].map(({ name }) => Number(name));
  return processes.filter((pid) => {
    try {
      const command = Deno.readTextFileSync(`/proc/${pid}/cmdline`).split("\0");
      return command.includes(`--allow-write=${out}`);
    } catch {
      // No process, or one that has just ended.
      return false;
    }
  });
}

const onLinux = Deno.build.os === "linux";
if (!onLinux) console.log("Killing a worker is left out: /proc tells its process on Linux only");

Deno.test({
  name: "createLocalEngine reports a worker that is killed and makes the other runs in a new one",
  ignore: !onLinux,
  async fn() {
    await inFolder(async (out) => {
      const long = await digitsJob(LONG, join(out, "long"));
      const [short] = await jobs(out, [1]);
      let killed: number | undefined;
      const events = await run([long, short!], options(out), {
        keepGoing: true,
        react({ kind, job }) {
          if (kind !== "progress" || job !== long || killed !== undefined) return;
          [killed] = workersOf(out);
          Deno.kill(killed!, "SIGKILL");
        },
      });
      assertEquals(story(events, out), [
        "started long",
        "failed long",
        "started seed1",
        "finished seed1",
      ]);
      const failed = events.find((event) => event.kind === "failed");
      assertMatch(failed!.reason, /^The worker process ended with SIGKILL/);
      assertEquals((await readRunRecord(long.folder))?.ended, undefined);
      assertEquals((await readRunRecord(short!.folder))?.ended, "completed");
      assertEquals(workersOf(out), []);
    });
  },
});

Deno.test({
  name: "createLocalEngine goes on with a run whose worker is killed from its checkpoint",
  ignore: !onLinux,
  async fn() {
    await inFolder(async (out) => {
      const [killed, undisturbed] = await Promise.all(
        ["killed", "undisturbed"].map((name) => digitsJob(LASTING, join(out, name))),
      );
      let kills = 0;
      const events = await run([killed!], { ...options(out), checkpointSeconds: 0.1 }, {
        retries: 2,
        react({ kind }) {
          if (kind !== "progress" || kills === 2) return;
          if (!checkpointsIn(killed!.folder)) return;
          kills++;
          for (const pid of workersOf(out)) Deno.kill(pid, "SIGKILL");
        },
      });
      const reason = "The worker process ended with SIGKILL; retry";
      assertEquals(notices(events), [`${reason} 1 of 2`, `${reason} 2 of 2`]);
      assertEquals(events.at(-1)?.kind, "finished");
      await run([undisturbed!], options(out));
      assertEquals(await sameFiles(killed!.folder), await sameFiles(undisturbed!.folder));
      const environment = await Deno.readTextFile(join(killed!.folder, "environment.json"));
      assertEquals(JSON.parse(environment).earlier.length, 2);
    });
  },
});

Deno.test({
  name: "createLocalEngine kills a worker that says nothing and tries its run again",
  ignore: !onLinux,
  async fn() {
    await inFolder(async (out) => {
      const job = await digitsJob(LASTING, join(out, "lasting"));
      let stopped = false;
      const events = await run([job], { ...options(out), stuckSeconds: 3 }, {
        retries: 1,
        react({ kind }) {
          if (kind !== "progress" || stopped) return;
          stopped = true;
          for (const pid of workersOf(out)) Deno.kill(pid, "SIGSTOP");
        },
      });
      assertEquals(notices(events), [
        "The worker process was silent for 3 s and was killed; retry 1 of 1",
      ]);
      assertEquals(events.at(-1)?.kind, "finished");
      assertEquals(workersOf(out), []);
    });
  },
});

Deno.test({
  name: "createLocalEngine does not count it against a run that its worker died before it",
  ignore: !onLinux,
  async fn() {
    await inFolder(async (out) => {
      const [first, second] = await jobs(out, [1, 2]);
      const events = await run([first!, second!], options(out), {
        react({ kind, job }) {
          if (kind !== "finished" || job !== first) return;
          for (const pid of workersOf(out)) Deno.kill(pid, "SIGKILL");
        },
      });
      assertEquals(story(events, out), [
        "started seed1",
        "finished seed1",
        "started seed2",
        "finished seed2",
      ]);
    });
  },
});

Deno.test("createLocalEngine says so if its workers die before they can take a run", async () => {
  await inFolder(async (out) => {
    const [job] = await jobs(out, [1]);
    // No Deno starts in so small a heap.
    const events = await run([job!], { ...options(out), heapMebibytes: 1 });
    assertEquals(events.at(-1), {
      kind: "failed",
      job: job!,
      reason: "No worker process lived long enough to take it, after 3 starts",
    });
  });
});

Deno.test("createLocalEngine pauses the runs in progress when its signal is aborted", async () => {
  await inFolder(async (out) => {
    const [short, never] = await jobs(out, [1, 2]);
    const long = await digitsJob(LONG, join(out, "long"));
    const stop = new AbortController();
    const events = await run([short!, long, never!], options(out), {
      signal: stop.signal,
      react: ({ kind, job }) => {
        if (kind === "progress" && job === long) stop.abort();
      },
    });
    assertEquals(story(events, out), [
      "started seed1",
      "finished seed1",
      "started long",
      "paused long",
    ]);
    assertEquals((await readRunRecord(short!.folder))?.ended, "completed");
    assertEquals((await readRunRecord(long.folder))?.ended, undefined);
    assert((await namesIn(long.folder)).some((name) => /^checkpoint-\d+\.safetensors$/.test(name)));
    assertEquals(await namesIn(out), ["long", "seed1"]);
  });
});

Deno.test("createLocalEngine lets workers write below the output folder only", async () => {
  await inFolder(async (outer) => {
    const out = join(outer, "out");
    await Deno.mkdir(out);
    const [job] = await jobs(join(outer, "elsewhere"), [1]);
    const events = await run([job!], options(out));
    const failed = events.find((event) => event.kind === "failed");
    assertStringIncludes(failed!.reason, "Requires write access");
    assertEquals(await namesIn(outer), ["out"]);
  });
});

Deno.test("createLocalEngine refuses an output folder that a right cannot name", () => {
  assertThrows(() => createLocalEngine(options("a,b")), BadInput, "a,b: has a comma in its path");
});
