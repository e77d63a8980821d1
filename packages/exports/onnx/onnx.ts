/**
 * A model as an ONNX file: raw examples go in as float32, the input map is in the graph; scores come
 * out, of classes under softmax and of several labels also probabilities, of numbers the predictions
 * in their own unit.
 *
 * @module
 */
import type { TargetKind } from "@samebit/losses";
import { type NetworkConfig, outlineNetwork } from "@samebit/networks";
import { taskKindOf } from "@samebit/tasks";
import { formatShape, type Shape, sizeOf } from "@samebit/tensors";
import type { Model } from "../model.ts";
import { Graph } from "./graph.ts";
import { type Weights, writeLayers } from "./layers.ts";
import { formatMessages, type Port } from "./messages.ts";

const INPUT = "input";
const SCORES = "scores";
const PROBABILITIES = "probabilities";
const PREDICTIONS = "predictions";

/** Adds what scores mean to a graph; returns the names of the further outputs. */
type WriteAnswer = (graph: Graph, model: Model) => string[];

/**
 * The bytes of an ONNX file (opset 17). Its input `input: [N, ...shape]` holds values as the data
 * set stores them; `metadata_props` has the names of classes and columns as JSON, and the run.
 *
 * Weights in float64 are rounded to float32. What a runtime computes differs from the run's own bits
 * by its roundings alone; an ONNX file is no part of the bit contract.
 *
 * @throws {RangeError} The weights are not those of the network.
 */
export function formatOnnx(model: Model): Uint8Array<ArrayBuffer> {
  const { plan, data } = model;
  const { outputs: countOutputs, targets } = taskKindOf(plan);
  const outputs = countOutputs(data);
  const network: NetworkConfig = plan.model;
  const { inputShape, layers } = outlineNetwork(network, data.shape, outputs);
  const graph = new Graph();
  const x = writeInput(graph, model, inputShape);
  const scores = writeLayers(layers, x, { graph, weights: weightsOf(model) });
  graph.begin("output");
  graph.add("Identity", [scores], {}, SCORES);
  const more = ANSWERS[targets](graph, model);
  return formatMessages({
    nodes: graph.nodes,
    constants: graph.constants,
    inputs: [{ name: INPUT, shape: data.shape }],
    outputs: [SCORES, ...more].map((name): Port => ({ name, shape: [outputs] })),
    metadata: metadataOf(model),
  });
}

/** (value − offset)·factor, in the shape that the first layer takes. */
function writeInput(graph: Graph, { data }: Model, inputShape: Shape): string {
  const { shape, offset, factor } = data;
  graph.begin(INPUT);
  const centred = graph.add("Sub", [INPUT, graph.numbers("offset", shape, offset)]);
  const scaled = graph.add("Mul", [centred, graph.numbers("factor", shape, factor)]);
  return formatShape(shape) === formatShape(inputShape)
    ? scaled
    : graph.add("Reshape", [scaled, graph.sizes(-1, ...inputShape)]);
}

/** What scores mean, by what the targets of the task are. */
const ANSWERS: { readonly [Kind in TargetKind]: WriteAnswer } = {
  "labels": (graph, { plan }) =>
    plan.loss.kind === "softmax"
      ? [graph.add("Softmax", [SCORES], { axis: { int: -1 } }, PROBABILITIES)]
      : [],
  "numbers": (graph, { data }) => {
    const { names, mean, deviation } = data.targets!;
    const scaled = graph.add("Mul", [
      SCORES,
      graph.numbers("target deviation", [names.length], deviation),
    ]);
    const shift = graph.numbers("target mean", [names.length], mean);
    return [graph.add("Add", [scaled, shift], {}, PREDICTIONS)];
  },
  "zeros-and-ones": (graph) => [graph.add("Sigmoid", [SCORES], {}, PROBABILITIES)],
};

/** The model's tensors by name, of the shapes that they are saved in. */
function weightsOf({ weights }: Model): Weights {
  const byName = new Map(weights.map((each) => [each.name, each]));
  return (name) => {
    const found = byName.get(name);
    if (found !== undefined && found.data.length === sizeOf(found.shape)) return found;
    throw new RangeError(`Cannot write a model as ONNX: its weights have no ${name}`);
  };
}

function metadataOf({ record, choice, data }: Model): Record<string, string> {
  const { classes, columns, targets } = data;
  return {
    run: record.identity,
    weights: choice,
    ...(classes.length > 0 && { classes: JSON.stringify(classes) }),
    ...(columns !== undefined && { columns: JSON.stringify(columns.features) }),
    ...(targets !== undefined && { targets: JSON.stringify(targets.names) }),
  };
}
