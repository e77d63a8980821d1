/**
 * A new kind is one file and its entry in a registry: in a copy of the tree each is added so, and
 * types, checks, plans and the loop know it.
 */
import { assertEquals, assertStringIncludes } from "@std/assert";
import { dirname, join } from "node:path";
import { filesBelow, ROOT } from "../command_line.ts";

/** A new kind: its file, and the registry in which it is entered. */
interface Addition {
  readonly file: string;
  readonly text: string;
  readonly registry: string;
  /** The table there, up to its opening brace. */
  readonly table: string;
  readonly name: string;
}

const RULE: Addition = {
  file: "packages/optimizers/lazy.ts",
  registry: "packages/optimizers/registry.ts",
  table: "export const OPTIMIZERS = {",
  name: "lazy",
  text: `
import { type ConfigOf, FRACTION } from "@samebit/input";
import type { Kernels } from "@samebit/tensors";
import { LEARNING_RATE, type OptimizerKind, type Rule } from "./optimizer.ts";

const FIELDS = {
  learningRate: { ...LEARNING_RATE, example: 1e-2 },
  laziness: { holds: FRACTION, default: 0.5, about: "The share of a step that is not made" },
} as const;

/** Gradient descent that makes a part of each step. */
export const lazy: OptimizerKind<typeof FIELDS> = { fields: FIELDS, create };

function create({ laziness }: ConfigOf<"lazy", typeof FIELDS>, kernels: Kernels): Rule {
  return {
    state: {},
    update: ({ values, gradients, rate, length }) =>
      kernels.sgd(values, gradients, rate * (1 - laziness), length),
  };
}
`,
};

const DATASET: Addition = {
  file: "packages/datasets/stripes.ts",
  registry: "packages/datasets/registry.ts",
  table: "export const DATASETS = {",
  name: "stripes",
  text: `
import { type ConfigOf, FROM_1 } from "@samebit/input";
import { createDataset, type Dataset, type DatasetLoader, IMAGE_PREPROCESS_FIELD, SPLIT_SEED, TEST_EXAMPLES, TRAIN_EXAMPLES, VALIDATION_EXAMPLES } from "@samebit/splits";

const FIELDS = {
  width: { holds: FROM_1, default: 4, about: "Pixels in a line" },
  preprocess: { ...IMAGE_PREPROCESS_FIELD, default: "none" },
  trainExamples: TRAIN_EXAMPLES,
  validationExamples: { ...VALIDATION_EXAMPLES, default: 10 },
  testExamples: { ...TEST_EXAMPLES, default: 10 },
  splitSeed: SPLIT_SEED,
} as const;

/** Lines of pixels, one of them dark. */
export const stripes: DatasetLoader<"stripes", typeof FIELDS> = { fields: FIELDS, load };

function load(config: ConfigOf<"stripes", typeof FIELDS>): Promise<Dataset> {
  const { width } = config;
  const labels = Uint16Array.from({ length: 40 }, (_, i) => i % width);
  const values = Uint8Array.from({ length: 40 * width }, (_, i) =>
    i % width === labels[Math.floor(i / width)] ? 1 : 0);
  const classes = Array.from({ length: width }, (_, i) => String(i));
  return Promise.resolve(createDataset({ shape: [width], values, labels, classes }, config));
}
`,
};

const SCHEDULE: Addition = {
  file: "packages/optimizers/schedules/halves.ts",
  registry: "packages/optimizers/schedules/registry.ts",
  table: "export const SCHEDULES = {",
  name: "halves",
  text: `
import { type ConfigOf, FROM_1 } from "@samebit/input";
import { type ScheduleKind, type SchedulePosition, WARMUP_STEPS } from "./schedule.ts";

const FIELDS = {
  warmupSteps: WARMUP_STEPS,
  until: { holds: FROM_1, default: 1, about: "The last epoch with the whole learning rate" },
} as const;

/** Half the learning rate after an epoch. */
export const halves: ScheduleKind<typeof FIELDS> = {
  fields: FIELDS,
  factorAt({ until }: ConfigOf<string, typeof FIELDS>, { epoch }: SchedulePosition): number {
    return epoch > until ? 0.5 : 1;
  },
};
`,
};

const SEARCH: Addition = {
  file: "packages/search/twice_search.ts",
  registry: "packages/search/registry.ts",
  table: "export const SEARCHES = {",
  name: "twice",
  text: `
import { type SearchKind, SEED, SEEDS, TRIALS } from "./search.ts";
import { Trials } from "./strategy.ts";

const FIELDS = { trials: TRIALS, seed: SEED, seeds: SEEDS } as const;

/** Random search in two rounds. */
export const twice: SearchKind<typeof FIELDS> = {
  fields: FIELDS,
  otherwise: () => ({ seeds: 1 }),
  *create(space, { trials, seed }) {
    const drawn = new Trials(space, seed, trials);
    yield drawn.draw(Math.ceil(trials / 2)).map((trial) => ({ trial }));
    yield drawn.draw(Math.floor(trials / 2)).map((trial) => ({ trial }));
  },
  rounds: (_space, { trials }, epochs) => [
    { trials: Math.ceil(trials / 2), fromEpoch: 0, toEpoch: epochs },
    { trials: Math.floor(trials / 2), fromEpoch: 0, toEpoch: epochs },
  ],
};
`,
};

