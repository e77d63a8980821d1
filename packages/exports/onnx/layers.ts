/**
 * Each kind of layer as nodes of a graph, in its test mode. The operators are those of opset 17;
 * layers without one there (GELU, group norm) are composed of others. The types require an entry
 * for every new kind of layer.
 */
import { type LayerConfig, placesOn } from "@samebit/layers";
import type { LayerOutline } from "@samebit/networks";
import type { Graph } from "./graph.ts";

/** A saved tensor by its name. */
export type Weights = (name: string) => {
  readonly shape: readonly number[];
  readonly data: ArrayLike<number>;
};

/** The graph that a layer is written to. */
export interface Writing {
  readonly graph: Graph;
  readonly weights: Weights;
}

type Kind = LayerOutline["config"]["kind"];

type Writers = {
  readonly [K in Kind]: (
    x: string,
    config: Extract<LayerOutline["config"], { kind: K }>,
    layer: LayerOutline,
    writing: Writing,
  ) => string;
};

/** Writes layers one after another; returns the name of the output. */
export function writeLayers(
  layers: readonly LayerOutline[],
  input: string,
  writing: Writing,
): string {
  return layers.reduce((x, layer) => {
    writing.graph.begin(layer.title);
    // TypeScript cannot see that the writer of a kind takes its configuration; the table's type
    // can.
    const write = WRITERS[layer.config.kind] as Writers["affine"];
    return write(x, layer.config as Extract<LayerConfig, { kind: "affine" }>, layer, writing);
  }, input);
}

