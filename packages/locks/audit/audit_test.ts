import { RUN_FILES } from "@samebit/runlog";
import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { dirname, join } from "node:path";
import { createAuditedEngine } from "./audit.ts";
import type { Engine, EngineEvent } from "@samebit/engines";
import type { RunJob } from "@samebit/store";
import { createEngineHere, digitsJob } from "@samebit/engines/testing";
import { inFolder, namesIn } from "@samebit/store/testing";
import { SMALL_PLAN } from "@samebit/experiment/testing";

const made = (by: string): Engine => createEngineHere({ worker: by });

/** An engine of two workers by turns, of which one, the first or second, changes a digit of a loss. */
function createWrongEngine(turn: number): Engine {
  return {
    async run(jobs, options) {
      for (const [i, job] of jobs.entries()) {
        const isWrong = i % 2 === turn;
        await made(isWrong ? "wrong" : "right").run([job], { ...options, onEvent() {} });
        const log = join(job.folder, RUN_FILES.steps);
        const text = await Deno.readTextFile(log);
        const changed = text.replace(/\d+\n$/, (end) => `1${end}`);
        if (isWrong) await Deno.writeTextFile(log, changed);
        options.onEvent({ kind: "finished", job });
      }
    },
  };
}

/** An engine that can make nothing. */
const FAILING: Engine = {
  run(jobs, { onEvent }) {
    for (const job of jobs) onEvent({ kind: "failed", job, reason: "No space left" });
    return Promise.resolve();
  },
};

/** How runs are audited. */
interface Ways {
  /** The seeds of the runs of each round, and to which epoch they are made; one round of four. */
  readonly rounds?: readonly (readonly [seeds: readonly number[], untilEpoch?: number])[];
  readonly salt?: string;
  /** To which epoch the four are made. */
  readonly untilEpoch?: number;
  /** What is done with them. */
  readonly act?: "run" | "resume";
  /** Whether no others are planned. */
  readonly areAll?: boolean;
  /** The engine that is trusted. */
  readonly createTrusted?: (folder: string) => Engine;
}

/** Audits runs as one command does; returns what failed and what was noticed, by the number of the run. */
async function auditFour(
  out: string,
  share: number,
  inner: Engine,
  { salt = "", untilEpoch, rounds, act = "run", areAll = true, createTrusted }: Ways = {},
) {
  await Deno.mkdir(out, { recursive: true });
  const jobs = await Promise.all(
    [0, 1, 2, 3].map((seed) => digitsJob({ ...SMALL_PLAN, seed }, join(out, String(seed)))),
  );
  const events: EngineEvent[] = [];
  const engine = createAuditedEngine(inner, {
    share,
    salt,
    record: join(out, "audit.json"),
    createTrusted: createTrusted ?? (() => made("here")),
  });
  await using _held = engine.hold!();
  for (const [seeds, until] of rounds ?? [[[0, 1, 2, 3], untilEpoch] as const]) {
    const asked = seeds.map((seed) => jobs[seed]!);
    const round = asked.map((job) => until === undefined ? job : { ...job, untilEpoch: until });
    const given = {
      keepGoing: true,
      retries: 0,
      signal: new AbortController().signal,
      onEvent: (event: EngineEvent) => void events.push(event),
    };
    await engine[act]!(round, given, areAll);
  }
  const indexOf = ({ identity }: RunJob) => jobs.findIndex((job) => job.identity === identity);
  const failed = events.filter((event) => event.kind === "failed");
  return {
    failed: failed.map(({ job, reason }) => [indexOf(job), reason] as const),
    noticed: events.filter(({ kind }) => kind === "notice").map(({ job }) => indexOf(job)),
  };
}

Deno.test("createAuditedEngine moves runs with other bytes aside and names file and value", async () => {
  await inFolder(async (out) => {
    const { failed, noticed } = await auditFour(out, 1, createWrongEngine(1));
    assertEquals(noticed.sort(), [0, 2]);
    for (const [seed, reason] of failed) {
      const said =
        /^The audit found bytes that differ from those sent by wrong: steps\.csv: step 4, trainLoss: recorded \S+, got \S+, [\d,]+ ulps? apart; what was sent is kept in (.*)$/;
      assertEquals(said.exec(reason)?.[1], join(out, `${seed}.set-aside-1`), reason);
    }
    assertEquals(await namesIn(out), ["0", "1.set-aside-1", "2", "3.set-aside-1"]);
  });
});

