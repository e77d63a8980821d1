/**
 * Every kind of block, by name: a layer that holds a body of layers and blocks. A new one is a file
 * beside the others and a line here.
 */
import { type ConfigOfKinds, FROM_1 } from "@samebit/input";
import {
  countedWith,
  designLayer,
  type LayerConfig,
  type LayerDesign,
  type NumberedLayer,
  type OwnLayers,
} from "@samebit/layers";
import { residual, RESIDUAL_FIELDS } from "./residual.ts";

/** The fields of each kind of block apart from its `body`. */
export const BLOCK_FIELDS = {
  residual: RESIDUAL_FIELDS,
  repeat: {
    times: {
      holds: FROM_1,
      example: 3,
      about: "How many copies of the body follow one another",
    },
  },
} as const;

/** Any block, distinguished by `kind`. */
export type BlockConfig = ConfigOfKinds<typeof BLOCK_FIELDS> & {
  /** The layers and blocks in it, in the order of the forward pass. */
  readonly body: readonly LayerOrBlock[];
};

/** The parts that a network can consist of. */
export type LayerOrBlock = LayerConfig | BlockConfig;

/** Whether it holds others. */
function isBlock(config: LayerOrBlock): config is BlockConfig {
  return Object.hasOwn(BLOCK_FIELDS, config.kind);
}

/**
 * Layers and blocks as a sequence of numbered layers. Repetitions are written out, each with its
 * own layers and numbers; layers whose parameters have the same names are numbered together.
 *
 * @param place Where the configurations were written, for errors.
 * @param own Layers of a folder's own that may be among them.
 */
export function numberLayers(
  configs: readonly LayerOrBlock[],
  place: readonly string[],
  own: OwnLayers = {},
): NumberedLayer[] {
  const counts = new Map<string, number>();
  return [...writeOut(configs, place)].map(({ config, place }) => {
    const counted = isBlock(config) ? config.kind : countedWith(config, own);
    const number = (counts.get(counted) ?? 0) + 1;
    counts.set(counted, number);
    return { number, place, design: designOf(config, own) };
  });
}

interface WrittenLayer {
  readonly config: Exclude<LayerOrBlock, { readonly kind: "repeat" }>;
  readonly place: readonly string[];
}

function* writeOut(
  configs: readonly LayerOrBlock[],
  place: readonly string[],
): Generator<WrittenLayer> {
  for (const [i, config] of configs.entries()) {
    const here = [...place, String(i)];
    if (config.kind !== "repeat") yield { config, place: here };
    else {
      for (let time = 0; time < config.times; time++) {
        yield* writeOut(config.body, [...here, "body"]);
      }
    }
  }
}

function designOf(config: WrittenLayer["config"], own: OwnLayers): LayerDesign {
  return config.kind === "residual"
    ? residual(config, numberLayers(config.body, ["body"], own))
    : designLayer(config, own);
}
