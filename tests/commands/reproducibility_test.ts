import { SAME_EVERYWHERE } from "@samebit/runlog";
import { assert, assertEquals, assertNotEquals, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import { createWorkplace, filesBelow } from "../command_line.ts";
import { declareBase } from "../sample_experiment.ts";

/** Everything that a network can have beside its weights, in a few steps. */
const RICH = declareBase({
  model: { kind: "fully-connected", hidden: [10, 10], normalization: "batch", keepRatio: 0.5 },
  l2: 0.01,
  schedule: "cosine",
  clipping: { kind: "global-norm", limit: 1 },
  sampling: "with-replacement",
  evaluation: { layers: { every: 3 }, predictions: true, states: true },
  augmentation: { kind: "images", flip: true, shift: 1 },
  averaging: { kind: "exponential", decay: 0.4 },
});

/** How many such files a run has: the importance of columns is of tables alone. */
const OF_IMAGES = SAME_EVERYWHERE.length - 1;

/** The bytes of the files below a folder that are the same everywhere, by path. */
async function sameBytesBelow(folder: string): Promise<Map<string, Uint8Array>> {
  const files = (await filesBelow(folder))
    .filter((path) => SAME_EVERYWHERE.includes(path.split("/").at(-1)!));
  return new Map(
    await Promise.all(
      files.map(async (file) => [file, await Deno.readFile(join(folder, file))] as const),
    ),
  );
}

function assertSameBytes(a: Map<string, Uint8Array>, b: Map<string, Uint8Array>): void {
  assertEquals([...a.keys()], [...b.keys()]);
  for (const [path, bytes] of a) {
    assert(bytes.length > 0, path);
    assertEquals(b.get(path), bytes, path);
  }
}

Deno.test("experiment gives the same bytes by one worker and by two, and runs nothing twice", async () => {
  await using place = await createWorkplace();
  await place.write("experiments/rich.ts", RICH);
  const runs = [];
  for (const workers of ["1", "2"]) {
    const out = `out-${workers}`;
    const args = ["rich", "--workers", workers, "--out", out];
    const { status, complaints } = await place.run("experiment", ...args);
    assertEquals([status, complaints], [0, ""]);
    runs.push(join(place.path, out, "rich/runs"));
  }
  const [one, two] = await Promise.all(runs.map(sameBytesBelow));
  assertEquals(one.size, 4 * OF_IMAGES);
  assertSameBytes(one, two);

  const statesOf = async (folder: string) =>
    await Promise.all((await filesBelow(folder)).map(async (path) => {
      const { mtime, ino } = await Deno.stat(join(folder, path));
      return [path, mtime?.getTime(), ino];
    }));
  const before = await statesOf(runs[1]);
  const again = await place.run("experiment", "rich", "--out", "out-2");
  assertEquals(again.status, 0);
  assertStringIncludes(again.out, "4 already done, skipping");
  assertEquals(await statesOf(runs[1]), before);
});

Deno.test("experiment gives the same bytes by every backend, and other bytes by another seed", async () => {
  await using place = await createWorkplace();
  await place.write("experiments/rich.ts", RICH);
  const found = [];
  for (const backend of ["reference", "wasm"]) {
    const { status } = await place.run(
      "experiment",
      "rich",
      "--backend",
      backend,
      "--out",
      backend,
    );
    assertEquals(status, 0);
    found.push(await sameBytesBelow(join(place.path, backend, "rich/runs")));
  }
  const [reference, wasm] = found;
  assertEquals(reference.size, 4 * OF_IMAGES);
  assertSameBytes(reference, wasm);
  const weights = [...reference].filter(([path]) => /sgd.*weights-final/.test(path));
  assertEquals(weights.length, 2);
  assertNotEquals(weights[0][1], weights[1][1]);
});

Deno.test("experiment --accumulate gives the same bytes from minibatches in pieces, or says what forbids it", async () => {
  await using place = await createWorkplace();
  const model = {
    kind: "fully-connected",
    hidden: [10, 10],
    normalization: "layer",
    keepRatio: 0.5,
  };
  await place.write("experiments/pieces.ts", declareBase({ model, l2: 0.01 }));
  const found = [];
  for (const pieces of [[], ["--accumulate", "3"]]) {
    const out = `out-${pieces.length}`;
    const { status, complaints } = await place.run("experiment", "pieces", "--out", out, ...pieces);
    assertEquals([status, complaints], [0, ""]);
    found.push(await sameBytesBelow(join(place.path, out, "pieces/runs")));
  }
  assertSameBytes(found[0]!, found[1]!);

  await place.write("experiments/rich.ts", RICH);
  const batchNorm = declareBase({ model: { ...model, normalization: "batch" } });
  await place.write("experiments/batch.ts", batchNorm);
  for (
    const [name, says] of [
      ["rich", "evaluation.layers.every cannot be above 0"],
      ["batch", "error: --accumulate: experiments/batch.ts: sgd, seed 1: batchNorm1"],
    ] as const
  ) {
    const { status, out, complaints } = await place.run("experiment", name, "--accumulate", "2");
    assertEquals([status, out], [2, ""]);
    assertStringIncludes(complaints, says);
  }
  assertEquals((await filesBelow(place.path)).filter((path) => path.startsWith("reports/")), []);
});
