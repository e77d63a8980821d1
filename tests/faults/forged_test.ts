/**
 * A checkpoint that somebody wrote on purpose, with other weights and a digest that fits them. Not
 * for damage, which the digest tells: `damage_test.ts`.
 */
import { createLocalEngine, type EngineEvent } from "@samebit/engines";
import { createAuditedEngine } from "@samebit/locks";
import { RUN_FILES } from "@samebit/runlog";
import { parseCheckpoint, saveCheckpoint } from "@samebit/store";
import { assertEquals, assertMatch, assertNotEquals } from "@std/assert";
import { join } from "node:path";
import { createWorkplace } from "../command_line.ts";
import { checkpointName, createRunHere, putFiles, sameFilesIn } from "./run_here.ts";

/** Steps of the two checkpoints, and the step after which the process is killed. */
const OLDER = 9;
const NEWER = 16;
const KILLED = 21;

/** Changes a parameter in a run's newest checkpoint, and the digest with it. */
async function forge(folder: string): Promise<void> {
  const name = checkpointName(NEWER);
  const saved = parseCheckpoint(await Deno.readFile(join(folder, name)), name);
  const parameters = saved.checkpoint.arrays["parameters"]!;
  parameters[parameters.length - 1]! += 0.5;
  await saveCheckpoint(folder, saved, OLDER);
}

Deno.test("experiment resumes from a forged checkpoint without a word, and --audit finds it", async () => {
  await using place = await createWorkplace();
  using run = await createRunHere(14);
  const right = join(place.path, "right");
  await run.make(right);
  const files = await run.killedAfter(KILLED, [OLDER, NEWER]);

  const folder = join(place.path, "forged");
  await Deno.mkdir(folder);
  putFiles(folder, files);
  await forge(folder);
  assertEquals(await run.make(folder), []);
  const { steps } = RUN_FILES;
  assertNotEquals(sameFilesIn(folder).get(steps), sameFilesIn(right).get(steps));

  putFiles(folder, files);
  await forge(folder);
  const local = (out: string) =>
    createLocalEngine({
      workers: 1,
      out,
      dataDir: out,
      kernels: { name: "wasm", threads: 1 },
      environment: {},
    });
  const audited = createAuditedEngine(local(place.path), {
    share: 1,
    salt: "",
    record: join(place.path, "audit.json"),
    createTrusted: local,
  });
  const events: EngineEvent[] = [];
  await using _held = audited.hold!();
  await audited.run([run.jobIn(folder)], {
    keepGoing: true,
    retries: 0,
    signal: new AbortController().signal,
    onEvent: (event) => void events.push(event),
  });
  const reasons = events.flatMap((event) => event.kind === "failed" ? [event.reason] : []);
  assertEquals(reasons.length, 1);
  assertMatch(
    reasons[0]!,
    /^The audit found bytes that differ from .*: run\.json: result\.final\.trainLoss: /,
  );
});
