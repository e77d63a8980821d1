/** Reads the networks of an experiment that its record holds. */
import type { LayerRecord, NetworkRecord } from "./record.ts";
import { count, fieldsOf, type Found, listOf, text } from "./record_checks.ts";

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