const WRITERS: Writers = {
  "affine": (x, { bias }, { name }, { graph, weights }) => {
    const tensor = (stem: string) => kept(graph, weights, name(stem));
    return graph.add("Gemm", [x, tensor("W"), ...(bias ? [tensor("b")] : [])]);
  },
  "convolution": (x, config, layer, { graph, weights }) => {
    const tensor = (stem: string) => kept(graph, weights, layer.name(stem));
    const { kernel, stride, groups, bias } = config;
    return graph.add("Conv", [x, tensor("W"), ...(bias ? [tensor("b")] : [])], {
      kernel_shape: { ints: [kernel, kernel] },
      strides: { ints: [stride, stride] },
      group: { int: groups },
      pads: { ints: paddingOf(layer, config) },
    });
  },
  "batch-norm": (x, { epsilon }, { name }, { graph, weights }) => {
    const stems = ["gamma", "beta", "runningMean", "runningVariance"];
    const tensors = stems.map((stem) => kept(graph, weights, name(stem)));
    return graph.add("BatchNormalization", [x, ...tensors], { epsilon: { float: epsilon } });
  },
  "layer-norm": (x, { epsilon }, { name }, { graph, weights }) => {
    const tensors = ["gamma", "beta"].map((stem) => kept(graph, weights, name(stem)));
    return graph.add("LayerNormalization", [x, ...tensors], { epsilon: { float: epsilon } });
  },
  "group-norm": (x, { groups, epsilon }, { inputShape, name }, { graph, weights }) => {
    const perChannel = (stem: string) => {
      const { data } = weights(name(stem));
      return graph.numbers(name(stem), [inputShape[0]!, 1, 1], data);
    };
    const ones = graph.numbers(`ones ${groups}`, [groups], new Float32Array(groups).fill(1));
    const zeros = graph.numbers(`zeros ${groups}`, [groups], new Float32Array(groups));
    const rows = graph.add("Reshape", [x, graph.sizes(0, groups, -1)]);
    const normal = graph.add("InstanceNormalization", [rows, ones, zeros], {
      epsilon: { float: epsilon },
    });
    const images = graph.add("Reshape", [normal, graph.sizes(-1, ...inputShape)]);
    return graph.add("Add", [
      graph.add("Mul", [images, perChannel("gamma")]),
      perChannel("beta"),
    ]);
  },
  "max-pool": (x, { size, stride }, _layer, { graph }) =>
    graph.add("MaxPool", [x], {
      kernel_shape: { ints: [size, size] },
      strides: { ints: [stride, stride] },
    }),
  "average-pool": (x, { size, stride }, _layer, { graph }) =>
    graph.add("AveragePool", [x], {
      kernel_shape: { ints: [size, size] },
      strides: { ints: [stride, stride] },
    }),
  "global-average-pool": (x, _config, _layer, { graph }) =>
    graph.add("Flatten", [graph.add("GlobalAveragePool", [x])]),
  "flatten": (x, _config, _layer, { graph }) => graph.add("Flatten", [x]),
  "dropout": (x) => x,
  "channel-dropout": (x) => x,
  "relu": (x, _config, _layer, { graph }) => graph.add("Relu", [x]),
  "leaky-relu": (x, { slope }, _layer, { graph }) =>
    graph.add("LeakyRelu", [x], { alpha: { float: slope } }),
  "elu": (x, { alpha }, _layer, { graph }) => graph.add("Elu", [x], { alpha: { float: alpha } }),
  "tanh": (x, _config, _layer, { graph }) => graph.add("Tanh", [x]),
  "sigmoid": (x, _config, _layer, { graph }) => graph.add("Sigmoid", [x]),
  "silu": (x, _config, _layer, { graph }) => graph.add("Mul", [x, graph.add("Sigmoid", [x])]),
  "gelu": (x, _config, _layer, { graph }) => {
    const erf = graph.add("Erf", [graph.add("Mul", [x, graph.number(Math.SQRT1_2)])]);
    return timesHalf(graph, x, erf);
  },
  "gelu-tanh": (x, _config, _layer, { graph }) => {
    const cube = graph.add("Mul", [graph.add("Mul", [x, x]), x]);
    const bent = graph.add("Add", [x, graph.add("Mul", [cube, graph.number(0.044715)])]);
    const inner = graph.add("Mul", [bent, graph.number(Math.sqrt(2 / Math.PI))]);
    return timesHalf(graph, x, graph.add("Tanh", [inner]));
  },
  "residual": (x, _config, { title, branches }, writing) => {
    const [body, shortcut] = branches;
    const added = writeLayers(body!, x, writing);
    const around = writeLayers(shortcut!, x, writing);
    writing.graph.begin(title);
    return writing.graph.add("Add", [added, around]);
  },
  "padding": (x, _config, { inputShape, outputShape }, { graph }) => {
    const [channels, height, width] = inputShape as readonly [number, number, number];
    const stride = Math.ceil(height / outputShape[1]!);
    const [from, to] = [graph.sizes(0, 0), graph.sizes(height, width)];
    const taken = graph.add("Slice", [
      x,
      from,
      to,
      graph.sizes(2, 3),
      graph.sizes(stride, stride),
    ]);
    const behind = outputShape[0]! - channels;
    return graph.add("Pad", [taken, graph.sizes(0, 0, 0, 0, 0, behind, 0, 0)]);
  },
};

/** x·(1 + part)/2. */
function timesHalf(graph: Graph, x: string, part: string): string {
  const share = graph.add("Mul", [graph.add("Add", [part, graph.number(1)]), graph.number(0.5)]);
  return graph.add("Mul", [x, share]);
}

function kept(graph: Graph, weights: Weights, name: string): string {
  const { shape, data } = weights(name);
  return graph.numbers(name, shape, data);
}

/**
 * Zeros above, to the left, below and to the right; below and to the right only as many as the last
 * window covers.
 */
export function paddingOf(
  { title, inputShape, outputShape }: LayerOutline,
  config: Extract<LayerConfig, { kind: "convolution" }>,
): [above: number, left: number, below: number, right: number] {
  const { kernel, stride } = config;
  const { before } = placesOn(title, inputShape, { ...config, name: "kernel" });
  const [below, right] = [1, 2].map((axis) =>
    Math.max(0, (outputShape[axis]! - 1) * stride + kernel - inputShape[axis]! - before)
  ) as [number, number];
  return [before, before, below, right];
}
