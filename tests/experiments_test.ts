import { assert, assertEquals } from "@std/assert";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { loadDataset } from "@samebit/datasets";
import { createDataFolder, planExperiment } from "@samebit/experiment";
import { execute } from "@samebit/solver";
import { createReferenceKernels } from "@samebit/tensors";
import { ROOT } from "./command_line.ts";

const STEPS = 3;

const names = (await Array.fromAsync(Deno.readDir(join(ROOT, "experiments"))))
  .map(({ name }) => name)
  .filter((name) => name.endsWith(".ts"))
  .sort();

for (const name of names) {
  const file = join(ROOT, "experiments", name);

  Deno.test(`${name} checks, expands and survives a JSON round trip`, async () => {
    const { default: declared } = await import(pathToFileURL(file).href) as { default: unknown };
    assertEquals(JSON.parse(JSON.stringify(declared)), declared);
    const { experiment, runs, slug } = await planExperiment(file, { dataDir: "data" });
    assertEquals(experiment, declared);
    assertEquals(`${slug}.ts`, name);
    assertEquals(new Set(runs.map(({ folder }) => folder)).size, runs.length);
  });

  Deno.test(`${name} trains for a few steps`, async () => {
    const { runs: [{ plan }] } = await planExperiment(file, { dataDir: "data" });
    const dataset = await loadDataset(plan.dataset, createDataFolder("data"));
    const losses: number[] = [];
    for (const event of execute(plan, dataset, createReferenceKernels("float32"))) {
      if (event.kind === "step") losses.push(event.row.trainLoss);
      if (losses.length === STEPS) break;
    }
    assertEquals(losses.length, STEPS);
    assert(losses.every((loss) => loss > 0 && Number.isFinite(loss)), String(losses));
  });
}

for (const slug of ["overfit-three-layer", "overfit-five-layer"]) {
  Deno.test(`${slug} classifies all its training examples within 20 epochs by any seed`, async () => {
    const file = join(ROOT, "experiments", `${slug}.ts`);
    const { runs } = await planExperiment(file, { dataDir: "data" });
    const dataset = await loadDataset(runs[0].plan.dataset, createDataFolder("data"));
    assertEquals(dataset.train.count, 50);
    const best = runs.map(({ plan }) => {
      const accuracies: number[] = [];
      for (const event of execute(plan, dataset, createReferenceKernels("float32"))) {
        if (event.kind === "epoch") accuracies.push(event.row.trainAccuracy);
      }
      assertEquals(accuracies.length, 21);
      return Math.max(...accuracies);
    });
    assertEquals(best, [1, 1, 1]);
  });
}
