/**
 * A model as an ONNX file: raw examples go in as float32, and the input map is in the graph. Scores
 * come out; for classes under softmax and for several labels also probabilities, for numbers also
 * the predictions in their own unit.
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

/** Adds the interpretation of scores to a graph; returns the names of the additional outputs. */
type WriteAnswer = (graph: Graph, model: Model) => string[];

/**
 * The bytes of an ONNX file (opset 17). Its input `input: [N, ...shape]` takes values as the data
 * set stores them; `metadata_props` has the names of classes and columns as JSON, and the run.
 *
 * Weights in float64 are rounded to float32. The results of a runtime differ from the run's own
 * bits only by rounding; an ONNX file is not part of the bit contract.
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

/** The interpretation of scores, by the kind of the task's targets. */
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

/** The model's tensors by name, in their saved shapes. */
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
