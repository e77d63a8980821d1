/**
 * A network as exporters see it: its layers with their configurations, the shapes between them and
 * the names of their tensors.
 */
import type { LayerConfig, LayerMember, Naming } from "@samebit/layers";
import type { Shape } from "@samebit/tensors";

/** The layers of a network. */
export interface NetworkOutline {
  /**
   * The axes of one example as the first layer takes it, with as many numbers as an example of the
   * data.
   */
  readonly inputShape: Shape;
  /** The layers in the order of the forward pass. */
  readonly layers: readonly LayerOutline[];
}

/** A layer of a network. */
export interface LayerOutline {
  /** Its name, such as `convolution1`, or `residual2/relu1` in a block. */
  readonly title: string;
  /**
   * Its configuration; for a residual block its kind. `padding` is the shortcut that takes every
   * stride-th pixel and adds channels of zeros after those of its input.
   */
  readonly config: LayerConfig | { readonly kind: "residual" } | { readonly kind: "padding" };
  /** The axes of one example that goes in. */
  readonly inputShape: Shape;
  /** The axes of one example of the output. */
  readonly outputShape: Shape;
  /** Completes the names of its tensors: `W` to `W2`, `runningMean` to `runningMean1`. */
  readonly name: Naming;
  /** For a residual block, the layers of the body and those of the shortcut. */
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
