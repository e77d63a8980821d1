import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import { createWorkplace, outcomeOf } from "../command_line.ts";
import { assertSameRuns } from "../faults/sweep.ts";
import { declareBase } from "../sample_experiment.ts";
import { startNatsServer } from "./nats_server.ts";
import { isLeftOut, isLong } from "./programs.ts";

const ignore = isLeftOut("nats_test", "nats-server");

/** Four runs with all that has a state. */
const SWEEP = declareBase({
  dataset: { kind: "digits", trainExamples: 200 },
  model: { kind: "fully-connected", hidden: [20, 20], normalization: "batch", keepRatio: 0.8 },
  schedule: "cosine",
});

Deno.test({
  name: "experiment --engine nats gives the bytes of a local run by one worker",
  ignore,
  async fn() {
    await using place = await createWorkplace();
    await using server = await startNatsServer(place.path);
    await place.write("experiments/sweep.ts", SWEEP);
    const local = await place.run("experiment", "sweep", "--workers", "1", "--out", "local");
    assertEquals([local.status, local.complaints], [0, ""]);

    const { address } = server;
    const worker = place.start("worker", "--engine", address, "--workers", "2");
    const remote = await place.run("experiment", "sweep", "--engine", address, "--out", "remote");
    assertEquals([remote.status, remote.complaints], [0, ""]);
    assertStringIncludes(remote.out, `4 to run, 160 steps, by the workers at ${address}`);
    await assertSameRuns(
      join(place.path, "remote/sweep/runs"),
      join(place.path, "local/sweep/runs"),
    );
    assertEquals(resultsOf(remote.out), resultsOf(local.out));

    worker.kill("SIGTERM");
    const { status, out, complaints } = outcomeOf(await worker.output());
    assertEquals([status, complaints], [130, ""]);
    assertMatch(out, /^\S+-\d+ waits for plans at 127\.0\.0\.1:\d+, 2 at a time\n/);
    assertEquals(out.match(/^[0-9a-f]{8} finished$/gm)?.length, 4);
  },
});

Deno.test({
  name: "experiment --engine nats follows a search to the choice of a local one by one worker",
  ignore: ignore || isLong("nats_test, search"),
  async fn() {
    await using place = await createWorkplace();
    await using server = await startNatsServer(place.path);
    await place.write(
      "experiments/sweep.ts",
      declareBase({ epochs: 4 }, {
        tune: { "optimizer.learningRate": { range: "log", from: 1e-3, to: 1e-1 } },
        search: { kind: "halving", trials: 6, eta: 2 },
      }),
    );
    const local = await place.run("experiment", "sweep", "--workers", "1", "--out", "local");
    assertEquals([local.status, local.complaints], [0, ""]);
    const worker = place.start("worker", "--engine", server.address, "--workers", "2");
    const args = ["--engine", server.address, "--out", "remote", "--audit", "20%"];
    const remote = await place.run("experiment", "sweep", ...args);
    assertEquals(remote.status, 0, remote.complaints);
    const audited = remote.complaints.trimEnd().split("\n");
    assert(audited.length > 2, remote.complaints);
    for (const line of audited) assertMatch(line, /: audited: re-run, every byte is the same$/);
    await assertSameRuns(
      join(place.path, "remote/sweep/runs"),
      join(place.path, "local/sweep/runs"),
    );
    const [chosen, expected] = ["remote", "local"].map((out) =>
      Deno.readTextFileSync(join(place.path, out, "sweep/experiment.json"))
    );
    assertEquals(chosen, expected);
    worker.kill("SIGTERM");
    assertEquals(outcomeOf(await worker.output()).status, 130);
  },
});

Deno.test({
  name: "experiment --engine nats refuses servers that are no cluster, and says what to do",
  ignore,
  async fn() {
    await using place = await createWorkplace();
    await using server = await startNatsServer(place.path);
    await place.write("experiments/sweep.ts", SWEEP);
    const host = new URL(server.address).host;
    const address = `nats://${host},${host},${host}`;
    const { status, complaints } = await place.run("experiment", "sweep", "--engine", address);
    assertEquals(status, 2, complaints);
    assertMatch(
      complaints,
      /^error: --engine: .* are not one cluster; start them as one, or name /,
    );
  },
});

/** The table and what follows. */
function resultsOf(out: string): string {
  return out.slice(out.indexOf("variant ")).replace(/^Report: .*$/m, "");
}
