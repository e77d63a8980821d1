/**
 * What fields of networks hold beside plain values: parts that come in kinds themselves. A field
 * `holds` one of the values here; what may be written for it, also by name or as a layer of a
 * folder's own, is the matter of `@samebit/experiment`.
 */
import { isObject, type Values } from "@samebit/input";
import type { ActivationConfig } from "@samebit/layers";
import type { LayerOrBlock } from "./blocks/registry.ts";
import { type Normalization, NORMALIZATION_FIELDS } from "./normalization.ts";

/** Each part, in full. */
export interface NetworkParts {
  /** Between an affine layer and its activation. */
  readonly normalization: Normalization;
  /** Behind an affine layer and its normalization. */
  readonly activation: ActivationConfig;
  /** Layers and blocks, in the order of the forward pass. */
  readonly layers: readonly LayerOrBlock[];
}

/** The values of a field that holds a part. */
export interface PartValues<Name extends keyof NetworkParts = keyof NetworkParts>
  extends Values<NetworkParts[Name]> {
  /** Which part. */
  readonly part: Name;
}

/** A normalization. */
export const NORMALIZATION: PartValues<"normalization"> = partValues(
  "normalization",
  `a normalization: ${Object.keys(NORMALIZATION_FIELDS).join(", ")}`,
  (value) => isKind(value) && Object.hasOwn(NORMALIZATION_FIELDS, value.kind),
);

/** An activation; that it is one is checked where its layer is made. */
export const ACTIVATION: PartValues<"activation"> = partValues(
  "activation",
  "an activation",
  isKind,
);

/** Layers; what each is, is checked where it is made. */
export const LAYER_LIST: PartValues<"layers"> = partValues(
  "layers",
  'a list of layers, such as [{ kind: "affine", outputs: 100 }, "relu"]',
  Array.isArray,
);

/** The part that a field holds; undefined if it holds plain values. */
export function partIn(holds: Values<unknown>): keyof NetworkParts | undefined {
  return (holds as Partial<PartValues>).part;
}

function partValues<Name extends keyof NetworkParts>(
  part: Name,
  wanted: string,
  includes: (value: unknown) => boolean,
): PartValues<Name> {
  return {
    part,
    wanted,
    json: { $ref: `#/$defs/${part}` },
    includes: (value): value is NetworkParts[Name] => includes(value),
  };
}

function isKind(value: unknown): value is { readonly kind: string } {
  return isObject(value) && typeof value["kind"] === "string";
}