const ACTIVATION: Addition = {
  file: "packages/layers/same.ts",
  registry: "packages/layers/activations.ts",
  table: "export const ACTIVATIONS = {",
  name: "same",
  text: `
import { type ConfigOf, POSITIVE } from "@samebit/input";
import { sizeOf } from "@samebit/tensors";
import type { LayerKind } from "./layer.ts";

const FIELDS = { factor: { holds: POSITIVE, default: 1, about: "What x is multiplied by" } } as const;

/** y = factor·x. */
export const same: LayerKind<typeof FIELDS> = {
  fields: FIELDS,
  declare: (_config, inputShape) => ({ outputShape: inputShape, parameters: [], multiplications: 0 }),
  create({ factor }: ConfigOf<string, typeof FIELDS>, context) {
    const { kernels, maxRows, inputShape, parameters, name } = context;
    const features = sizeOf(inputShape);
    const output = kernels.allocate(maxRows * features);
    const xGrad = kernels.allocate(maxRows * features);
    return {
      name: name("same"),
      inputShape,
      outputShape: inputShape,
      activation: { rectified: false },
      parameters,
      state: [],
      output,
      xGrad,
      forward(x, rows) {
        for (let i = 0; i < rows * features; i++) output[i] = factor * x[i]!;
        return output;
      },
      backward(yGrad, rows) {
        for (let i = 0; i < rows * features; i++) xGrad[i] = factor * yGrad[i]!;
        return xGrad;
      },
    };
  },
};
`,
};

const NETWORK: Addition = {
  file: "packages/networks/funnel.ts",
  registry: "packages/networks/registry.ts",
  table: "export const NETWORKS = {",
  name: "funnel",
  text: `
import { type ConfigOf, FROM_1 } from "@samebit/input";
import { designLayer, type LayerConfig } from "@samebit/layers";
import { sizeOf } from "@samebit/tensors";
import type { NetworkKind } from "./network_kind.ts";
import { ACTIVATION } from "./network_parts.ts";

const FIELDS = {
  mouth: { holds: FROM_1, example: 64, about: "Units of the first hidden layer" },
  depth: { holds: FROM_1, default: 2, about: "Hidden layers, each of half the units of the last" },
  activation: { holds: ACTIVATION, default: "tanh", about: "What follows each hidden layer" },
} as const;

/** Hidden layers that become narrower. */
export const funnel: NetworkKind<typeof FIELDS> = {
  fields: FIELDS,
  about: "Hidden layers, each of half the units of the one before.",
  sizedBy: "mouth",
  arrange({ mouth, depth, activation }: ConfigOf<string, typeof FIELDS>, inputShape, outputs, own) {
    const hidden = Array.from({ length: depth }, (_, i) => Math.ceil(mouth / 2 ** i));
    const layers = [...hidden, outputs].flatMap((units, i) => {
      const affine: LayerConfig = { kind: "affine", outputs: units, bias: true };
      const all = i === depth ? [affine] : [affine, activation];
      return all.map((layer) => ({ number: i + 1, design: designLayer(layer, own) }));
    });
    return { inputShape: [sizeOf(inputShape)], layers };
  },
};
`,
};

/**
 * What a layer and a network have besides: samples on which its gradients are checked, and of a layer
 * its form for others.
 */
const ASKED = [
  {
    file: "packages/gradients/gradient_samples.ts",
    table: '  "relu":',
    entry: '"same": [{ kind: "same", factor: 2 }],',
  },
  {
    file: "packages/gradients/gradient_samples.ts",
    table:
      'const NETWORK_SAMPLES: { readonly [K in NetworkConfig["kind"]]: () => NetworkSample[] } = {',
    entry: '"funnel": () => [{ config: { kind: "funnel", mouth: 4, depth: 2, ' +
      'activation: { kind: "tanh" } }, purpose: IMAGE_PURPOSE }],',
  },
  {
    file: "packages/exports/onnx/layers.ts",
    table: "const WRITERS: Writers = {",
    entry: '"same": (x) => x,',
  },
  {
    file: "packages/exports/pytorch/modules.ts",
    table: "const MODULES: Modules = {",
    entry: '"same": () => ({ code: "nn.Identity()", tensors: [] }),',
  },
];

