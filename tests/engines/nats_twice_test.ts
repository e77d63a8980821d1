/**
 * Plans that come to two workers, or to one that cannot make them: put into the queue by hand, before
 * anybody works, so that what happens is the same in every run of these tests.
 */
import { RUN_FILES } from "@samebit/runlog";
import { assertEquals, assertMatch } from "@std/assert";
import { basename, join } from "node:path";
import { createLocalEngine, type EngineEvent, isEnd } from "@samebit/engines";
import { parseNatsAddress, type Runner, serveNats } from "@samebit/nats";
import { planExperiment, type PlannedExperiment } from "@samebit/sweep";
import { runFolder, type RunJob } from "@samebit/store";
import { CONTRACT } from "@samebit/solver";
import { createWorkplace, type Workplace } from "../command_line.ts";
import { assertSameRuns } from "../faults/sweep.ts";
import { declare, declareBase } from "../sample_experiment.ts";
import { startSweep, tellingOf } from "./engine_sweep.ts";
import { openQueue } from "./nats_queue.ts";
import { startNatsServer } from "./nats_server.ts";
import { natsEngine, type NatsWorker, startNatsWorker, TIMING } from "./nats_workers.ts";
import { isLeftOut } from "./programs.ts";

const ignore = isLeftOut("nats_twice_test", "nats-server");

/** Two runs. */
const SWEEP = declare({ seeds: [1] });

/** A place with a server, a connection to it, and a sweep. */
async function prepare(place: Workplace, text = SWEEP) {
  const server = await startNatsServer(place.path);
  const file = await place.write("experiments/sweep.ts", text);
  const planned = await planExperiment(file, { dataDir: place.path });
  const queue = await openQueue(server.address);
  return {
    address: server.address,
    planned,
    queue,
    out: join(place.path, "out"),
    async [Symbol.asyncDispose]() {
      await queue[Symbol.asyncDispose]();
      await server[Symbol.asyncDispose]();
    },
  };
}

