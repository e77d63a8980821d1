import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import { createAuditedEngine } from "./audit.ts";
import type { Engine, EngineEvent } from "./engine.ts";
import { createLocalEngine } from "./local_engine.ts";
import type { RunJob } from "./record_run.ts";
import { RUN_FILES } from "./store.ts";
import { inFolder, jobOf, namesIn, SMALL_PLAN } from "./testing_runs.ts";

const local = (out: string, worker: string): Engine =>
  createLocalEngine({
    workers: 1,
    out,
    dataDir: out,
    kernels: { name: "reference" },
    environment: { worker },
  });

/** An engine of two workers by turns, of which one, the first or second, changes a digit of a loss. */
function createWrongEngine(out: string, turn: number): Engine {
  return {
    async run(jobs, options) {
      for (const [i, job] of jobs.entries()) {
        const isWrong = i % 2 === turn;
        await local(out, isWrong ? "wrong" : "right").run([job], { ...options, onEvent() {} });
        const log = join(job.folder, RUN_FILES.steps);
        const text = await Deno.readTextFile(log);
        const changed = text.replace(/\d+\n$/, (end) => `1${end}`);
        if (isWrong) await Deno.writeTextFile(log, changed);
        options.onEvent({ kind: "finished", job });
      }
    },
  };
}

/** Audits four runs; returns what failed and what was noticed, by the number of the run. */
async function auditFour(out: string, share: number, inner: Engine, salt: string = "") {
  const jobs: RunJob[] = await Promise.all(
    [0, 1, 2, 3].map((seed) => jobOf({ ...SMALL_PLAN, seed }, join(out, String(seed)))),
  );
  const events: EngineEvent[] = [];
  await createAuditedEngine(inner, {
    share,
    salt,
    createTrusted: (folder) => local(folder, "here"),
  }).run(
    jobs,
    {
      keepGoing: true,
      retries: 0,
      signal: new AbortController().signal,
      onEvent: (event) => void events.push(event),
    },
  );
  const failed = events.filter((event) => event.kind === "failed");
  return {
    failed: failed.map(({ job, reason }) => [jobs.indexOf(job), reason] as const),
    noticed: events.filter(({ kind }) => kind === "notice").map(({ job }) => jobs.indexOf(job)),
  };
}

Deno.test("createAuditedEngine moves runs with other bytes aside and names file and value", async () => {
  await inFolder(async (out) => {
    const { failed, noticed } = await auditFour(out, 1, createWrongEngine(out, 1));
    assertEquals(noticed.sort(), [0, 2]);
    for (const [seed, reason] of failed) {
      const said =
        /^The audit found other bytes than were sent by wrong: steps\.csv: step 4, trainLoss: recorded \S+, got \S+, [\d,]+ ulps? apart; what was sent is kept in (.*)$/;
      assertEquals(said.exec(reason)?.[1], join(out, `${seed}.set-aside-1`), reason);
    }
    assertEquals(await namesIn(out), ["0", "1.set-aside-1", "2", "3.set-aside-1"]);
  });
});

Deno.test("createAuditedEngine audits every run of a worker that made a wrong one", async () => {
  await inFolder(async (out) => {
    const right = join(out, "right");
    const { noticed: [sampled] } = await auditFour(right, 0.01, local(right, "right"));
    const turn = sampled! % 2;
    const { failed, noticed } = await auditFour(out, 0.01, createWrongEngine(out, turn));
    assertEquals([noticed, failed.map(([seed]) => seed)], [[], [sampled, (sampled! + 2) % 4]]);
  });
});

Deno.test("createAuditedEngine makes at least one run again, and no more than the share", async () => {
  await inFolder(async (out) => {
    const { failed, noticed } = await auditFour(out, 0.5, local(out, "right"));
    assertEquals([failed, noticed.length], [[], 2]);
  });
});

Deno.test("createAuditedEngine samples other runs with another salt", async () => {
  await inFolder(async (out) => {
    const sampled = new Set<number | undefined>();
    for (const salt of ["a", "b", "c", "d", "e", "f", "g", "h"]) {
      const engine = local(join(out, salt), "right");
      sampled.add((await auditFour(join(out, salt), 0.01, engine, salt)).noticed[0]);
    }
    assert(sampled.size > 1, `always ${[...sampled]}`);
  });
});

Deno.test("createAuditedEngine audits runs whose weights and environment are damaged or gone", async () => {
  await inFolder(async (out) => {
    const damaging: Engine = {
      async run(jobs, options) {
        await local(out, "wrong").run(jobs, { ...options, onEvent() {} });
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
      assertStringIncludes(reason, "were sent by a worker unknown: weights-final.safetensors: ");
    }
  });
});
