/**
 * The schema of a network's list of layers: kinds and fields of layers and blocks, names, and how
 * many there may be.
 *
 * @module
 */
import {
  faultsOf,
  type FieldsByKind,
  fieldsIn,
  findTwice,
  isObject,
  isWhole,
  list,
  nameOr,
  quote,
  type Schema,
  type SchemaFieldsByKind,
  schemaFieldsByKind,
  value,
} from "@samebit/input";
import { LAYERS } from "@samebit/layers";
import { BLOCK_FIELDS } from "@samebit/networks";
import { z } from "zod";
import { isLayerName, namesIn } from "./layer_axes.ts";

/** More layers than are trained with these rules, since a list of any length could be written. */
const MOST_LAYERS = 1000;

/** Deeper than anybody nests blocks. */
const MOST_DEPTH = 16;

/** The fields of each kind of layer and block, without the body of blocks. */
export const LAYER_FIELDS: FieldsByKind = { ...fieldsIn(LAYERS), ...BLOCK_FIELDS };

const name = value(
  "a name of letters, digits, _ and -, beginning with a letter, for axes such as model.layers.NAME.FIELD",
  isLayerName,
).optional();

const wanted = 'a list of layers, such as [{ kind: "affine", outputs: 100 }, "relu"]';

/**
 * The layers of a network.
 *
 * @param own The fields of layers of a folder's own, by kind.
 */
export function layerList(own: FieldsByKind): Schema {
  const shapes: SchemaFieldsByKind = Object.fromEntries(
    Object.entries(schemaFieldsByKind({ ...own, ...LAYER_FIELDS })).map(([kind, shape]) => {
      const isBlock = Object.hasOwn(BLOCK_FIELDS, kind);
      return [kind, { ...shape, name, ...(isBlock && { body: z.lazy(() => body) }) }];
    }),
  );
  const layers = list(nameOr("layer", shapes), wanted);
  const body = layers.min(1, { error: "is empty; wanted at least one layer" });
  return z.unknown().superRefine((given, context) => {
    const count = countLayers(given);
    // The items are not looked at if they are too many or too deep.
    const faults = count > MOST_LAYERS
      ? [{ path: [], message: tooMany(count) }]
      : [...faultsOf(layers, given), ...faultsOfNames(given)];
    for (const { path, message } of faults) {
      context.addIssue({ code: "custom", path: [...path], message });
    }
  });
}

function tooMany(count: number): string {
  return count === Infinity
    ? `nests blocks more than ${MOST_DEPTH} deep; wanted fewer`
    : `comes to ${count} layers; wanted at most ${MOST_LAYERS}`;
}

/**
 * How many layers there are, repetitions included; infinitely many if they are nested too deeply.
 */
function countLayers(given: unknown, depth: number = 0): number {
  if (!Array.isArray(given)) return 0;
  if (depth > MOST_DEPTH) return Infinity;
  if (given.length > MOST_LAYERS) return given.length;
  let count = 0;
  for (const layer of given) {
    if (!isObject(layer) || !Object.hasOwn(layer, "body")) count++;
    else {
      const times = layer["kind"] === "repeat" && isWhole(layer["times"], 1) ? layer["times"] : 1;
      count += Math.max(1, countLayers(layer["body"], depth + 1)) * (times as number);
    }
  }
  return count;
}

function faultsOfNames(given: unknown): { path: readonly string[]; message: string }[] {
  const twice = findTwice(Array.from(namesIn(given), ({ name }) => name));
  return twice === undefined
    ? []
    : [{ path: [], message: `names two layers ${quote(String(twice))}` }];
}
