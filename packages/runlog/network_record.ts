/** The networks of an experiment as its record holds them, so that a page can show them as tables. */
import { count, fieldsOf, type Found, listOf, text } from "./record_checks.ts";

/** A layer in the table of a network. */
export interface LayerRecord {
  /** What it is called, such as `convolution1`, or `residual2/relu1` in a block. */
  readonly title: string;
  /** The axes of one example that comes out. */
  readonly outputShape: readonly number[];
  /** Numbers that are learned; of a block those in it. */
  readonly parameters: number;
  /** Multiplications with weights that one example takes; of a block those in it. */
  readonly multiplications: number;
}

/** A network of an experiment. */
export interface NetworkRecord {
  /** The variants that have it, by label. */
  readonly variants: readonly string[];
  /** Numbers that are learned, of all layers. */
  readonly parameters: number;
  /** Multiplications with weights that one example takes in the forward pass. */
  readonly multiplications: number;
  /** Its layers in the order of the forward pass; those in a block stand before the block. */
  readonly layers: readonly LayerRecord[];
}

/** Reads the networks of a record. */
export function readNetworks(found: Found): readonly NetworkRecord[] {
  return listOf(found, (each) => {
    const field = fieldsOf(each, ["variants", "parameters", "multiplications", "layers"]);
    return {
      variants: listOf(field("variants"), text),
      parameters: count(field("parameters")),
      multiplications: count(field("multiplications")),
      layers: listOf(field("layers"), readLayer),
    };
  });
}

function readLayer(found: Found): LayerRecord {
  const field = fieldsOf(found, ["title", "outputShape", "parameters", "multiplications"]);
  return {
    title: text(field("title")),
    outputShape: listOf(field("outputShape"), count),
    parameters: count(field("parameters")),
    multiplications: count(field("multiplications")),
  };
}