Deno.test("createAuditedEngine audits every run of a worker that returned a wrong one", async () => {
  await inFolder(async (out) => {
    const right = join(out, "right");
    const { noticed: [sampled] } = await auditFour(right, 0.01, made("right"));
    const turn = sampled! % 2;
    const { failed, noticed } = await auditFour(out, 0.01, createWrongEngine(turn));
    assertEquals([noticed, failed.map(([seed]) => seed)], [[], [sampled, (sampled! + 2) % 4]]);
  });
});

Deno.test("createAuditedEngine audits what a caught worker did in earlier rounds", async () => {
  await inFolder(async (out) => {
    let round = 0;
    const inner: Engine = {
      run(jobs, options) {
        round++;
        // What it makes in the first round and another one goes on with in the second, is right.
        if (round === 3) return createWrongEngine(0).run(jobs, options);
        return made(round === 1 ? "wrong" : "right").run(jobs, options);
      },
    };
    const rounds = [[[0, 1], 1], [[0, 1, 2]], [[3]]] as const;
    const { failed, noticed } = await auditFour(out, 0.01, inner, { rounds });
    const [first, second, ...later] = noticed;
    assertEquals(failed.map(([seed]) => seed), [3]);
    assert(first !== 2 && second !== undefined);
    // In the second round one was drawn; of the first two each other one is audited in the end.
    assertEquals(later.sort(), [0, 1].filter((seed) => seed !== second));
    assert(!(await namesIn(out)).includes("audit.json"));
  });
});

Deno.test("createAuditedEngine repeats at least one run, and no more than the share, below its folder", async () => {
  await inFolder(async (out) => {
    const folders: string[] = [];
    const createTrusted = (folder: string): Engine => {
      folders.push(folder);
      return made("here");
    };
    const right = made("right");
    const { failed, noticed } = await auditFour(out, 0.5, right, { createTrusted });
    assertEquals([failed, noticed.length], [[], 2]);
    assertEquals(folders.map(dirname), [out]);
    assertEquals(await namesIn(out), ["0", "1", "2", "3"]);
  });
});

Deno.test("createAuditedEngine samples other runs with another salt", async () => {
  await inFolder(async (out) => {
    const sampled = new Set<number | undefined>();
    for (const salt of ["a", "b", "c"]) {
      const engine = made("right");
      sampled.add((await auditFour(join(out, salt), 0.01, engine, { salt })).noticed[0]);
    }
    assert(sampled.size > 1, `always ${[...sampled]}`);
  });
});

Deno.test("createAuditedEngine audits runs whose weights and environment are damaged or gone", async () => {
  await inFolder(async (out) => {
    const damaging: Engine = {
      async run(jobs, options) {
        await made("wrong").run(jobs, { ...options, onEvent() {} });
        for (const [i, job] of jobs.entries()) {
          const environment = join(job.folder, RUN_FILES.environment);
          if (i % 2 === 0) await Deno.remove(environment);
          else await Deno.writeTextFile(environment, "{");
          await Deno.writeTextFile(join(job.folder, RUN_FILES.finalWeights), "none");
          options.onEvent({ kind: "finished", job });
        }
      },
    };
    const { failed } = await auditFour(out, 1, damaging);
    assertEquals(failed.length, 4);
    for (const [, reason] of failed) {
      assertStringIncludes(reason, "those sent by an unknown worker: weights-final.safetensors: ");
    }
  });
});

Deno.test("createAuditedEngine audits trials up to the epoch at which they were paused", async () => {
  await inFolder(async (out) => {
    const { failed, noticed } = await auditFour(out, 1, createWrongEngine(1), {
      untilEpoch: 1,
    });
    assertEquals([noticed.sort(), failed.map(([seed]) => seed).sort()], [[0, 2], [1, 3]]);
    for (const [, reason] of failed) {
      assertStringIncludes(reason, "those sent by wrong: steps.csv: step 2, trainLoss: recorded ");
    }
  });
});