/** Makes runs as a local worker does, and changes a digit in a log of those it makes wrongly. */
function createWrongRunner(
  out: string,
  isWrong: (job: RunJob) => boolean | Promise<boolean>,
): Runner {
  const engine = createLocalEngine({
    workers: 1,
    out,
    dataDir: out,
    kernels: { name: "reference" },
    environment: { worker: "a" },
  });
  const signal = new AbortController().signal;
  return {
    async run(job, onNews) {
      const events: EngineEvent[] = [];
      const take = (event: EngineEvent) => void events.push(event);
      await engine.run([job], { keepGoing: false, retries: 0, signal, onEvent: take });
      for (const event of events) if (!isEnd(event)) onNews(event);
      if (!await isWrong(job)) return { kind: "finished" };
      const log = join(job.folder, RUN_FILES.steps);
      const text = await Deno.readTextFile(log);
      await Deno.writeTextFile(log, text.replace(/\d\n$/, (end) => `${9 - Number(end[0])}\n`));
      return { kind: "finished" };
    },
    pause() {},
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}

/** A worker in this process that makes some runs wrongly. */
function startWrongWorker(
  address: string,
  place: string,
  isWrong: (job: RunJob) => boolean | Promise<boolean>,
): AsyncDisposable {
  const ending = new AbortController();
  const folder = join(place, "work");
  const serving = serveNats({
    address: parseNatsAddress(address),
    name: "a",
    workers: 1,
    folder,
    createRunner: () => createWrongRunner(folder, isWrong),
    timing: TIMING,
    signal: ending.signal,
    say: () => {},
  });
  return {
    async [Symbol.asyncDispose]() {
      ending.abort();
      await serving;
    },
  };
}

/** The names of the folders that hold a run. */
function recordsIn(out: string): string[] {
  const runs = join(out, "sweep/runs");
  const holdsRun = (name: string) =>
    [...Deno.readDirSync(join(runs, name))].some((file) => file.name === RUN_FILES.record);
  return [...Deno.readDirSync(runs)].map(({ name }) => name).filter(holdsRun).sort();
}

async function makeHere(planned: PlannedExperiment, out: string): Promise<void> {
  const kernels = { name: "reference" } as const;
  const engine = createLocalEngine({ workers: 1, out, dataDir: out, kernels, environment: {} });
  await startSweep(engine, planned, out).ended;
}

Deno.test({
  name:
    "createNatsEngine takes a run that is delivered twice for one, since its bytes are the same",
  ignore,
  async fn() {
    await using place = await createWorkplace();
    await using at = await prepare(place);
    const { address, planned, queue, out } = at;
    const going = startSweep(natsEngine(address, out), planned, out);
    await queue.holds(2);
    const [first, second] = planned.runs;
    await queue.putBack(first!.identity, 2);
    await queue.putBack(second!.identity);
    await using worker = await startNatsWorker(address, place.path, "a");
    assertEquals((await going.ended).failed, []);
    assertEquals(worker.said.filter((line) => line.endsWith("finished")).length, 3);
    assertEquals(tellingOf(going.events), []);
    await makeHere(planned, join(place.path, "here"));
    await assertSameRuns(join(out, "sweep/runs"), join(place.path, "here/sweep/runs"));
  },
});

Deno.test({
  name: "createNatsEngine names the file of a run that came twice with different bytes",
  ignore,
  async fn() {
    await using place = await createWorkplace();
    await using at = await prepare(place);
    const { address, planned, queue, out } = at;
    const going = startSweep(natsEngine(address, out), planned, out);
    await queue.holds(2);
    const [first, second] = planned.runs;
    await queue.putBack(first!.identity, 2);
    await queue.putBack(second!.identity);
    const known = new Set<string>();
    await using _worker = startWrongWorker(address, place.path, ({ identity }) => {
      const isAgain = known.has(identity);
      known.add(identity);
      return isAgain;
    });
    const { failed } = await going.ended;
    const place1 = `${runFolder(out, "sweep", first!)}.set-aside-1`;
    assertEquals(failed.map(({ run, reason }) => [run.identity, reason]), [[
      first!.identity,
      "steps.csv came twice with different bytes, from a and by a; one of them computes wrongly; " +
      `the first is kept in ${place1}`,
    ]]);
    assertEquals(recordsIn(out), [basename(place1), basename(second!.folder)].sort());
  },
});

Deno.test({
  name: "createNatsEngine says when a run that came twice cannot be compared",
  ignore,
  async fn() {
    await using place = await createWorkplace();
    await using at = await prepare(place);
    const { address, planned, queue, out } = at;
    const arrived = Promise.withResolvers<void>();
    const react = ({ kind }: EngineEvent) => void (kind === "finished" && arrived.resolve());
    const going = startSweep(natsEngine(address, out), planned, out, { react });
    await queue.holds(2);
    const [first, second] = planned.runs;
    await queue.putBack(first!.identity, 2);
    await queue.putBack(second!.identity);
    const log = join(runFolder(out, "sweep", first!), RUN_FILES.steps);
    let times = 0;
    await using _worker = startWrongWorker(address, place.path, async ({ identity }) => {
      if (identity !== first!.identity || times++ === 0) return false;
      await arrived.promise;
      // Nobody can read it any more.
      await Deno.remove(log);
      await Deno.mkdir(log);
      return false;
    });
    await going.ended;
    assertMatch(
      tellingOf(going.events).join("\n"),
      /^notice: cannot compare or remove its result: .*is a folder; wanted/,
    );
  },
});

Deno.test({
  name: "experiment --audit finds a worker that sends wrong bytes, names the value, keeps the run",
  ignore,
  async fn() {
    await using place = await createWorkplace();
    await using at = await prepare(place);
    const { address, planned, out } = at;
    const [right, wrong] = planned.runs;
    await using _worker = startWrongWorker(
      address,
      place.path,
      ({ identity }) => identity === wrong!.identity,
    );
    const args = ["experiment", "sweep", "--engine", address, "--out", "out"];
    const { status, complaints } = await place.run(...args, "--audit", "100%");
    assertEquals(status, 1, complaints);
    assertMatch(complaints, /^notice: sgd, seed 1: audited: re-run, every byte is the same$/m);
    assertMatch(
      complaints,
      /^failed: adam, seed 1: The audit found bytes that differ from those sent by a: steps\.csv: step 8, trainLoss: recorded \S+, got \S+, [\d,]+ ulps apart;/m,
    );
    const aside = `${basename(wrong!.folder)}.set-aside-1`;
    assertEquals(recordsIn(out), [aside, basename(right!.folder)].sort());
  },
});

Deno.test({
  name: "createNatsEngine has a run done by a worker that has its data, and says when none has",
  ignore,
  async fn() {
    await using place = await createWorkplace();
    await place.write("table.csv", TABLE);
    await using at = await prepare(
      place,
      declareBase({ dataset: DATASET, batchSize: 2 }, { seeds: [1] }),
    );
    const { address, planned, out } = at;
    await using poor = await startNatsWorker(address, place.path, "poor", {
      dataDir: join(place.path, "none"),
    });
    const refused = startSweep(natsEngine(address, out), planned, out);
    const { failed } = await refused.ended;
    assertEquals(failed.length, 2);
    for (const { reason } of failed) {
      assertMatch(reason, /^No worker can do it: poor: .*table\.csv/);
    }
    await place.write("other/table.csv", TABLE.replace("5,", "6,"));
    await using other = await startNatsWorker(address, place.path, "other", {
      dataDir: join(place.path, "other"),
    });
    await using rich = await startNatsWorker(address, place.path, "rich");
    await rich.says(/waits/);
    const made = startSweep(natsEngine(address, out), planned, out);
    assertEquals((await made.ended).failed, []);
    assertEquals(finished(rich), 2);
    assertEquals(finished(poor) + finished(other), 0);
  },
});

Deno.test({
  name: "createNatsEngine says when no worker has the contract of a plan, or takes it for one",
  ignore,
  async fn() {
    await using place = await createWorkplace();
    await using at = await prepare(place);
    const { address, planned, queue, out } = at;
    const going = startSweep(natsEngine(address, out), planned, out);
    await queue.holds(2);
    const [first, second] = planned.runs;
    await queue.putBack(first!.identity, 1, { contract: 999 });
    await queue.putBack(second!.identity, 1, {
      job: { identity: second!.identity, plan: { ...second!.plan, batchSize: -1 } },
    });
    await using _worker = await startNatsWorker(address, place.path, "a");
    const { failed } = await going.ended;
    const short = second!.identity.slice(0, 8);
    assertEquals(failed.map(({ reason }) => reason).sort(), [
      `No worker can do it: a: it needs contract 999, this worker has ${CONTRACT}`,
      `No worker can do it: a: plan ${short}: batchSize: cannot be -1; wanted a whole number from 1`,
    ]);
  },
});

/** A table of two classes. */
const TABLE = Array.from({ length: 20 }, (_, i) => `${i},${i % 7},${i % 2 === 0 ? "even" : "odd"}`)
  .join("\n");

const DATASET = {
  kind: "csv",
  file: "table.csv",
  header: "none",
  validationExamples: 4,
  testExamples: 4,
};

/** How many runs a worker has finished. */
function finished({ said }: NatsWorker): number {
  return said.filter((line) => line.endsWith("finished")).length;
}
