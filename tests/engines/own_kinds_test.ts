/** Runs that use kinds of a folder's own, by workers at a NATS server: with their sources, and without. */
import { assertEquals, assertMatch } from "@std/assert";
import { join } from "node:path";
import { createWorkplace, outcomeOf, ROOT } from "../command_line.ts";
import { assertSameRuns } from "../faults/sweep.ts";
import { declareBase } from "../sample_experiment.ts";
import { startNatsServer } from "./nats_server.ts";
import { isLeftOut, isLong } from "./programs.ts";

const SWEEP = declareBase({
  dataset: {
    kind: "own-gestures",
    file: "gestures.jsonl",
    validationPeople: ["bob"],
    testPeople: ["cat"],
  },
  batchSize: 4,
  model: { kind: "fully-connected", hidden: [12], activation: "own-prelu" },
  loss: "own-focal-loss",
}, { seeds: [1], compare: { "loss.focus": [1] } });

const SAMEBIT = {
  layers: { "own-prelu": "./kinds/prelu.ts" },
  losses: { "own-focal-loss": "./kinds/focal_loss.ts" },
  datasets: { "own-gestures": "./kinds/gestures.ts" },
};

const RECORDINGS = ["ann", "bob", "cat"].flatMap((person, at) =>
  Array.from({ length: 10 }, (_, i) => {
    const signal = [0, 1, 2].map((t) => t * (i % 2) + at / 4);
    return JSON.stringify({ person, gesture: i % 2 === 0 ? "nod" : "wave", signal });
  })
).join("\n");

Deno.test({
  name: "a NATS worker without a kind's source hands the run back by name, another makes its bytes",
  ignore: isLeftOut("own_kinds_test", "nats-server") || isLong("own_kinds_test"),
  async fn() {
    await using place = await createWorkplace();
    await using away = await createWorkplace();
    await using server = await startNatsServer(place.path);
    for (const name of ["prelu.ts", "focal_loss.ts", "gestures.ts"]) {
      await place.write(
        `kinds/${name}`,
        await Deno.readTextFile(join(ROOT, "examples/kinds", name)),
      );
    }
    await place.write("deno.json", JSON.stringify({ samebit: SAMEBIT }));
    await place.write("data/gestures.jsonl", RECORDINGS);
    await place.write("experiments/sweep.ts", SWEEP);
    const local = await place.run("experiment", "sweep", "--out", "local");
    assertEquals([local.status, local.complaints], [0, ""]);

    const engine = ["--engine", server.address];
    const without = away.start("worker", ...engine);
    const remote = place.start("experiment", "sweep", ...engine, "--out", "remote");
    const refusal = await lineOf(without, / refused: .*\n/);
    assertMatch(
      refusal,
      /own-(prelu|focal-loss|gestures): is a kind of the folder that planned the run/,
    );
    without.kill("SIGTERM");
    await without.output();
    const worker = place.start("worker", ...engine);
    assertEquals(outcomeOf(await remote.output()).status, 0);
    worker.kill("SIGTERM");
    assertMatch(outcomeOf(await worker.output()).out, /^[0-9a-f]{8} finished$/m);
    await assertSameRuns(
      join(place.path, "remote/sweep/runs"),
      join(place.path, "local/sweep/runs"),
    );
  },
});

/** What a process has said by the time it says a line. */
async function lineOf(process: Deno.ChildProcess, line: RegExp): Promise<string> {
  let read = "";
  const decoder = new TextDecoder();
  for await (const chunk of process.stdout.values({ preventCancel: true })) {
    read += decoder.decode(chunk, { stream: true });
    if (line.test(read)) return read;
  }
  throw new Error(`Cannot find ${line} in ${JSON.stringify(read)}`);
}