Deno.test("createAuditedEngine finds a trial whose logs are right and whose checkpoint is not", async () => {
  await inFolder(async (out) => {
    const wrong: Engine = {
      async run(jobs, options) {
        await made("wrong").run(jobs, { ...options, onEvent() {} });
        for (const job of jobs) {
          const path = join(job.folder, "checkpoint-2.safetensors");
          const bytes = await Deno.readFile(path);
          bytes[bytes.length - 1]! ^= 1;
          await Deno.writeFile(path, bytes);
          options.onEvent({ kind: "finished", job });
        }
      },
    };
    const { failed } = await auditFour(out, 0.01, wrong, { untilEpoch: 1 });
    assertEquals(failed.length, 4);
    assertStringIncludes(failed[0]![1], "those sent by wrong: checkpoint-2.safetensors: ");
  });
});

Deno.test("createAuditedEngine continues an interrupted audit where it stopped", async () => {
  await inFolder(async (out) => {
    const inner = made("right");
    const createTrusted = (): Engine => ({
      run: (jobs, options) => made("here").run(jobs.slice(0, 1), options),
    });
    const before = await auditFour(out, 0.75, inner, { createTrusted });
    assertEquals(before.noticed.length, 1);
    const other = { salt: "another", act: "resume" } as const;
    const after = await auditFour(out, 0.01, inner, other);
    assertEquals(after.failed, []);
    assertEquals(new Set([...before.noticed, ...after.noticed]).size, 3);
    assertEquals(after.noticed.length, 2);
    assert(!(await namesIn(out)).includes("audit.json"));
    assertEquals((await auditFour(out, 1, inner, other)).noticed, []);
  });
});

Deno.test("createAuditedEngine audits again what could not be audited, and then what was done with it", async () => {
  await inFolder(async (out) => {
    const wrong = createWrongEngine(0);
    const { failed } = await auditFour(out, 1, wrong, { createTrusted: () => FAILING });
    const reason = "The run is done, but could not be audited: No space left";
    assertEquals(failed.map((each) => each[1]), Array(4).fill(reason));
    const after = await auditFour(out, 0.01, wrong, { act: "resume" });
    assertEquals([after.noticed.sort(), after.failed.map(([seed]) => seed).sort()], [[1, 3], [
      0,
      2,
    ]]);
  });
});

Deno.test("createAuditedEngine forgets runs that are no longer planned, once all planned ones are known", async () => {
  await inFolder(async (out) => {
    const inner = made("right");
    await auditFour(out, 0.5, inner, { createTrusted: () => FAILING });
    const text = () => Deno.readTextFile(join(out, "audit.json"));
    const before = await text();
    const none = { rounds: [[[]]], act: "resume" } as const;
    await auditFour(out, 0.5, inner, { ...none, areAll: false });
    assertEquals(await text(), before);
    await auditFour(out, 0.5, inner, none);
    assert(!(await namesIn(out)).includes("audit.json"));
  });
});

Deno.test("createAuditedEngine draws from runs whose command ended before it could draw", async () => {
  await inFolder(async (out) => {
    const dying: Engine = {
      async run(jobs, options) {
        await made("right").run(jobs.slice(1), { ...options, onEvent() {} });
        throw new Error("killed");
      },
    };
    await assertRejects(() => auditFour(out, 1, dying), Error, "killed");
    const { failed, noticed } = await auditFour(out, 1, dying, { act: "resume" });
    assertEquals([failed, noticed.sort()], [[], [1, 2, 3]]);
  });
});

Deno.test("createAuditedEngine draws no trial that was killed before it left its checkpoint", async () => {
  await inFolder(async (out) => {
    const dying: Engine = {
      async run(jobs, options) {
        await made("right").run(jobs, { ...options, onEvent() {} });
        for (const { folder } of jobs.slice(2)) {
          await Deno.remove(join(folder, "checkpoint-2.safetensors"));
        }
        throw new Error("killed");
      },
    };
    await assertRejects(() => auditFour(out, 1, dying, { untilEpoch: 1 }), Error, "killed");
    const taken = await auditFour(out, 1, dying, { untilEpoch: 1, act: "resume" });
    assertEquals([taken.failed, taken.noticed.sort()], [[], [0, 1]]);
  });
});