/** Uses what was added, in types and at run time; made in the copy. */
const USE = `
import { checkExperiment, type Experiment, expand, roundsOf } from "@samebit/experiment";
import { loadDataset } from "@samebit/datasets";
import { execute } from "@samebit/solver";
import { createReferenceKernels } from "@samebit/tensors";

const experiment: Experiment = {
  title: "Kinds of one file and one line",
  question: "Are they known?",
  expectation: "Yes",
  base: {
    dataset: { kind: "stripes", width: 5 },
    model: { kind: "funnel", mouth: 6, activation: "same" },
    optimizer: { kind: "lazy", learningRate: 0.1 },
    schedule: { kind: "halves", until: 2 },
    epochs: 3,
    batchSize: 10,
  },
  compare: { "optimizer.laziness": [0, 0.25], "model.depth": [3, 1] },
  tune: { "schedule.until": [1, 2, 3] },
  search: { kind: "twice", trials: 3 },
  seeds: [1],
};
const [run] = expand(checkExperiment(experiment, "use.ts"));
const { plan } = run!;
const dataset = await loadDataset(plan.dataset, { readFile: () => Promise.reject(new Error()) });
const events = [...execute(plan, dataset, createReferenceKernels("float32"))];
let refused = "";
try {
  const optimizer = { kind: "lazy", learningRate: 0.1, laziness: 1, laziest: 2 };
  const model = { kind: "funnel", mouth: 0 };
  const base = { ...experiment.base, optimizer, model };
  checkExperiment({ ...experiment, compare: {}, base }, "use.ts");
} catch (error) {
  refused = String(error);
}
console.log(JSON.stringify({
  dataset: plan.dataset,
  model: plan.model,
  optimizer: plan.optimizer,
  schedule: plan.schedule,
  rounds: roundsOf(experiment).map(({ trials }) => trials),
  steps: events.filter(({ kind }) => kind === "step").length,
  refused,
}));
`;

async function withCopy(body: (root: string) => Promise<void>): Promise<void> {
  const root = await Deno.makeTempDir({ prefix: "samebit-" });
  try {
    for (const folder of ["packages", "tools/std"]) {
      for (const path of await filesBelow(join(ROOT, folder))) {
        if (!/\.(tsx?|json)$/.test(path) || path.endsWith("_test.ts")) continue;
        const copy = join(root, folder, path);
        await Deno.mkdir(dirname(copy), { recursive: true });
        await Deno.copyFile(join(ROOT, folder, path), copy);
      }
    }
    for (const name of ["deno.json", "deno.lock"]) {
      await Deno.copyFile(join(ROOT, name), join(root, name));
    }
    await body(root);
  } finally {
    await Deno.remove(root, { recursive: true });
  }
}

/** One file, and in the registry an import and a member of the table. */
async function add(root: string, { file, text, registry, table, name }: Addition): Promise<void> {
  await Deno.writeTextFile(join(root, file), text);
  const path = join(root, registry);
  const before = await Deno.readTextFile(path);
  assertStringIncludes(before, table);
  const local = `./${file.slice(dirname(registry).length + 1)}`;
  const entered = before.replace(table, `${table} ${name},`);
  await Deno.writeTextFile(path, `import { ${name} } from "${local}";\n${entered}`);
}

async function deno(root: string, ...args: string[]): Promise<{ code: number; output: string }> {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args,
    cwd: root,
    env: { NO_COLOR: "1" },
  }).output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { code, output: text(stdout) + (code === 0 ? "" : text(stderr)) };
}

Deno.test("a rule, a schedule, a data set, a search, an activation and a network are a file and an entry each", async () => {
  await withCopy(async (root) => {
    for (const addition of [RULE, SCHEDULE, DATASET, SEARCH, ACTIVATION, NETWORK]) {
      await add(root, addition);
    }
    await Deno.writeTextFile(join(root, "use.ts"), USE);
    // What else a layer is asked for, the compiler names.
    const asked = await deno(root, "check", "--quiet", "packages/cli/main.ts");
    assertEquals(asked.output.match(/\[ERROR\]/g)?.length, ASKED.length, asked.output);
    for (const { file, table, entry } of ASKED) {
      assertStringIncludes(asked.output, file);
      const path = join(root, file);
      const before = await Deno.readTextFile(path);
      assertStringIncludes(before, table);
      await Deno.writeTextFile(
        path,
        before.replace(
          table,
          table.endsWith("{") ? `${table}\n  ${entry}` : `  ${entry}\n${table}`,
        ),
      );
    }

    const checked = await deno(root, "check", "--quiet", "packages/cli/main.ts", "use.ts");
    assertEquals(checked, { code: 0, output: "" });
    const { code, output } = await deno(root, "run", "--no-check", "use.ts");
    assertEquals(code, 0, output);
    assertEquals(JSON.parse(output), {
      dataset: {
        kind: "stripes",
        width: 5,
        preprocess: "none",
        trainExamples: "all",
        validationExamples: 10,
        testExamples: 10,
        splitSeed: 0,
      },
      model: {
        kind: "funnel",
        mouth: 6,
        depth: 3,
        activation: { kind: "same", factor: 1 },
        initialization: { kind: "he" },
      },
      optimizer: { kind: "lazy", learningRate: 0.1, laziness: 0 },
      schedule: { kind: "halves", warmupSteps: 0, until: 1 },
      rounds: [2, 1],
      steps: 6,
      refused: "BadInput: use.ts: base.model.mouth: cannot be 0; wanted a whole number from 1\n" +
        "use.ts: base.optimizer.laziness: cannot be 1; wanted a number from 0 to " +
        'below 1\nuse.ts: base.optimizer.laziest: unknown field of update rule "lazy", did you ' +
        'mean "laziness"?',
    });
  });
});
