/**
 * Where in the declaration a setting of a combination was written: in `base`, or as the value of an
 * axis. Whoever refuses a setting of a plan names that place.
 *
 * @module
 */
import { type AxisValue, depthOf } from "@samebit/search";
import type { Combination } from "./expand.ts";
import { namedLayers, parseLayerAxis } from "./layer_axes.ts";

/** Where the value at a path of a combination's settings was written. */
export function placeOfSetting(
  { compared, tuned, settings }: Combination,
  path: readonly string[],
): readonly string[] {
  const [field = "", key] = path;
  const layers = namedLayers(settings);
  const wrote = ({ axis, value }: AxisValue) =>
    parseLayerAxis(axis) !== undefined
      ? startsWith(path, placeOfLayerAxis(axis, layers))
      : axis === "variant"
      ? Object.hasOwn(value as object, field)
      : axis === field || axis === `${field}.${key}` ||
        (key === undefined && axis.startsWith(`${field}.`));
  const sources = [
    ...compared.map((choice) => ({ from: "compare", choice })),
    ...tuned.map((choice) => ({ from: "tune", choice })),
  ].filter(({ choice }) => wrote(choice));
  const last = sources.toSorted((a, b) => depthOf(b.choice.axis) - depthOf(a.choice.axis))[0];
  if (last === undefined) return ["base", ...path];
  const { from, choice: { axis, label } } = last;
  const depth = placeOfLayerAxis(axis, layers)?.length ?? depthOf(axis);
  return [from, axis, label, ...path.slice(depth)];
}

/**
 * The place of the field of a named layer; undefined if it is not such an axis or has no such
 * layer.
 */
function placeOfLayerAxis(
  axis: string,
  layers: ReadonlyMap<string, readonly string[]>,
): readonly string[] | undefined {
  const layer = parseLayerAxis(axis);
  const path = layer && layers.get(layer.name);
  return path && ["model", "layers", ...path, layer.field];
}

function startsWith(path: readonly string[], start: readonly string[] | undefined): boolean {
  return start !== undefined && start.every((part, i) => path[i] === part);
}
