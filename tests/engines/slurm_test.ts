import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import { createWorkplace, filesBelow } from "../command_line.ts";
import { assertSameRuns } from "../faults/sweep.ts";
import { declareBase } from "../sample_experiment.ts";
import { isLeftOut } from "./programs.ts";
import { startSlurmCluster } from "./slurm_cluster.ts";

const ignore = isLeftOut("slurm_test", "slurmctld", "slurmd", "munged", "sbatch");

/** Four runs with all that has a state: more than one array may have here. */
const SWEEP = declareBase({
  dataset: { kind: "digits", trainExamples: 200 },
  model: { kind: "fully-connected", hidden: [20, 20], normalization: "batch", keepRatio: 0.8 },
  schedule: "cosine",
});

Deno.test({
  name: "experiment --engine slurm gives the bytes of a local run by one worker",
  ignore,
  async fn() {
    await using place = await createWorkplace();
    await using _cluster = await startSlurmCluster(place.path);
    await place.write("experiments/sweep.ts", SWEEP);
    const local = await place.run("experiment", "sweep", "--workers", "1", "--out", "local");
    assertEquals([local.status, local.complaints], [0, ""]);
    const flags = [
      "--engine",
      "slurm",
      "--partition",
      "normal",
      "--time",
      "10",
      "--account",
      "ada",
    ];
    const remote = await place.run("experiment", "sweep", ...flags, "--out", "remote");
    assertEquals([remote.status, remote.complaints], [0, ""]);
    assertStringIncludes(remote.out, "4 to make, 160 steps, by Slurm");
    await assertSameRuns(
      join(place.path, "remote/sweep/runs"),
      join(place.path, "local/sweep/runs"),
    );
    assertEquals(await filesBelow(join(place.path, "remote/.slurm")), []);
  },
});

Deno.test({
  name: "experiment --engine slurm refuses what Slurm refuses, and says why",
  ignore,
  async fn() {
    await using place = await createWorkplace();
    await using _cluster = await startSlurmCluster(place.path);
    await place.write("experiments/sweep.ts", SWEEP);
    const refusals: [string[], RegExp][] = [
      [
        ["--engine", "slurm", "--partition", "none"],
        /^error: --engine: slurm refuses the array: .*invalid partition/,
      ],
      [
        ["--engine", "slurm", "--time", "1\n#"],
        /^error: --time: cannot be "1\\n#"; wanted a word$/m,
      ],
      [["--engine", "slurm", "--tls-ca", "ca.pem"], /^error: --tls-ca: is for --engine nats/],
      [["--time", "10"], /^error: --time: is for --engine slurm$/m],
    ];
    for (const [flags, complaint] of refusals) {
      const { status, complaints } = await place.run("experiment", "sweep", ...flags);
      assertEquals(status, 2, complaints);
      assertMatch(complaints, complaint);
    }
  },
});
