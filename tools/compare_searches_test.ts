import { assert, assertEquals } from "@std/assert";
import { loadDataset } from "@samebit/datasets";
import type { Experiment } from "@samebit/experiment";
import type { Search } from "@samebit/search";
import { execute } from "@samebit/solver";
import { createDataFolder } from "@samebit/store";
import { planOn } from "@samebit/sweep";
import { createReferenceKernels } from "@samebit/tensors";
import { costOf, searchesOf, searchOnce, Trainer, Training } from "./compare_searches.ts";

const EXPERIMENT: Experiment = {
  title: "Rates",
  question: "Which?",
  expectation: "One of them",
  base: {
    dataset: { kind: "digits", trainExamples: 40, validationExamples: 20, testExamples: 20 },
    model: { kind: "fully-connected", hidden: [8] },
    optimizer: { kind: "sgd", learningRate: 0.01 },
    batchSize: 20,
    epochs: 9,
  },
  tune: { "optimizer.learningRate": { range: "log", from: 1e-3, to: 1 } },
  seeds: [1, 2],
};

Deno.test("searchesOf gives each search as many trials as the budget allows", () => {
  const searches = searchesOf(EXPERIMENT, 9);
  const costs = Object.entries(searches).map(([kind, search]) =>
    [kind, costOf({ ...EXPERIMENT, search })] as const
  );
  for (const [kind, cost] of costs) assert(cost > 70 && cost <= 81, `${kind} costs ${cost}`);
  const { trials } = searches["halving"] as Extract<Search, { kind: "halving" }>;
  assert(costOf({ ...EXPERIMENT, search: { kind: "halving", trials: trials + 1 } }) > 81);
});

Deno.test("searchOnce trains a run once, and no further than it is asked to", async () => {
  let begun = 0;
  let epochs = 0;
  const search: Search = { kind: "halving", trials: 3 };
  const experiment = { ...EXPERIMENT, search };
  const folder = createDataFolder("no-such-folder");
  const dataset = await loadDataset(
    {
      kind: "digits",
      preprocess: "none",
      trainExamples: 40,
      validationExamples: 20,
      testExamples: 20,
      splitSeed: 0,
    },
    folder,
  );
  const kernels = createReferenceKernels("float32");
  const trainer = new Trainer((run) => {
    begun++;
    const events = execute(run.plan, dataset, kernels);
    return new Training(function* () {
      for (let next = events.next();; next = events.next()) {
        if (next.done) return next.value;
        if (next.value.kind === "epoch" && next.value.row.epoch > 0) epochs++;
        yield next.value;
      }
    }());
  });
  const sizes = { shape: [64], outputs: 10, train: 40, validation: 20 };
  const planned = planOn("rates", experiment, () => ({ hash: dataset.hash, sizes }));
  const result = await searchOnce(planned, trainer);
  assertEquals([result.epochs, result.trials], [15, 3]);
  assert(result.validation > 0 && result.test > 0);
  // Three trials to epoch 3, one of them to epoch 9; what is chosen with two seeds.
  assertEquals([begun, epochs], [5, 15 + 18]);
  await searchOnce(planned, trainer);
  assertEquals(begun, 5);
});
