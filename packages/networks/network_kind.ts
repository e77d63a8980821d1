/** The interface of a kind of network: from a few settings to layers, for data of one shape. */
import type { ConfigOf, Fields } from "@samebit/input";
import type { NumberedLayer, OwnLayers } from "@samebit/layers";
import type { Shape } from "@samebit/tensors";

/** Layers for examples of one shape. */
export interface Arrangement {
  /**
   * The axes of one example as the first layer takes it, with as many numbers as an example of the
   * data.
   */
  readonly inputShape: Shape;
  /** The layers in the order of the forward pass; the last gives `[outputs]`. */
  readonly layers: readonly NumberedLayer[];
}

/** One kind of network. */
export interface NetworkKind<F extends Fields> {
  /**
   * Its fields, which hold plain values or parts (network_parts.ts). How weights begin is none of
   * them: that is the same for every kind.
   */
  readonly fields: F;
  /** What it is, in sentences of the reference. */
  readonly about: string;
  /** The field that determines how large a network is, for errors. */
  readonly sizedBy: keyof F & string;
  /**
   * The layers of a network.
   *
   * @param inputShape The axes of one example of the data.
   * @param outputs Numbers in one row of scores.
   * @param own Layers of a folder's own that the configuration may name.
   * @throws {RangeError} A field of the configuration is out of range.
   */
  arrange(
    config: ConfigOf<string, F>,
    inputShape: Shape,
    outputs: number,
    own: OwnLayers,
  ): Arrangement;
}
