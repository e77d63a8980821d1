/**
 * Axes that reach into a network's list of layers: `model.layers.NAME.FIELD` is the field of the
 * layer that was given that name, wherever it is.
 *
 * @module
 */
import { isObject } from "@samebit/input";
import type { Settings } from "./experiment.ts";

/** A field of a layer that has a name. */
export interface LayerField {
  /** The layer's name. */
  readonly name: string;
  /** The field. */
  readonly field: string;
}

const AXIS = /^model\.layers\.([\w-]+)\.(\w+)$/;

/** Whether a text may name a layer: letters, digits, `_` and `-`, beginning with a letter. */
export function isLayerName(text: unknown): boolean {
  return typeof text === "string" && /^[A-Za-z][\w-]{0,39}$/.test(text);
}

/** The layer and field that an axis names; undefined if it is not such an axis. */
export function parseLayerAxis(axis: string): LayerField | undefined {
  const [, name, field] = AXIS.exec(axis) ?? [];
  return name === undefined || field === undefined ? undefined : { name, field };
}

/** Every layer that has a name, with its path below `model.layers`, such as `["4", "body", "0"]`. */
export function namedLayers(settings: unknown): Map<string, readonly string[]> {
  const named = [...namesIn(layersOf(settings))].flatMap(({ name, path }) =>
    typeof name === "string" ? [[name, path] as const] : []
  );
  return new Map(named);
}

/**
 * Everything given as the name of a layer in a list of layers and in its blocks, including
 * repetitions.
 */
export function* namesIn(
  layers: unknown,
  path: readonly string[] = [],
): Generator<{ readonly name: unknown; readonly path: readonly string[] }> {
  if (!Array.isArray(layers)) return;
  for (const [i, layer] of layers.entries()) {
    if (!isObject(layer)) continue;
    const here = [...path, String(i)];
    if (layer["name"] !== undefined) yield { name: layer["name"], path: here };
    yield* namesIn(layer["body"], [...here, "body"]);
  }
}

/** The settings with a field of a layer replaced; unchanged if no layer has the name. */
export function setLayerField(
  settings: Settings,
  { name, field }: LayerField,
  value: unknown,
): Settings {
  const path = namedLayers(settings).get(name);
  if (path === undefined) return settings;
  const changeAt = (held: unknown, rest: readonly string[]): unknown => {
    const [step, ...others] = rest;
    if (step === undefined) return { ...held as object, [field]: value };
    return Array.isArray(held)
      ? held.with(Number(step), changeAt(held[Number(step)], others))
      : { ...held as object, [step]: changeAt((held as Record<string, unknown>)[step], others) };
  };
  const layers = changeAt(layersOf(settings), path);
  return { ...settings, model: { ...settings.model, layers } as Settings["model"] };
}

function layersOf(settings: unknown): unknown {
  return (settings as { readonly model?: { readonly layers?: unknown } }).model?.layers;
}
