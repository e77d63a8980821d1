import { assert, assertEquals } from "@std/assert";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type DatasetKind, loadDataset } from "@samebit/datasets";
import { expand, type Experiment, planRun } from "@samebit/experiment";
import { execute, type Plan } from "@samebit/solver";
import { createTargetMap, type Dataset } from "@samebit/splits";
import { createDataFolder } from "@samebit/store";
import { planExperiment, readExperimentFile } from "@samebit/sweep";
import { createReferenceKernels, createWasmKernels, type Kernels } from "@samebit/tensors";
import { acceptsExperiment, schemaFaults } from "../tools/testing_schemas.ts";
import { ROOT } from "./command_line.ts";

const STEPS = 3;

/** The most examples of a data set that is made up: epoch 0 measures all of them. */
const MANY = 100;

/** The largest minibatch: the course's convnets take seconds for a step of theirs. */
const MOST_ROWS = 16;

/** The kinds of data that do not come with the repository. */
type ForeignKind = Exclude<DatasetKind, "digits" | "numpy-legacy">;

/** The shape of their examples and the number of their classes, to make such data up. */
const SIZES: Readonly<Record<ForeignKind, readonly [readonly number[], number]>> = {
  cifar10: [[3, 32, 32], 10],
  cifar100: [[3, 32, 32], 100],
  mnist: [[28, 28], 10],
  "fashion-mnist": [[28, 28], 10],
  csv: [[4], 3],
  arrays: [[8, 8], 10],
  images: [[3, 8, 8], 10],
};

const names = (await Array.fromAsync(Deno.readDir(join(ROOT, "experiments"))))
  .map(({ name }) => name)
  .filter((name) => name.endsWith(".ts"))
  .sort();

for (const name of names) {
  const file = join(ROOT, "experiments", name);

  const { default: declared } = await import(pathToFileURL(file).href) as { default: Experiment };

  Deno.test(`${name} checks, expands and survives a JSON round trip`, async () => {
    assertEquals(JSON.parse(JSON.stringify(declared)), declared);
    const experiment = await readExperimentFile(file);
    assertEquals(experiment, declared);
    assert(acceptsExperiment(declared), schemaFaults());
    const runs = expand(experiment).map((run) => planRun(run, "of any data"));
    assertEquals(new Set(runs.map(({ folder }) => folder)).size, runs.length);
  });

  Deno.test(`${name} claims something of variants that it has`, () => {
    const variants = new Set(expand(declared).map(({ variant }) => variant));
    const claims = declared.claims ?? [];
    assert(claims.length > 0, "there is no claim");
    const named = claims.flatMap((
      { lower, higher, near, than },
    ) => [lower ?? higher ?? near, than]);
    const unknown = named.filter((side) => typeof side === "string" && !variants.has(side));
    assertEquals(unknown, []);
  });

  Deno.test(`${name} trains for a few steps`, async () => {
    const [{ plan: { batchSize, ...rest } }] = expand(declared);
    const plan = { ...rest, batchSize: Math.min(batchSize, MOST_ROWS) };
    const dataset = await dataFor(plan);
    const losses: number[] = [];
    for (const event of execute(plan, dataset, kernelsFor(plan))) {
      if (event.kind === "step") losses.push(event.row.trainLoss);
      if (losses.length === STEPS) break;
    }
    assert(losses.length > 0);
    assert(losses.every((loss) => loss > 0 && Number.isFinite(loss)), String(losses));
  });
}

/** The fastest kernels that every machine has. */
function kernelsFor({ precision }: Plan): Kernels {
  return precision === "float32" ? createWasmKernels() : createReferenceKernels(precision);
}

/** The data of a plan; made up where they do not come with the repository. */
async function dataFor({ dataset: config }: Plan): Promise<Dataset> {
  if (config.kind === "digits" || config.kind === "numpy-legacy") {
    return await loadDataset(config, createDataFolder("data"));
  }
  const [shape, classes] = SIZES[config.kind];
  const features = shape.reduce((product, size) => product * size);
  const count = config.trainExamples === "all" ? MANY : Math.min(config.trainExamples, MANY);
  const names = config.kind === "csv" ? config.targets.map(String) : [];
  const targets = Float64Array.from({ length: count * names.length }, (_, i) => i * i % 17 - 8);
  const isRegression = names.length > 0;
  const split = {
    values: Uint8Array.from({ length: count * features }, (_, i) => i * i % 251),
    labels: Uint16Array.from({ length: count }, (_, i) => i % classes),
    ...(isRegression && { targets }),
    count,
  };
  return {
    kind: `made up, as large as ${config.kind}`,
    features,
    shape,
    classes: Array.from({ length: classes }, (_, i) => String(i)),
    ...(isRegression && { targets: createTargetMap(targets, names) }),
    hash: "",
    warnings: [],
    offset: new Float32Array(features).fill(125),
    factor: new Float32Array(features).fill(1),
    train: split,
    validation: { ...split, count: 10 },
    test: split,
  };
}

for (const slug of ["overfit-three-layer", "overfit-five-layer"]) {
  Deno.test(`${slug} classifies all its training examples within 20 epochs by any seed`, async () => {
    const file = join(ROOT, "experiments", `${slug}.ts`);
    const { runs } = await planExperiment(file, { dataDir: "data" });
    const dataset = await loadDataset(runs[0].plan.dataset, createDataFolder("data"));
    assertEquals(dataset.train.count, 50);
    const best = runs.map(({ plan }) => {
      const accuracies: number[] = [];
      for (const event of execute(plan, dataset, kernelsFor(plan))) {
        if (event.kind === "epoch") accuracies.push(event.row.trainAccuracy!);
      }
      assertEquals(accuracies.length, 21);
      return Math.max(...accuracies);
    });
    assertEquals(best, [1, 1, 1]);
  });
}
