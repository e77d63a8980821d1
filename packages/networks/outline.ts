/**
 * A network as whoever writes it down elsewhere sees it: its layers with what each was told, the
 * shapes between them and the names of their tensors.
 */
import type { LayerConfig, LayerMember, Naming } from "@samebit/layers";
import type { Shape } from "@samebit/tensors";

/** The layers of a network. */
export interface NetworkOutline {
  /** The axes of one example as the first layer takes it; as many numbers as the data's. */
  readonly inputShape: Shape;
  /** The layers in the order of the forward pass. */
  readonly layers: readonly LayerOutline[];
}

/** A layer of a network. */
export interface LayerOutline {
  /** What it is called, such as `convolution1`, or `residual2/relu1` in a block. */
  readonly title: string;
  /**
   * What it was told; of a residual block its kind. `padding` is the shortcut that takes every
   * stride-th pixel, and has channels of zeros behind those of its input.
   */
  readonly config: LayerConfig | { readonly kind: "residual" } | { readonly kind: "padding" };
  /** The axes of one example that goes in. */
  readonly inputShape: Shape;
  /** The axes of one example that comes out. */
  readonly outputShape: Shape;
  /** What completes the names of its tensors: `W` to `W2`, `runningMean` to `runningMean1`. */
  readonly name: Naming;
  /** Of a residual block, the layers of the body and those of the shortcut. */
  readonly branches: readonly (readonly LayerOutline[])[];
}

/** The outline of a layer in its place. */
export function outlineLayer(member: LayerMember): LayerOutline {
  const { title, inputShape, outputShape, name, design, branches = [] } = member;
  return {
    title,
    config: (design.config ?? { kind: design.kind }) as LayerOutline["config"],
    inputShape,
    outputShape,
    name,
    branches: branches.map((row) => row.map(outlineLayer)),
  };
}
