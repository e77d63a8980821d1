import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import { BadInput } from "@samebit/input";
import { experimentRecord, planExperiment, type PlannedExperiment } from "./plan_experiment.ts";
import { type Draft, spoiled } from "@samebit/experiment/testing";

/** Plans the small experiment, changed so, with these data files. */
async function planned(
  change: (draft: Draft) => void,
  { data = {}, seeds, name = "x.ts" }: {
    readonly data?: Readonly<Record<string, string>>;
    readonly seeds?: readonly number[];
    readonly name?: string;
  } = {},
): Promise<PlannedExperiment> {
  const folder = await Deno.makeTempDir();
  try {
    const file = join(folder, name);
    await Deno.writeTextFile(file, `export default ${JSON.stringify(spoiled(change))}`);
    for (const [name, text] of Object.entries(data)) {
      await Deno.writeTextFile(join(folder, name), text);
    }
    return await planExperiment(file, { dataDir: folder, ...(seeds !== undefined && { seeds }) });
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** What planning is refused for, without the file's folder. */
async function refusalOf(...args: Parameters<typeof planned>): Promise<string> {
  const { message } = await assertRejects(() => planned(...args), BadInput);
  return message.slice(message.indexOf("x.ts"));
}

const csv = (draft: Draft) => {
  draft.base.dataset = { kind: "csv", file: "x.csv", validationExamples: 2, testExamples: 2 };
  draft.base.batchSize = 2;
};

const TABLE = "a,b,kind\n1,2,u\n3,4,v\n5,6,u\n7,8,v\n9,1,u\n2,3,v\n";

Deno.test("planExperiment plans every run with folder, identity, steps and sizes", async () => {
  const { slug, runs, warnings } = await planned(() => {}, { name: "two-rates.ts" });
  assertEquals(slug, "two-rates");
  assertEquals(runs.map(({ variant, seed }) => `${variant} ${seed}`), [
    "slow 1",
    "slow 2",
    "fast 1",
    "fast 2",
  ]);
  assertEquals(new Set(runs.map(({ identity }) => identity)).size, 4);
  assertEquals(new Set(runs.map(({ folder }) => folder)).size, 4);
  assertEquals(new Set(runs.map(({ dataHash }) => dataHash)).size, 1);
  assertEquals(runs.map(({ totalSteps }) => totalSteps), [4, 4, 4, 4]);
  assertEquals(runs[0]!.sizes, { shape: [8, 8], outputs: 10, train: 40, validation: 20 });
  assertEquals(warnings, []);
});

Deno.test("planExperiment gives variants that come to the same plan one run", async () => {
  const { runs } = await planned((draft) => {
    delete draft.claims;
    draft.compare = { variant: { omitted: {}, given: { l2: 0 }, other: { l2: 1 } } };
    draft.seeds = [1];
  });
  assertEquals(runs.map(({ variant }) => variant), ["omitted", "given", "other"]);
  assertEquals(runs[0]!.identity, runs[1]!.identity);
  assertEquals(runs[0]!.folder, runs[1]!.folder);
  assert(runs[0]!.folder.startsWith("runs/omitted-seed1-"));
  assert(runs[2]!.folder !== runs[0]!.folder);
});

Deno.test("planExperiment takes seeds from its caller instead of the file's", async () => {
  const both = await planned(() => {});
  const { runs, experiment } = await planned(() => {}, { seeds: [2] });
  assertEquals(experiment.seeds, [2]);
  assertEquals(runs.map(({ identity }) => identity), [
    both.runs[1]!.identity,
    both.runs[3]!.identity,
  ]);
});

Deno.test("experimentRecord holds what a page needs, and survives a JSON round trip", async () => {
  const small = await planned(() => {});
  const record = experimentRecord(small, small.runs);
  assertEquals(record.slug, "x");
  assertEquals(record.title, "Two rates");
  assertEquals<unknown>(record.declaration, spoiled(() => {}));
  assertEquals(Object.keys(record.runs[0]!), [
    "variant",
    "compared",
    "tuned",
    "seed",
    "identity",
    "folder",
  ]);
  assertEquals(JSON.parse(JSON.stringify(record)), record);
});

Deno.test("planExperiment refuses a file whose name is not a slug", async () => {
  for (const name of ["Update.ts", "a_b.ts", "a--b.ts", "x.js", `${"a".repeat(61)}.ts`]) {
    const error = await assertRejects(() => planned(() => {}, { name }), BadInput);
    assertStringIncludes(
      error.message,
      `${name}: is not a name for an experiment; wanted lower-case`,
    );
  }
});

Deno.test("planExperiment refuses splits larger than the data, where they were written", async () => {
  assertEquals(
    await refusalOf((draft) => draft.base.dataset.trainExamples = 1758),
    "x.ts: base.dataset: Cannot split 1797 examples: testExamples 20 and validationExamples 20 " +
      "leave 1757 to train on, trainExamples is 1758",
  );
  const compared = await refusalOf((draft) => {
    delete draft.claims;
    draft.compare = { "dataset.testExamples": [10, 2000] };
  });
  assertStringIncludes(
    compared,
    "x.ts: compare.dataset.testExamples.2000: Cannot split 1797 examples",
  );
});

Deno.test("planExperiment refuses a shuffled minibatch larger than the training split", async () => {
  const message = "cannot be 41, more than the 40 training examples; " +
    'wanted fewer, or sampling: "with-replacement"';
  assertEquals(
    await refusalOf((draft) => draft.base.batchSize = 41),
    `x.ts: base.batchSize: ${message}`,
  );
  assertEquals(
    await refusalOf((draft) => draft.tune = { batchSize: [40, 41] }),
    `x.ts: tune.batchSize.41: ${message}`,
  );
  const { runs } = await planned((draft) => {
    draft.base.batchSize = 41;
    draft.base.sampling = "with-replacement";
  });
  assertEquals(runs[0]!.totalSteps, 2);
});

Deno.test("planExperiment refuses networks and minibatches that no memory holds", async () => {
  assertEquals(
    await refusalOf((draft) => draft.base.model.hidden = [8, 1e9]),
    "x.ts: base.model.hidden: comes to 19000000530 parameters on 64 features; wanted at most 268435456",
  );
  assertEquals(
    await refusalOf((draft) => {
      draft.base.sampling = "with-replacement";
      draft.base.batchSize = 1e12;
    }),
    "x.ts: base.batchSize: comes to 64000000000000 numbers of inputs; wanted at most 268435456",
  );
});

Deno.test("planExperiment reads tables from the data folder and names what is wrong with one", async () => {
  const { runs } = await planned(csv, { data: { "x.csv": TABLE } });
  assertEquals(runs[0]!.sizes, { shape: [2], outputs: 2, train: 2, validation: 2 });
  assertStringIncludes(await refusalOf(csv), 'x.ts: base.dataset: Cannot read data file "x.csv"');
  assertStringIncludes(
    await refusalOf(csv, { data: { "x.csv": TABLE.replace("7,8", "7,eight") } }),
    'x.ts: base.dataset: Cannot read x.csv, line 5, column 2 (b): "eight" is not a number',
  );
});

Deno.test("planExperiment refuses to augment examples that are not images", async () => {
  const message = await refusalOf((draft) => {
    csv(draft);
    draft.base.augmentation = { kind: "images", flip: true };
  }, { data: { "x.csv": TABLE } });
  assertEquals(
    message,
    "x.ts: base.augmentation: Cannot augment examples of shape [2]: " +
      "wanted images, [channels, height, width] or [height, width]",
  );
});

Deno.test("planExperiment refuses data in float64 for a run in float32", async () => {
  const legacy = (draft: Draft) => {
    delete draft.claims;
    draft.base.batchSize = 2;
    draft.base.dataset = { kind: "numpy-legacy", seed: 1, examples: 2, features: 3, classes: 2 };
  };
  assertEquals(
    await refusalOf(legacy),
    'x.ts: base.precision: cannot be "float32" on data in float64; wanted "float64"',
  );
  const { runs } = await planned((draft) => {
    legacy(draft);
    draft.base.precision = "float64";
  });
  assertEquals(runs[0]!.sizes, { shape: [3], outputs: 2, train: 2, validation: 2 });
});
