/**
 * Models with every kind of layer, their weights and statistics drawn at random. Not for anything
 * but tests.
 */
import { type ModelSettings, resolve, type Settings } from "@samebit/experiment";
import type { LayerOutline } from "@samebit/networks";
import { createStream, fillNormal } from "@samebit/random";
import { type EpochRow, recordsOf, type RunRecord } from "@samebit/runlog";
import {
  CONTRACT,
  Evaluator,
  identityOf,
  type InputData,
  type Plan,
  writePlan,
} from "@samebit/solver";
import { createReferenceKernels, type Floats } from "@samebit/tensors";
import type { Model } from "./model.ts";

type LayerList = Extract<ModelSettings, { kind: "layers" }>["layers"];

const IMAGE = [4, 7, 7];
const LIST = [6];

/** A network with the kind of layer, and what goes into it. */
interface Sample {
  readonly shape: readonly number[];
  readonly layers: LayerList;
}

const image = (...layers: LayerList): Sample => ({ shape: IMAGE, layers: [...layers, "flatten"] });
const rows = (...layers: LayerList): Sample => ({ shape: LIST, layers });

/** For each kind of layer networks that have it, in the forms that differ. */
export const SAMPLES: Readonly<Record<LayerOutline["config"]["kind"], readonly Sample[]>> = {
  "affine": [rows({ kind: "affine", outputs: 5 }, { kind: "affine", outputs: 4, bias: false })],
  "convolution": [
    image({ kind: "convolution", filters: 6, kernel: 3 }),
    image({ kind: "convolution", filters: 2, kernel: 2, groups: 2, bias: false }),
    image({ kind: "convolution", filters: 3, kernel: 3, stride: 2, padding: "valid" }),
    image({ kind: "convolution", filters: 3, kernel: 4, stride: 3, padding: 2 }),
  ],
  "batch-norm": [
    rows("batch-norm", "relu"),
    image({ kind: "batch-norm", epsilon: 0.1 }, "relu"),
  ],
  "layer-norm": [rows({ kind: "layer-norm", epsilon: 0.01 })],
  "group-norm": [
    image({ kind: "group-norm", groups: 2, epsilon: 0.01 }),
    image({ kind: "group-norm", groups: 4 }),
  ],
  "max-pool": [image("max-pool"), image({ kind: "max-pool", size: 3, stride: 2 })],
  "average-pool": [image("average-pool"), image({ kind: "average-pool", size: 3, stride: 1 })],
  "global-average-pool": [{ shape: IMAGE, layers: ["global-average-pool"] }],
  "flatten": [image("relu"), rows("flatten")],
  "dropout": [rows({ kind: "dropout", keepRatio: 0.5 })],
  "channel-dropout": [image({ kind: "channel-dropout", keepRatio: 0.5 })],
  "relu": [rows("relu")],
  "leaky-relu": [rows({ kind: "leaky-relu", slope: 0.2 })],
  "elu": [rows({ kind: "elu", alpha: 0.7 })],
  "gelu": [rows("gelu")],
  "gelu-tanh": [rows("gelu-tanh")],
  "silu": [rows("silu")],
  "tanh": [rows("tanh")],
  "sigmoid": [rows("sigmoid")],
  "residual": [
    rows({ kind: "residual", body: [{ kind: "affine", outputs: 6 }, "relu"] }, "relu"),
    rows({ kind: "residual", shortcut: "projection", body: [{ kind: "affine", outputs: 3 }] }),
    image({
      kind: "repeat",
      times: 2,
      body: [{
        kind: "residual",
        shortcut: "projection",
        body: [{ kind: "convolution", filters: 6, kernel: 3, stride: 2 }, "batch-norm", "relu"],
      }],
    }),
  ],
  "padding": [
    image({
      kind: "residual",
      shortcut: "padding",
      keepRatio: 0.5,
      body: [
        { kind: "convolution", filters: 6, kernel: 3, stride: 2 },
        { kind: "group-norm", groups: 3 },
      ],
    }),
  ],
};

/** What a test may ask of a model. */
export interface Wishes {
  readonly shape: readonly number[];
  readonly model: ModelSettings;
  readonly settings?: Partial<Settings>;
  readonly data?: Partial<InputData>;
}

/** A model whose every tensor holds other numbers than it begins with. */
export function createModel({ shape, model, settings, data: more }: Wishes): Model {
  const dataset = { kind: "digits" } as const;
  const optimizer = { kind: "sgd", learningRate: 0.1 } as const;
  const plan = resolve({ dataset, optimizer, epochs: 1, ...settings, model }, 3);
  const features = shape.reduce((product, size) => product * size, 1);
  const data: InputData = {
    features,
    shape,
    classes: ["an ant", "bée", "c"],
    offset: Float32Array.from(draw("offset", features)),
    factor: Float32Array.from(draw("factor", features), (each) => 1 + each / 10),
    ...more,
  };
  return { record: recordOf(plan), plan, choice: "best", data, weights: weightsFor(plan, data) };
}

/** Raw examples for a model. */
export function drawExamples({ data }: Model, count: number): Float32Array {
  return Float32Array.from(draw("examples", count * data.features));
}

/** The scores that the model's own kernels give. */
export function scoresOf({ plan, data, weights }: Model, values: Float32Array): Floats {
  const evaluator = new Evaluator(plan, data, createReferenceKernels(plan.precision));
  restore(evaluator, weights);
  const count = values.length / data.features;
  return evaluator.scores({ values, labels: new Uint16Array(count), count });
}

function restore({ network }: Evaluator, weights: Model["weights"]): void {
  const tensors = [
    ...network.entries.map(({ name, value }) => ({ name, data: value.data })),
    ...network.state.map(({ name, tensor }) => ({ name, data: tensor.data })),
  ];
  for (const { name, data } of tensors) {
    data.set(weights.find((each) => each.name === name)!.data);
  }
}

function weightsFor(plan: Plan, data: InputData): Model["weights"] {
  const { network } = new Evaluator(plan, data, createReferenceKernels(plan.precision));
  const tensors = [
    ...network.entries.map(({ name, value }) => ({ name, ...value })),
    ...network.state.map(({ name, tensor }) => ({ name, ...tensor })),
  ];
  return tensors.map(({ name, shape, data }) => {
    const drawn = draw(name, data.length);
    // Variances are above 0.
    const change = name.includes("Variance") ? Math.abs : (value: number) => value;
    return { name, shape, data: data.map((first, i) => change(first + drawn[i]! / 4)) };
  });
}

function draw(name: string, count: number): Float64Array {
  const numbers = new Float64Array(count);
  fillNormal(createStream(7, name), 0, numbers);
  return numbers;
}

function recordOf(plan: Plan): RunRecord {
  const dataHash = "0".repeat(64);
  const names = recordsOf(plan.task).epochs.map(({ name }) => name);
  const row = Object.fromEntries(names.map((name) => [name, 1])) as EpochRow;
  return {
    identity: identityOf(plan, dataHash),
    contract: CONTRACT,
    dataHash,
    plan: writePlan(plan),
    warnings: [],
    ended: "completed",
    result: { steps: 1, epochs: 1, final: row, best: row },
  };
}
